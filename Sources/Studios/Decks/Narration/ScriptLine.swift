/// The lines of a narration script. They are looked at byte by byte: to Swift, "\r\n" is one character, and so is "#"
/// with an accent.
enum ScriptLine {
    /// Splits at LF, CR LF and CR.
    static func split(_ text: String) -> [String] {
        var lines: [String] = []
        var line: [UInt8] = []
        var wasReturn = false
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\n") where wasReturn: wasReturn = false
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                lines.append(String(decoding: line, as: UTF8.self))
                line = []
                wasReturn = byte == UInt8(ascii: "\r")
            default:
                line.append(byte)
                wasReturn = false
            }
        }
        return lines + [String(decoding: line, as: UTF8.self)]
    }

    static func begins(_ line: String, with start: StaticString) -> Bool {
        line.utf8.starts(with: String(describing: start).utf8)
    }

    /// A heading of a slide: two number signs and no third.
    static func isHeading(_ line: String) -> Bool {
        begins(line, with: "##") && !begins(line, with: "###")
    }

    static func opensComment(_ line: String) -> Bool {
        begins(line, with: "<!--")
    }

    /// What follows the end of a comment on `line`; `nil` when the comment goes on.
    static func textAfterComment(in line: String) -> String? {
        var rest = Array(line.utf8)[...]
        while !rest.isEmpty {
            if rest.starts(with: "-->".utf8) { return String(decoding: rest.dropFirst(3), as: UTF8.self) }
            rest = rest.dropFirst()
        }
        return nil
    }

    static func isBlank(_ line: String) -> Bool {
        line.unicodeScalars.allSatisfy { $0.properties.isWhitespace }
    }

    /// The digits of `## Slide 12: Title`, as they stand; `nil` when the heading has another form.
    static func slideDigits(inHeading line: String) -> String? {
        let rest = line.utf8.dropFirst(2).drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        guard String(decoding: rest.prefix(5), as: UTF8.self).lowercased() == "slide" else { return nil }
        let number = rest.dropFirst(5).drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        let digits = number.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        let after = number.dropFirst(digits.count).first
        let isWord = after.map { byte in byte >= 0x80 || Character(UnicodeScalar(byte)).isLetter } ?? false
        return digits.isEmpty || isWord ? nil : String(decoding: digits, as: UTF8.self)
    }

    /// `text` with a backslash before the lines that would be read as something else.
    static func escaped(_ text: String) -> String {
        guard !text.isEmpty else { return "" }
        let lines = split(text)
        let first = lines.firstIndex { !isBlank($0) } ?? lines.count
        let last = lines.lastIndex { !isBlank($0) } ?? -1
        return lines.enumerated().map { index, line in
            let isMark = begins(line, with: "#") || begins(line, with: "<!--") || begins(line, with: "\\")
            // Blank lines at either end would be taken for the distance to the headings.
            return isMark || index < first || index > last ? "\\" + line : line
        }.joined(separator: "\n")
    }

    static func unescaped(_ lines: [String]) -> String {
        guard let first = lines.firstIndex(where: { !isBlank($0) }), let last = lines.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return lines[first...last].map { line in
            guard begins(line, with: "\\") else { return line }
            let rest = String(decoding: line.utf8.dropFirst(), as: UTF8.self)
            let isEscape =
                begins(rest, with: "#") || begins(rest, with: "<!--") || begins(rest, with: "\\") || isBlank(rest)
            return isEscape ? rest : line
        }.joined(separator: "\n")
    }
}
