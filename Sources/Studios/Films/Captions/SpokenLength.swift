/// A rough measure of how long text takes to say, for sharing a sentence's known duration among its parts.
enum SpokenLength {
    /// In letters of ordinary speech. Digits are read as words, an ideograph is a syllable or two, and punctuation
    /// is a pause.
    static func letters(of text: some StringProtocol) -> Double {
        text.reduce(0.5) { $0 + letters(of: $1) }
    }

    private static func letters(of character: Character) -> Double {
        if DisplayWidth.isIdeographic(character) {
            return isKana(character) ? 1.7 : 2.5
        }
        if character.isNumber { return 3 }
        if character.isLetter { return DisplayWidth.columns(of: character) == 2 ? 2.2 : 1 }
        if ".!?…。！？".contains(character) { return 5 }
        if ",;:—、，；：".contains(character) { return 3 }
        return "'’-\"“”()（）「」".contains(character) ? 0 : 1
    }

    private static func isKana(_ character: Character) -> Bool {
        character.unicodeScalars.first.map { (0x3041...0x30FF).contains($0.value) } ?? false
    }
}
