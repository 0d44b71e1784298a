import Decks
import Foundation

/// Looks whether there is anything at a web address.
package protocol LinkVerifier: Sendable {
    /// Whether a request for `url` is answered with success.
    func exists(_ url: String) async -> Bool
}

/// Sorts the references that a model gave: those of the deck and the given sources are good, others when there is
/// something at their address.
struct ReferenceReview {
    let material: SlideMaterial
    let links: (any LinkVerifier)?

    func review(_ references: [Reference]) async -> (good: [Reference], flags: [Flag]) {
        var good: [Reference] = []
        var flags: [Flag] = []
        let known = Grounding(material: material, style: AnnotationStyle())
        for reference in references.prefix(ReferenceFinder.most) {
            let stranger = known.flags(for: .references([Reference(title: "", url: reference.url)]))
            if stranger.isEmpty {
                good.append(reference)
            } else if let links, await links.exists(reference.url) {
                good.append(reference)
            } else {
                flags.append(
                    Flag(
                        kind: .unverifiedURL, excerpt: reference.url,
                        message: "The model named an address that could not be verified; it is left out."))
            }
        }
        return (good, flags)
    }
}
