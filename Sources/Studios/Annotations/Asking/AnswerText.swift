import Foundation

/// Takes off a model's answer what models put around texts: their thoughts, fences of Markdown, an announcement, quotation
/// marks. Each only where it cannot be a part of the text itself. Takes time in proportion to the answer.
enum AnswerText {
    /// A whole plain text.
    static func plain(_ answer: String) -> String {
        var text = clean(withoutThoughts(answer))
        // "Here is the text:", a fence, and in the fence a label: one lies in the other.
        for _ in 0..<2 {
            text = trimmed(unfenced(withoutAnnouncement(text)))
        }
        return trimmed(unquoted(text))
    }

    /// A text within JSON.
    static func part(_ text: String) -> String {
        trimmed(clean(unfenced(trimmed(text))))
    }

    /// Without the block in which reasoning models think ahead: `<think>…</think>`. Some chat templates write the first
    /// mark themselves, so that an answer may have the second alone. Thoughts without an end are no answer.
    static func withoutThoughts(_ answer: String) -> String {
        let bytes = Array(answer.utf8)
        for name in ["think", "thinking"] {
            let (opening, closing) = (Array("<\(name)>".utf8), Array("</\(name)>".utf8))
            let start = bytes.firstIndex { !isSpace($0) } ?? 0
            let isOpened = begins(bytes, at: start, with: opening)
            guard let end = place(of: closing, in: bytes) else {
                if isOpened { return "" }
                continue
            }
            guard isOpened || place(of: opening, in: bytes).map({ $0 > end }) ?? true else { continue }
            return String(decoding: bytes[(end + closing.count)...], as: UTF8.self)
        }
        return answer
    }

    /// Without control characters, which no office program would take.
    private static func clean(_ text: String) -> String {
        // Bytes from 0x80 on may be such characters, too.
        guard text.utf8.contains(where: { $0 < 0x20 && $0 != 0x0A || $0 >= 0x7F }) else { return trimmed(text) }
        let text = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        let kept = text.unicodeScalars.filter { $0 == "\n" || $0.properties.generalCategory != .control }
        return trimmed(String(String.UnicodeScalarView(kept)))
    }

    private static func trimmed(_ text: String) -> String { text.trimmingCharacters(in: .whitespacesAndNewlines) }

    /// Models like to put what they write into a fence of Markdown.
    private static func unfenced(_ text: String) -> String {
        guard text.hasPrefix("```"), text.hasSuffix("```"), let first = text.firstIndex(of: "\n") else { return text }
        return String(text[text.index(after: first)...].dropLast(3))
    }

    private static func withoutAnnouncement(_ text: String) -> String {
        guard let end = text.firstIndex(of: "\n"), Announcement.isOne(text[..<end]) else { return text }
        return trimmed(String(text[end...]))
    }

    /// Without quotation marks around the whole; where there are more of them inside, the first and the last may be of
    /// different quotations.
    private static func unquoted(_ text: String) -> String {
        let pairs: [(Character, Character)] = [
            ("\"", "\""), ("“", "”"), ("„", "“"), ("„", "”"), ("«", "»"), ("»", "«"), ("「", "」"),
        ]
        guard let first = text.first, let last = text.last, text.count > 2,
            pairs.contains(where: { $0.0 == first && $0.1 == last })
        else { return text }
        let inner = text.dropFirst().dropLast()
        return inner.contains { $0 == first || $0 == last } ? text : String(inner)
    }

    // MARK: Bytes

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    /// In any case of ASCII letters.
    private static func begins(_ bytes: [UInt8], at start: Int, with mark: [UInt8]) -> Bool {
        guard start + mark.count <= bytes.count else { return false }
        return mark.indices.allSatisfy { index in
            let byte = bytes[start + index]
            return ((0x41...0x5A).contains(byte) ? byte | 0x20 : byte) == mark[index]
        }
    }

    private static func place(of mark: [UInt8], in bytes: [UInt8]) -> Int? {
        guard bytes.count >= mark.count else { return nil }
        return (0...(bytes.count - mark.count)).first { bytes[$0] == mark[0] && begins(bytes, at: $0, with: mark) }
    }
}
