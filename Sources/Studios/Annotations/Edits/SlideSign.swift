package import Decks
import Essentials
import Foundation

/// By what a slide is found again in a later state of its deck.
package struct SlideSign: Hashable, Sendable {
    /// The number that it had, from 1.
    package var number: Int
    package var title: String?
    /// A digest of what its author put on it; `nil` when it is not known.
    package var contents: String?

    package init(number: Int, title: String? = nil, contents: String? = nil) {
        self.number = number
        self.title = title
        self.contents = contents
    }
}

extension Slide {
    /// Names what the author put on the slide and into its notes, wherever it stands and whatever was annotated.
    package var contentsDigest: String? {
        var own = self
        own.number = 1
        own.isHidden = false
        own.annotations = nil
        // How it looks may depend on where it stands; but of a page that is a picture nothing else is known.
        if !elements.isEmpty { own.appearance = ContentDigest(of: "") }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        guard let form = try? encoder.encode(own) else { return nil }
        return String(ContentDigest(of: form).description.prefix(16))
    }
}
