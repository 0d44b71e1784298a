import Decks

/// Tells what a group holds: its pictures, and its texts in order.
struct GroupAltText {
    let desk: WritingDesk
    let group: GroupElement

    /// "" when there is nothing but shapes without a word that make no drawing.
    var text: String {
        let texts = labels
        let pictures = self.pictures
        guard let words = desk.words else {
            return SpokenText.sentence(Wording.cut(desk.phrases.list(texts), to: AltTextWriter.limit - 1))
        }
        if texts.isEmpty {
            switch pictures.count {
            case 0: return isDrawing ? Wording.sentence(words.group) : ""
            case 1: return PictureAltText(desk: desk).text(of: pictures[0])
            default: return Wording.sentence(noun(pictures.count, words))
            }
        }
        return labelled(noun(pictures.count, words), texts, words)
    }

    private var isDrawing: Bool { group.isDrawing && !Decoration(desk: desk).isDecorative(group.shape) }

    private func noun(_ pictures: Int, _ words: OfflineWords) -> String {
        guard pictures > 0 else { return words.group }
        return words.groupOfPictures.filled([.list: words.count(pictures, .pictures)])
    }

    private func labelled(_ noun: String, _ texts: [String], _ words: OfflineWords) -> String {
        let quoted = texts.map(words.quoted)
        if texts.count == 1 {
            let text = words.quoted(Wording.cut(texts[0], to: 180))
            return Wording.sentence(words.withText.filled([.kind: noun, .text: text]))
        }
        let all = Wording.sentence(words.withTexts.filled([.kind: noun, .list: desk.phrases.list(quoted)]))
        if all.count <= AltTextWriter.limit { return all }
        let outline = words.with.filled([.kind: noun, .list: words.count(texts.count, .texts)])
        for count in (1..<max(2, min(texts.count, 8))).reversed() {
            let start = words.beginsWith.filled([.list: desk.phrases.list(Array(quoted.prefix(count)))])
            let text = Wording.sentence(outline + ", " + start)
            if text.count <= AltTextWriter.limit { return text }
        }
        return Wording.sentence(outline)
    }

    /// The texts of the members, each once.
    var labels: [String] {
        var seen: Set<String> = []
        return members.compactMap { element -> String? in
            guard case .text(let text) = element else { return nil }
            let label = SpokenText.onOneLine(text.paragraphs.map(\.text).joined(separator: " "))
            return label.contains { $0.isLetter || $0.isNumber } && seen.insert(label).inserted ? label : nil
        }
    }

    /// The members that are pictures, without those that are decoration.
    var pictures: [PictureElement] {
        allPictures.filter { !Decoration(desk: desk).isDecorative($0.shape) }
    }

    var allPictures: [PictureElement] {
        members.compactMap { if case .picture(let picture) = $0 { picture } else { nil } }
    }

    private var members: [SlideElement] {
        func all(_ group: GroupElement) -> [SlideElement] {
            group.members.flatMap { element in
                if case .group(let inner) = element { all(inner) } else { [element] }
            }
        }
        return all(group)
    }
}
