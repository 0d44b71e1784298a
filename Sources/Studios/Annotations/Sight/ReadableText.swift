import MediaTools

/// What of the text found in a picture can be trusted.
struct ReadableText {
    /// What is kept of the lines.
    let lines: [ReadLine]

    var text: String { lines.map(\.text).joined(separator: "\n") }

    /// - Parameters:
    ///   - isPhotograph: leaves and windows look like letters, so that more certainty is asked for.
    ///   - isSmall: letters of few pixels are easily taken for others.
    init(lines: [ReadLine], isPhotograph: Bool, isSmall: Bool = false) {
        let least: Double = isPhotograph ? 88 : isSmall ? 82 : 72
        let kept = lines.compactMap { line -> ReadLine? in
            let words = line.words.filter { $0.confidence >= least && Self.isWord($0.text) }
            // A line of which most is noise is noise.
            guard !words.isEmpty, words.count * 2 >= line.words.count,
                words.contains(where: { Self.isSpeaking($0.text) })
            else { return nil }
            return ReadLine(words: words, block: line.block)
        }
        let letters = kept.reduce(0) { $0 + $1.text.count { $0.isLetter } }
        // Three letters in all are most likely a pattern.
        self.lines = letters < 3 || isPhotograph && letters < 5 ? [] : kept
    }

    private static func isWord(_ text: String) -> Bool {
        let meaningful = text.count { $0.isLetter || $0.isNumber }
        return meaningful > 0 && meaningful * 10 >= text.count * 7 && !text.contains { "<>{}|~^".contains($0) }
    }

    /// At least two letters that make a word, or a number.
    private static func isSpeaking(_ text: String) -> Bool {
        let letters = text.filter(\.isLetter)
        if letters.isEmpty { return text.contains(where: \.isNumber) && text.count > 1 }
        return letters.count >= 2 && Set(letters.lowercased()).count > 1
    }
}
