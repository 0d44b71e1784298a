/// A word or a number in a text, with where it stands.
struct TextToken: Hashable {
    var text: String
    var isNumber: Bool
    /// A capital says nothing here: after a stop, a colon, an opening quotation mark, or at the start.
    var beginsSentence: Bool
    /// The first on its line.
    var beginsLine: Bool
    /// What follows it directly.
    var next: Character?

    static func all(in text: String) -> [TextToken] {
        let separators: Set<Character> = [".", ",", "'", "’", "\u{A0}", "\u{202F}"]
        let characters = Array(text)
        var tokens: [TextToken] = []
        var begins = true
        var isNewLine = true
        var index = 0
        while index < characters.count {
            let start = index
            if characters[index].isWholeNumber {
                while index < characters.count,
                    characters[index].isWholeNumber
                        || separators.contains(characters[index]) && index + 1 < characters.count
                            && characters[index + 1].isWholeNumber
                { index += 1 }
            } else if characters[index].isLetter {
                while index < characters.count, characters[index].isLetter { index += 1 }
            } else {
                let mark = characters[index]
                if ".!?…。！？।:：;\n\"“„«‘(¿¡•*".contains(mark) { begins = true }
                if mark.isNewline { isNewLine = true }
                index += 1
                continue
            }
            tokens.append(
                TextToken(
                    text: String(characters[start..<index]), isNumber: characters[start].isWholeNumber,
                    beginsSentence: begins, beginsLine: isNewLine,
                    next: index < characters.count ? characters[index] : nil))
            begins = false
            isNewLine = false
        }
        return tokens
    }
}
