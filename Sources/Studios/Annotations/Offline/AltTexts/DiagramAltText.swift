import Decks

/// Tells what SmartArt says: how many items, and their texts in order.
struct DiagramAltText {
    let desk: WritingDesk
    let diagram: DiagramElement

    var text: String {
        let all = diagram.nodes.filter { $0.text.contains { $0.isLetter || $0.isNumber } }
        let top = all.map(\.level).min() ?? 0
        let main = all.filter { $0.level == top }
        for nodes in [all, main] {
            let text = told(nodes.map { SpokenText.phrase(SpokenText.withoutBullet($0.text)) })
            if text.count <= AltTextWriter.limit { return text }
        }
        return beginning(main.map { SpokenText.phrase(SpokenText.withoutBullet($0.text)) })
    }

    private func told(_ items: [String]) -> String {
        guard let words = desk.words else { return SpokenText.sentence(desk.phrases.list(items)) }
        guard !items.isEmpty else { return Wording.sentence(words.diagram) }
        return Wording.sentence(outline(items.count, words) + colon + desk.phrases.list(items))
    }

    /// The first items, as many as fit.
    private func beginning(_ items: [String]) -> String {
        for count in (1..<max(2, min(items.count, 8))).reversed() {
            let text = started(Array(items.prefix(count)), of: items.count)
            if text.count <= AltTextWriter.limit { return text }
        }
        return started(items.prefix(1).map { Wording.cut($0, to: 120) }, of: items.count)
    }

    private func started(_ items: [String], of count: Int) -> String {
        guard let words = desk.words else {
            return SpokenText.sentence(Wording.cut(items.joined(separator: ", "), to: AltTextWriter.limit - 1))
        }
        let list = desk.phrases.list(items)
        return Wording.sentence(outline(count, words) + ", " + words.beginsWith.filled([.list: list]))
    }

    private func outline(_ count: Int, _ words: OfflineWords) -> String {
        words.with.filled([.kind: words.diagram, .list: words.count(count, .items)])
    }

    private var colon: String { desk.phrases.language == .french ? " : " : ": " }
}
