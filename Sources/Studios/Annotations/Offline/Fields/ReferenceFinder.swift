import Accessibility
import Decks
import Foundation

/// Finds the sources of a slide: the addresses in its texts and notes, its hyperlinks, and those of the given sources that
/// are about the same thing.
struct ReferenceFinder {
    let material: SlideMaterial

    static let most = 3
    /// A text with more addresses is a list of them, and holds no title.
    private static let mostBeside = 20

    var references: [Reference] {
        var seen: Set<String> = []
        let addresses =
            texts.flatMap { text in WebAddress.all(in: text).map { (url: $0, text: text) } }
            + links.map { (url: $0.url, text: $0.title) }
        // Named when it is known which they are: to name one takes a look at all others.
        let own = addresses.filter { seen.insert(WebAddress.key($0.url)).inserted }.prefix(Self.most)
            .map { Reference(title: title(of: $0.url, in: $0.text), url: $0.url) }
        return Array((own + matching.filter { seen.insert(WebAddress.key($0.url)).inserted }).prefix(Self.most))
    }

    /// A source is called as the person who gave it called it, else as it is linked, else by the words beside it.
    private func title(of address: String, in text: String) -> String {
        let key = WebAddress.key(address)
        if let source = material.sources.first(where: { WebAddress.key($0.url) == key }) { return source.title }
        let linked = links.lazy.filter { WebAddress.key($0.url) == key }.map {
            SpokenText.phrase(SpokenText.withoutNumbering($0.title))
        }
        if let title = linked.first(where: Self.isTelling) { return title }
        var rest = text
        for other in WebAddress.all(in: text).prefix(Self.mostBeside) { rest = rest.replacing(other, with: " ") }
        let words = SpokenText.phrase(rest.filter { !"()[]<>|".contains($0) })
            .trimmingCharacters(in: CharacterSet(charactersIn: "-–—: "))
        if Self.isTelling(words) { return words }
        let title = SpokenText.phrase(material.slide.title ?? "")
        return title.isEmpty ? URL(string: address)?.host() ?? address : title
    }

    /// Not "here" and the like, nor the address again.
    private static func isTelling(_ words: String) -> Bool {
        words.contains(where: \.isLetter) && (2...90).contains(words.count) && words.split(separator: " ").count <= 12
            && !LinkPhrases.areEmpty(words) && WebAddress.all(in: words).isEmpty && !isBareAddress(words)
    }

    /// "www.example.org/lens"
    private static func isBareAddress(_ words: String) -> Bool {
        !words.contains(" ") && (words.hasPrefix("www.") || words.contains("/") && words.contains("."))
    }

    private var links: [SlideLink] { material.slide.links ?? [] }

    /// The given sources whose title shares most of its longer words with the slide.
    private var matching: [Reference] {
        let slide = Self.longWords(texts.joined(separator: " "))
        return material.sources.filter { source in
            let title = Self.longWords(source.title)
            return !title.isEmpty && title.intersection(slide).count * 3 >= title.count * 2
        }
    }

    private var texts: [String] {
        let evidence = SlideEvidence(material.slide)
        return evidence.texts + material.slide.notes.map(\.text)
    }

    private static func longWords(_ text: String) -> Set<String> {
        Set(
            text.lowercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber }).filter { $0.count > 3 }.map(
                String.init))
    }
}
