import Decks
import Foundation

/// Finds the sources of a slide: the addresses in its texts and notes, and those of the given sources that are about the
/// same thing.
struct ReferenceFinder {
    let material: SlideMaterial

    static let most = 3

    var references: [Reference] {
        var seen: Set<String> = []
        return Array((cited + matching).filter { seen.insert(Self.key($0.url)).inserted }.prefix(Self.most))
    }

    /// The addresses that the slide holds, with the words beside them as titles.
    private var cited: [Reference] {
        texts.flatMap { text in
            WebAddress.all(in: text).map { address in
                Reference(title: title(of: address, in: text), url: address)
            }
        }
    }

    private func title(of address: String, in text: String) -> String {
        if let source = material.sources.first(where: { Self.key($0.url) == Self.key(address) }) { return source.title }
        var rest = text
        for other in WebAddress.all(in: text) { rest = rest.replacing(other, with: " ") }
        let words = SpokenText.phrase(rest.filter { !"()[]<>|".contains($0) })
            .trimmingCharacters(in: CharacterSet(charactersIn: "-–—: "))
        if words.contains(where: \.isLetter), (2...90).contains(words.count), words.split(separator: " ").count <= 12 {
            return words
        }
        let title = SpokenText.phrase(material.slide.title ?? "")
        return title.isEmpty ? URL(string: address)?.host() ?? address : title
    }

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

    private static func key(_ url: String) -> String {
        var key = url.lowercased()
        while key.hasSuffix("/") { key.removeLast() }
        return key.replacing("http://", with: "https://")
    }
}

/// Addresses of the web in plain text.
enum WebAddress {
    /// Each once, in their order, without the punctuation that follows them.
    static func all(in text: String) -> [String] {
        var found: [String] = []
        for word in text.split(whereSeparator: { $0.isWhitespace || "<>\"“”„«»…|".contains($0) }) {
            for start in ["https://", "http://"] {
                guard let range = word.range(of: start, options: .caseInsensitive) else { continue }
                var address = word[range.lowerBound...]
                while let last = address.last, ".,;:!?'’”*_]}".contains(last) || last == ")" && !address.contains("(") {
                    address = address.dropLast()
                }
                if address.count > start.count + 3, !found.contains(String(address)) { found.append(String(address)) }
                break
            }
        }
        return found
    }
}
