/// A piece of a sentence that is not taken apart: a word with its punctuation, or an ideograph.
struct CaptionToken: Hashable {
    var text: String
    var hasSpaceBefore: Bool
    var columns: Int
    /// How long it takes to say, in letters of ordinary speech; only the proportions count.
    var spoken: Double
    /// How well a caption may end here.
    var ending: Ending

    /// From best to worst.
    enum Ending: Int, Comparable {
        case sentence, clause, phrase, word, shortWord, withinWord

        static func < (first: Ending, second: Ending) -> Bool { first.rawValue < second.rawValue }
    }

    /// Takes a sentence apart. No token is wider than `columns`: longer words are cut.
    static func tokens(of sentence: String, columns: Int) -> [CaptionToken] {
        var splitter = CaptionTokenSplitter()
        for character in sentence { splitter.take(character) }
        return splitter.finish().flatMap { cut($0.text, hasSpaceBefore: $0.hasSpaceBefore, columns: max(2, columns)) }
    }

    private static func cut(_ word: String, hasSpaceBefore: Bool, columns: Int) -> [CaptionToken] {
        var pieces: [String] = [""]
        var width = 0
        for character in word {
            let next = DisplayWidth.columns(of: character)
            if width + next > columns {
                pieces.append("")
                width = 0
            }
            pieces[pieces.count - 1].append(character)
            width += next
        }
        return pieces.enumerated().map { index, piece in
            let isLast = index == pieces.count - 1
            return CaptionToken(
                text: piece, hasSpaceBefore: index == 0 && hasSpaceBefore, columns: DisplayWidth.columns(of: piece),
                spoken: SpokenLength.letters(of: piece), ending: isLast ? ending(of: piece) : .withinWord)
        }
    }

    private static func ending(of word: String) -> Ending {
        let bare = word.reversed().drop { "\"'”’»)]}）」』】".contains($0) }
        guard let last = bare.first else { return .word }
        if ".!?…。！？".contains(last) { return .sentence }
        if ";:—–；：".contains(last) { return .clause }
        if ",、，·".contains(last) { return .phrase }
        let isShort = word.count <= 3 && !word.contains(where: DisplayWidth.isIdeographic)
        return isShort ? .shortWord : .word
    }
}

/// Cuts text at spaces, between ideographs and after dashes, keeping punctuation with its neighbour.
struct CaptionTokenSplitter {
    struct Word {
        var text: String
        var hasSpaceBefore: Bool
    }

    private var words: [Word] = []
    private var current = ""
    private var hasSpaceBefore = false

    /// May not start a line (the usual rules of Chinese and Japanese typesetting, in short).
    private static let closing = Set("、。，．・：；？！゛゜ヽヾゝゞ々ー’”）〕］｝〉》」』】°′″℃％ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ~～…‥,.;:?!)]}»")
    /// May not end a line.
    private static let opening = Set("‘“（〔［｛〈《「『【([{«¿¡$£¥")

    mutating func take(_ character: Character) {
        if isSpace(character) {
            flush()
            hasSpaceBefore = true
        } else {
            if mayBreak(before: character) { flush() }
            current.append(character)
        }
    }

    mutating func finish() -> [Word] {
        flush()
        return words
    }

    private func isSpace(_ character: Character) -> Bool {
        guard let scalar = character.unicodeScalars.first else { return true }
        if scalar.value == 0xA0 || scalar.value == 0x202F { return false }
        return character.isWhitespace || scalar.value < 0x20 || scalar.value == 0x7F
    }

    private func mayBreak(before character: Character) -> Bool {
        guard let last = current.last, !Self.closing.contains(character), !Self.opening.contains(last) else {
            return false
        }
        if last == "—", current.count > 1 { return true }
        let touchesIdeograph = DisplayWidth.isIdeographic(last) || DisplayWidth.isIdeographic(character)
        let followsWideMark = Self.closing.contains(last) && DisplayWidth.columns(of: last) == 2
        return touchesIdeograph || followsWideMark
    }

    private mutating func flush() {
        guard !current.isEmpty else { return }
        words.append(Word(text: current, hasSpaceBefore: hasSpaceBefore && !words.isEmpty))
        current = ""
        hasSpaceBefore = false
    }
}
