/// Takes list markers and Markdown away from a line, and leaves what it says.
enum MarkupStripper {
    static func strip(_ line: String) -> String {
        var rest = HTMLStripper.strip(line).trimmingSpace[...]
        if isRule(rest) { return "" }
        // Markers may stand within each other: "> - [x] done".
        while let shorter = withoutMarker(rest), shorter.count < rest.count { rest = shorter }
        return withoutLinks(String(rest)).trimmingSpace
    }

    /// A line under a heading, between sections, around code, or between the head and body of a table.
    private static func isRule(_ line: Substring) -> Bool {
        if line.hasPrefix("```") || line.hasPrefix("~~~") { return true }
        return line.count >= 3 && line.allSatisfy { "-=*_|: +".contains($0) }
    }

    private static let bullets: Set<Character> = [
        "•", "‣", "◦", "▪", "▫", "●", "○", "■", "□", "▶", "►", "➤", "➢", "·", "∙", "⁃", "✓", "✔", "✗", "✘", "*", "-",
        "–", "—",
        "+", ">", "#", "§",
    ]
    private static let alwaysBullets: Set<Character> = [
        "•", "‣", "◦", "▪", "▫", "●", "○", "■", "□", "►", "➤", "➢", "∙", "⁃",
    ]

    private static func withoutMarker(_ line: Substring) -> Substring? {
        guard let first = line.first else { return nil }
        if alwaysBullets.contains(first) { return line.dropFirst().drop(while: \.isWhitespace) }
        for box in ["[ ]", "[x]", "[X]"] where line.hasPrefix(box) {
            return line.dropFirst(3).drop(while: \.isWhitespace)
        }
        guard bullets.contains(first), first != "§" else { return nil }
        let body = line.drop { $0 == first }
        let repeats = line.distance(from: line.startIndex, to: body.startIndex)
        guard repeats == 1 || (first == "#" && repeats <= 6) || first == ">" else { return nil }
        guard body.first?.isWhitespace ?? true else { return nil }
        let content = body.drop(while: \.isWhitespace)
        // "- 5" may be a number below zero, "+ 5" and "> 5" a condition: only words make a list item of it.
        if "-+>".contains(first), content.first?.isNumber ?? false { return nil }
        return content
    }

    /// `[text](address)` and `![text](address)` become the text, `<address>` the address.
    private static func withoutLinks(_ line: String) -> String {
        guard line.contains("](") else { return line }
        let characters = Array(line)
        var result = ""
        var place = 0
        while place < characters.count {
            if let link = link(in: characters, at: place) {
                result += link.text
                place = link.end
            } else {
                result.append(characters[place])
                place += 1
            }
        }
        return result
    }

    private static let longestLink = 2000

    private static func link(in text: [Character], at start: Int) -> (text: String, end: Int)? {
        var open = start
        if text[open] == "!", open + 1 < text.count { open += 1 }
        guard text[open] == "[" else { return nil }
        let limit = min(text.count, open + longestLink)
        guard let close = text[open..<limit].firstIndex(of: "]"), close + 1 < limit, text[close + 1] == "(",
            let end = text[close..<limit].firstIndex(of: ")")
        else { return nil }
        return (String(text[open + 1..<close]), end + 1)
    }
}
