/// How words that a voice gets wrong are to be said: the user's own list.
///
///     # names
///     Nguyen = Win
///     kubectl = cube control
///     ~sql = sequel
///
/// One `written = spoken` a line, `#` begins a comment line. Whole words are replaced, as they are written;
/// a line that begins with `~` holds for capitals and small letters alike.
package struct Lexicon: Codable, Hashable, Sendable {
    package struct Entry: Codable, Hashable, Sendable {
        package var written: String
        package var spoken: String
        package var ignoresCase: Bool

        package init(written: String, spoken: String, ignoresCase: Bool = false) {
            self.written = written
            self.spoken = spoken
            self.ignoresCase = ignoresCase
        }
    }

    package static let empty = Lexicon(entries: [])

    package let entries: [Entry]
    /// The entries by the first character of what is written (in small letters), the longest first.
    private let byInitial: [String: [Prepared]]

    private struct Prepared: Codable, Hashable, Sendable {
        var characters: [String]
        var spoken: String
        var ignoresCase: Bool
    }

    package init(entries: [Entry]) {
        self.entries = entries
        var table: [String: [Prepared]] = [:]
        for entry in entries {
            let characters = entry.written.map { entry.ignoresCase ? $0.lowercased() : String($0) }
            guard let first = characters.first else { continue }
            table[first.lowercased(), default: []].append(
                Prepared(characters: characters, spoken: entry.spoken, ignoresCase: entry.ignoresCase))
        }
        byInitial = table.mapValues { $0.sorted { $0.characters.count > $1.characters.count } }
    }

    /// Reads a lexicon.
    /// - Parameter file: the name to use in errors.
    /// - Throws: ``SpeechError`` `speech.lexicon`, naming the file and the line.
    package init(parsing text: String, file: String) throws {
        var entries: [Entry] = []
        var lines: [String: Int] = [:]
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let content = line.trimmingSpace
            guard !content.isEmpty, !content.hasPrefix("#") else { continue }
            let entry = try Self.entry(content, file: file, line: index + 1)
            let key = (entry.ignoresCase ? "~" : "") + entry.written
            if let earlier = lines.updateValue(index + 1, forKey: key) {
                throw SpeechError.badLexicon(file, line: index + 1, "'\(entry.written)' is already in line \(earlier)")
            }
            entries.append(entry)
        }
        self.init(entries: entries)
    }

    private static func entry(_ line: String, file: String, line number: Int) throws -> Entry {
        let ignoresCase = line.hasPrefix("~")
        let content = ignoresCase ? String(line.dropFirst()) : line
        // " = " first, so that what is written may hold an equals sign itself.
        guard let sign = content.firstRange(of: " = ") ?? content.firstRange(of: "=") else {
            throw SpeechError.badLexicon(file, line: number, "'\(line.prefix(40))' has no '='")
        }
        let written = content[..<sign.lowerBound].trimmingSpace
        let spoken = content[sign.upperBound...].trimmingSpace
        guard !written.isEmpty else {
            throw SpeechError.badLexicon(file, line: number, "nothing stands before the '='")
        }
        guard !spoken.isEmpty else { throw SpeechError.badLexicon(file, line: number, "nothing stands after the '='") }
        return Entry(written: written, spoken: spoken, ignoresCase: ignoresCase)
    }

    /// The text with every word of the list replaced; where two fit, the longer one is.
    package func apply(to text: String) -> String {
        guard !byInitial.isEmpty else { return text }
        let characters = Array(text)
        var result = ""
        var place = 0
        while place < characters.count {
            if let match = match(in: characters, at: place) {
                result += match.spoken
                place += match.characters.count
            } else {
                result.append(characters[place])
                place += 1
            }
        }
        return result
    }

    private func match(in text: [Character], at place: Int) -> Prepared? {
        guard let candidates = byInitial[text[place].lowercased()] else { return nil }
        return candidates.first { candidate in
            let end = place + candidate.characters.count
            guard end <= text.count else { return false }
            for (offset, wanted) in candidate.characters.enumerated() {
                let found = text[place + offset]
                guard (candidate.ignoresCase ? found.lowercased() : String(found)) == wanted else { return false }
            }
            // Whole words only: no letter may go on over either end.
            return !(place > 0 && text[place - 1].isWordPart && text[place].isWordPart)
                && !(end < text.count && text[end].isWordPart && text[end - 1].isWordPart)
        }
    }
}

extension Character {
    /// Whether it belongs to a word: a letter or a digit.
    var isWordPart: Bool { isLetter || isNumber }
}

extension StringProtocol {
    /// Without spaces and line ends around it.
    var trimmingSpace: String {
        var rest = self[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
