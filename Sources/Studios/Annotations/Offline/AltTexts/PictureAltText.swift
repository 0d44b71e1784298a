import Decks

/// Tells of a picture what can be made out without understanding it: what it looks like, the text in it, its title,
/// its colours. What it shows is not guessed at.
struct PictureAltText {
    let desk: WritingDesk

    /// As much as is listened to in one go, in characters.
    private static let limit = 125

    func text(of picture: PictureElement) -> String {
        Decoration(desk: desk).isDecorative(picture.shape) ? "" : text(picture.shape, kind: nil)
    }

    func text(of media: MediaElement) -> String {
        text(media.shape, kind: media.kind == .video ? desk.words?.video : desk.words?.sound)
    }

    private func text(_ shape: ShapeIdentity, kind: String?) -> String {
        let sight = desk.sight(of: shape)
        let read = sight.map { SpokenText.onOneLine($0.text) } ?? ""
        let own = read.contains { $0.isLetter || $0.isNumber } ? read : ""
        guard let words = desk.words else {
            // Without words there is only what the picture itself says.
            return SpokenText.sentence(Wording.cut(own.isEmpty ? sight?.title ?? "" : own, to: Self.limit - 1))
        }
        let noun = kind ?? sight.flatMap { words.looks[$0.look] } ?? words.picture
        if let title = sight?.title {
            return Wording.sentence(words.titled.filled([.kind: noun, .title: words.quoted(title)]))
        }
        if !own.isEmpty {
            return quoting(own) { words.withText.filled([.kind: noun, .text: words.quoted($0)]) }
        }
        let colours = sight.map { desk.colours(of: $0, words) } ?? []
        if kind == nil, !colours.isEmpty {
            return Wording.sentence(words.mainly.filled([.kind: noun, .list: desk.phrases.list(colours)]))
        }
        let place = kind == nil ? desk.place(of: shape).flatMap { words.places[$0] } : nil
        return Wording.sentence([noun, place].compactMap { $0 }.joined(separator: " "))
    }

    /// A sentence with as much of a text as there is room for.
    private func quoting(_ text: String, in sentence: (String) -> String) -> String {
        let frame = Wording.sentence(sentence("")).count
        return Wording.sentence(sentence(Wording.cut(text, to: max(20, Self.limit - frame - 1))))
    }
}

extension WritingDesk {
    /// The names of the colours that make a picture what it is: white is left out where it is the ground.
    func colours(of sight: PictureSight, _ words: OfflineWords) -> [String] {
        let strong = sight.colours.filter { $0.name != "white" && $0.share >= 0.04 }
        let told = strong.isEmpty ? sight.colours.filter { $0.share >= 0.2 } : strong
        return told.prefix(2).compactMap { words.colours[$0.name] }
    }
}
