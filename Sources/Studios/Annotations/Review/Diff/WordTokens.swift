/// Cuts a text into the words, spaces and signs that a diff compares. Put together again they give the text, byte
/// for byte.
enum WordTokens {
    /// Numbers such as "3.5" and words such as "don't" stay whole; in scripts without spaces each character is a word.
    static func of(_ text: String) -> [Substring] {
        var tokens: [Substring] = []
        var start = text.startIndex
        while start < text.endIndex {
            let end = self.end(ofTokenAt: start, in: text)
            tokens.append(text[start..<end])
            start = end
        }
        return tokens
    }

    private static func end(ofTokenAt start: String.Index, in text: String) -> String.Index {
        let first = text[start]
        var end = text.index(after: start)
        if first.isWhitespace {
            while end < text.endIndex, text[end].isWhitespace { end = text.index(after: end) }
            return end
        }
        guard isPartOfWord(first) else { return end }
        while end < text.endIndex {
            let next = text.index(after: end)
            if isPartOfWord(text[end]) {
                end = next
            } else if next < text.endIndex, joins(text[end], text[text.index(before: end)], text[next]) {
                end = text.index(after: next)
            } else {
                break
            }
        }
        return end
    }

    private static func isPartOfWord(_ character: Character) -> Bool {
        (character.isLetter || character.isNumber || character == "_") && !standsAlone(character)
    }

    /// Whether `sign` holds two characters of one word together.
    private static func joins(_ sign: Character, _ left: Character, _ right: Character) -> Bool {
        switch sign {
        case "'", "\u{2019}": left.isLetter && right.isLetter && isPartOfWord(right)
        case ".", ",": left.isNumber && right.isNumber
        default: false
        }
    }

    /// Whether the character belongs to a script that puts no spaces between words: Thai, Lao, Burmese and Khmer,
    /// kana, and the ideographs.
    private static func standsAlone(_ character: Character) -> Bool {
        guard let value = character.unicodeScalars.first?.value else { return false }
        return switch value {
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x3400...0x9FFF, 0xF900...0xFAFF,
            0x20000...0x3FFFF:
            true
        default: false
        }
    }
}
