/// Takes HTML tags and character references out of a line of Markdown.
enum HTMLStripper {
    static func strip(_ line: String) -> String {
        var text = line
        if text.contains("<") { text = withoutTags(text) }
        guard text.contains("&"), text.contains(";") else { return text }
        for (reference, sign) in references { text = text.replacing(reference, with: sign) }
        return text
    }

    /// "&amp;" comes last, so that what it yields is not read again.
    private static let references = [
        ("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&apos;", "'"),
        ("&mdash;", "—"), ("&ndash;", "–"), ("&hellip;", "..."), ("&amp;", "&"),
    ]

    /// Only these: `<T>` or `<name>` may mean something to the listener.
    private static let names: Set<String> = [
        "a", "abbr", "aside", "b", "blockquote", "br", "center", "code", "details", "div", "em", "figcaption", "figure",
        "font", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "iframe", "img", "kbd", "li", "mark", "ol", "p", "pre",
        "s", "section", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "th", "thead", "tr",
        "tt", "u", "ul", "video",
    ]
    private static let longestTag = 1000

    private static func withoutTags(_ line: String) -> String {
        let characters = Array(line)
        var result = ""
        var place = 0
        while place < characters.count {
            if characters[place] == "<", let end = tagEnd(characters, from: place) {
                place = end
            } else {
                result.append(characters[place])
                place += 1
            }
        }
        return result
    }

    /// Where the tag ends that begins at `start`; `nil` when none does.
    private static func tagEnd(_ text: [Character], from start: Int) -> Int? {
        var begin = start + 1
        if begin < text.count, text[begin] == "/" {
            begin += 1
        } else if start > 0, text[start - 1].isWordPart {
            return nil  // a type, as in `vector<p>`
        }
        let name = text[begin...].prefix { $0.isWordPart }.prefix(12)
        guard names.contains(String(name).lowercased()), name.endIndex < text.count else { return nil }
        let after = text[name.endIndex]
        guard after == ">" || after == "/" || after.isWhitespace else { return nil }
        return text[name.endIndex..<min(text.count, start + longestTag)].firstIndex(of: ">").map { $0 + 1 }
    }
}
