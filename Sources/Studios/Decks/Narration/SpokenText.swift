/// Turns the fragments that slides are made of into text that can be read aloud.
package enum SpokenText {
    /// `text` without line breaks and doubled spaces. A line that ends without punctuation runs on.
    package static func onOneLine(_ text: some StringProtocol) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    package static func withoutOuterWhitespace(_ text: String) -> String {
        guard let start = text.firstIndex(where: { !$0.isWhitespace }),
            let end = text.lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(text[start...end])
    }

    /// `fragment` as a sentence: with a full stop of its script, unless it has an end already.
    package static func sentence(_ fragment: String) -> String {
        let fragment = withoutTrailing(",;:、；：", in: onOneLine(fragment))
        guard !fragment.isEmpty, !endsSentence(fragment) else { return fragment }
        return fragment + fullStop(after: fragment)
    }

    /// `fragment` as a part of a sentence: without its full stop or comma.
    package static func phrase(_ fragment: String) -> String {
        let text = withoutTrailing(",;:、；：", in: onOneLine(fragment))
        guard text.hasSuffix("."), !text.hasSuffix("..") else {
            return text.hasSuffix("。") ? String(text.dropLast()) : text
        }
        let shorter = String(text.dropLast())
        return isAbbreviation(shorter) ? text : shorter
    }

    /// Whether `text` ends as a sentence does, within quotation marks and brackets too.
    package static func endsSentence(_ text: String) -> Bool {
        let closing: Set<Character> = ["\"", "'", "”", "’", "»", ")", "]", "」", "』", "）"]
        let ends: Set<Character> = [".", "!", "?", "…", "。", "！", "？", "｡", "।", "؟", "‼", "⁉"]
        guard let last = text.last(where: { !closing.contains($0) }) else { return false }
        return ends.contains(last)
    }

    /// Removes the bullet or dash that a typed list carries in its text.
    package static func withoutBullet(_ text: String) -> String {
        let bullets: Set<Character> = [
            "•", "◦", "▪", "▫", "■", "□", "●", "○", "►", "▶", "▸", "‣", "⁃", "∙", "·", "➢", "➤", "✓", "✔", "❖", "◆",
            "◇",
        ]
        let dashes: Set<Character> = ["-", "–", "—", "*", "+"]
        var rest = text[...].drop(while: \.isWhitespace)
        while let first = rest.first {
            let after = rest.dropFirst()
            let isDash = dashes.contains(first) && (after.first?.isWhitespace ?? true)
            guard bullets.contains(first) || isPrivate(first) || isDash else { break }
            rest = after.drop(while: \.isWhitespace)
        }
        return String(rest)
    }

    /// `text` on one line, without the "2." or "2)" of a numbered list: a list that is heard needs no numbers.
    package static func withoutNumbering(_ text: String) -> String {
        let line = onOneLine(text)
        guard let mark = line.split(separator: " ").first, mark.count < line.count, (2...3).contains(mark.utf8.count),
            mark.last == "." || mark.last == ")", mark.dropLast().allSatisfy({ $0.isASCII && $0.isNumber })
        else { return line }
        return String(line.dropFirst(mark.count + 1))
    }

    /// Symbol fonts map their bullets into the private use area.
    static func isPrivate(_ character: Character) -> Bool {
        character.unicodeScalars.allSatisfy { $0.properties.generalCategory == .privateUse }
    }

    private static func withoutTrailing(_ marks: String, in text: String) -> String {
        var text = text[...]
        while let last = text.last, marks.contains(last) || last.isWhitespace { text = text.dropLast() }
        return String(text)
    }

    /// "e.g", "U.S", "etc": the stop belongs to the word.
    private static func isAbbreviation(_ text: String) -> Bool {
        guard let word = text.split(separator: " ").last else { return false }
        return word.contains(".") || ["etc", "al", "Inc", "Ltd", "Co", "Corp", "Dr", "vs", "usw", "ca"].contains(word)
    }

    /// The full stop of the script that `text` ends in.
    static func fullStop(after text: String) -> String {
        guard let scalar = text.unicodeScalars.last(where: { $0.properties.isAlphabetic }) else { return "." }
        switch scalar.value {
        case 0x3040...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: return "。"
        case 0x0900...0x097F: return "।"
        default: return "."
        }
    }
}
