import Decks

/// Describes a slide for someone who cannot see it: what is where, and how it is built. What a chart or a table says
/// is left to its alternative text.
struct DescriptionWriter {
    let desk: WritingDesk

    private static let mostWords = 280

    var text: String {
        guard let words = desk.words else { return bareText }
        let blocks = SlideBlocks(desk: desk, words: words).blocks
        guard !blocks.isEmpty else { return desk.title == nil ? words.empty : words.onlyTitle }
        var sentences: [String] = []
        var count = 0
        var previous: SlidePlace?
        for block in blocks {
            let place = blocks.count > 1 ? block.shape.flatMap(desk.place) : nil
            let sentence = told(block, at: place == previous ? nil : place, words)
            count += Wording.wordCount(sentence)
            guard count <= Self.mostWords else { break }
            if sentences.last != sentence { sentences.append(sentence) }
            previous = place
        }
        return sentences.joined(separator: " ")
    }

    private func told(_ block: SlideBlock, at place: SlidePlace?, _ words: OfflineWords) -> String {
        guard let place = place.flatMap({ words.places[$0] }) else { return Wording.sentence(block.phrase) }
        return Wording.sentence(place + desk.colon + lowered(block.phrase, words))
    }

    /// An alternative text begins with a capital; its article does not need it in the middle of a sentence.
    private func lowered(_ phrase: String, _ words: OfflineWords) -> String {
        let articles: Set<String> = ["A", "An", "Un", "Una", "Une", "Ein", "Eine", "The", "Der", "Le", "El"]
        guard let first = phrase.split(separator: " ").first, articles.contains(String(first)) else { return phrase }
        return phrase.prefix(1).lowercased() + phrase.dropFirst()
    }

    /// The beginnings of the slide's texts, for languages without words.
    private var bareText: String {
        let texts = desk.elementsAsSeen.compactMap { element -> String? in
            switch element {
            case .text(let text):
                return text.paragraphs.first.map { SpokenText.sentence(Wording.cut($0.text, to: 120)) }
            case .picture, .chart, .table, .diagram, .media, .group:
                let subject = desk.slide.visualSubjects.first { $0.shape.id == element.shape.id }
                return subject.map { AltTextWriter(desk: desk).text(of: $0) }
            }
        }
        let text = texts.filter { !$0.isEmpty }.joined(separator: " ")
        let told = text.isEmpty ? desk.title.map(SpokenText.sentence) ?? "" : text
        return Wording.excerpt(of: told.contains(where: \.isLetter) ? told : desk.narration, words: 280)
    }
}
