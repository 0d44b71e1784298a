import Foundation

/// The text of a mock's answers: numbered words, so that whoever reads it can tell whether all of it came, in order,
/// and once.
///
///     NumberedText.text(0..<3)                           // "token-0 token-1 token-2"
///     NumberedText.verdict(on: "token-0 token-2")        // .gap(after: 1)
public enum NumberedText {
    /// A token as it is sent: all but the first begin with their space.
    public static func token(_ number: Int, tag: String? = nil) -> String {
        "\(number == 0 ? "" : " ")token-\(tag.map { $0 + "-" } ?? "")\(number)"
    }

    public static func text(_ numbers: Range<Int>, tag: String? = nil) -> String {
        numbers.map { token($0, tag: tag) }.joined()
    }

    /// What a text is.
    public enum Verdict: Hashable, Sendable {
        /// So many tokens from the first, in order, each once, of one tag.
        case whole(Int)
        /// After so many good tokens, one that comes later.
        case gap(after: Int)
        /// After so many good tokens, one that was there already.
        case duplicate(after: Int)
        /// After so many good tokens, something else: another word, another tag, a broken word, or other space.
        case foreign(after: Int)
    }

    public static func verdict(on text: String) -> Verdict {
        let (good, next) = scan(text[...])
        guard !next.isEmpty else { return .whole(good) }
        let words = next.split(whereSeparator: \.isWhitespace)
        guard next.first == " " || good == 0, let word = words.first.flatMap(read), word.tag == tag(of: text) else {
            return .foreign(after: good)
        }
        if word.number > good { return .gap(after: good) }
        return word.number < good ? .duplicate(after: good) : .foreign(after: good)
    }

    /// What is before the numbered answer that a text ends with, and how many tokens that answer has.
    static func split(_ text: String) -> (before: String, count: Int) {
        var end = text.endIndex
        while let found = text.range(of: "token-", options: .backwards, range: text.startIndex..<end) {
            let rest = text[found.lowerBound...]
            let (count, next) = scan(rest)
            if count > 0, next.allSatisfy(\.isWhitespace) { return (String(text[..<found.lowerBound]), count) }
            // Only the first word of an answer begins one, and it is not far behind others.
            end = found.lowerBound
        }
        return (text, 0)
    }

    /// Counts the tokens at the beginning of a text.
    private static func scan(_ text: Substring) -> (count: Int, rest: Substring) {
        var rest = text
        let tag = tag(of: text)
        var count = 0
        while true {
            let expected = token(count, tag: tag)
            guard rest.utf8.starts(with: expected.utf8) else { break }
            let after = rest.dropFirst(expected.count)
            if let next = after.first, next.isNumber || next.isLetter || next == "-" { break }
            rest = after
            count += 1
        }
        return (count, rest)
    }

    private static func tag(of text: some StringProtocol) -> String? {
        let word = text.drop(while: \.isWhitespace).prefix { !$0.isWhitespace }
        return read(Substring(word))?.tag
    }

    /// "token-3f9a2c-12"
    private static func read(_ word: Substring) -> (tag: String?, number: Int)? {
        let pieces = word.split(separator: "-", omittingEmptySubsequences: false)
        guard pieces.first == "token", (2...3).contains(pieces.count), let number = pieces.last.flatMap({ Int($0) })
        else { return nil }
        return (pieces.count == 3 ? String(pieces[1]) : nil, number)
    }
}
