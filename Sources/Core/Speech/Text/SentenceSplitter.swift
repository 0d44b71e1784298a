/// Cuts the text of a paragraph into sentences: what is spoken, shown and remembered as one.
///
/// A sentence ends at a stop that is none of an abbreviation, an initial, a number or a list marker, and at the end of
/// a line. Joined together, the sentences have every character of the text but white space.
package struct SentenceSplitter: Codable, Hashable, Sendable {
    /// A sentence with more characters is cut between clauses.
    package var longest: Int

    package init(longest: Int = 300) {
        self.longest = max(20, longest)
    }

    /// The sentences in order, without space around them; line breaks within one are spaces.
    package func sentences(of text: String) -> [String] {
        var sentences: [String] = []
        var lead = ""
        for line in lines(of: text) {
            for piece in cut(line) {
                if piece.contains(where: \.isWordPart) || piece.unicodeScalars.contains(where: \.isPictograph) {
                    sentences.append(lead.isEmpty ? piece : lead + " " + piece)
                    lead = ""
                } else if sentences.isEmpty {
                    lead += lead.isEmpty ? piece : " " + piece
                } else {
                    // Signs alone are no sentence; they go with the one before.
                    sentences[sentences.count - 1] += " " + piece
                }
            }
        }
        if !lead.isEmpty { sentences.append(lead) }
        return sentences.flatMap(clauses)
    }

    // MARK: Lines

    /// The lines, where one that was only wrapped (long, without a stop, the next going on in small letters) is joined
    /// to the next.
    private func lines(of text: String) -> [[Character]] {
        var lines: [[Character]] = []
        var isWrapped = false
        for line in text.split(whereSeparator: { $0.isNewline || $0 == "\u{0B}" }) {
            let content = Array(line.trimmingSpace)
            guard let first = content.first else {
                isWrapped = false
                continue
            }
            if isWrapped, first.isLowercase, let last = lines.indices.last {
                lines[last] += [" "] + content
            } else {
                lines.append(content)
            }
            isWrapped = content.count >= 60 && !(content.last.map { Stops.all.contains($0) } ?? false)
        }
        return lines
    }

    // MARK: Stops

    private func cut(_ line: [Character]) -> [String] {
        var pieces: [String] = []
        var start = 0
        var place = 0
        while place < line.count {
            guard Stops.all.contains(line[place]) else {
                place += 1
                continue
            }
            let stop = place
            var end = place + 1
            while end < line.count, Stops.all.contains(line[end]) { end += 1 }
            let closing = end
            while end < line.count, Stops.closers.contains(line[end]) { end += 1 }
            if endsSentence(line, from: start, stop: stop, stopEnd: closing, end: end) {
                pieces.append(String(line[start..<end]).trimmingSpace)
                start = end
            }
            place = end
        }
        pieces.append(String(line[start...]).trimmingSpace)
        return pieces.filter { !$0.isEmpty }
    }

    /// Whether the stop at `stop..<stopEnd`, after which quotes and brackets close up to `end`, ends a sentence.
    private func endsSentence(_ line: [Character], from start: Int, stop: Int, stopEnd: Int, end: Int) -> Bool {
        guard end < line.count else { return true }
        if Stops.unspaced.contains(line[stopEnd - 1]) { return true }
        guard line[end].isWhitespace, let next = line[end...].firstIndex(where: { !$0.isWhitespace }) else {
            return false
        }
        if line[next].isLowercase { return false }
        guard line[stop] == ".", stopEnd == stop + 1 else { return true }

        let word = self.word(line, before: stop, from: start)
        guard !word.isEmpty else { return false }
        let following = String(line[next...].prefix { $0.isWordPart || $0 == "'" }.prefix(20))
        let isAtStart = !line[start..<max(start, stop - word.count)].contains(where: \.isWordPart)
        if isAtStart, word.count <= 3, word.allSatisfy(\.isNumber) || (word.count == 1 && word != "I") { return false }
        if word.allSatisfy(\.isNumber), word.count <= 2, Abbreviations.afterOrdinals.contains(following) {
            return false
        }
        return !Abbreviations.goOn(after: word, before: following, closed: end > stopEnd)
    }

    /// What stands before a stop, back to a space or an opening bracket.
    private func word(_ line: [Character], before stop: Int, from start: Int) -> String {
        var begin = stop
        while begin > start, stop - begin < 24 {
            let character = line[begin - 1]
            guard !character.isWhitespace, !"([{\"“«¿¡—–/".contains(character) else { break }
            begin -= 1
        }
        return String(line[begin..<stop])
    }

    // MARK: Clauses

    /// A sentence that is too long, in pieces of at most ``longest`` characters.
    private func clauses(_ sentence: String) -> [String] {
        var rest = Array(sentence)[...]
        var pieces: [String] = []
        while rest.count > longest {
            let cut = clauseEnd(rest)
            pieces.append(String(rest[..<cut]).trimmingSpace)
            rest = rest[cut...].drop(while: \.isWhitespace)
        }
        pieces.append(String(rest).trimmingSpace)
        return pieces.filter { !$0.isEmpty }
    }

    /// Where to cut: after the last strong mark, else the last comma, else the last space, else at the limit.
    private func clauseEnd(_ text: ArraySlice<Character>) -> Int {
        let limit = text.startIndex + longest
        let earliest = text.startIndex + longest / 3
        for marks in [Stops.strong, Stops.weak] {
            for place in stride(from: limit - 1, to: earliest, by: -1) where marks.contains(text[place]) {
                if Stops.unspacedMarks.contains(text[place]) || text[place + 1].isWhitespace { return place + 1 }
            }
        }
        for place in stride(from: limit - 1, to: earliest, by: -1) where text[place].isWhitespace { return place + 1 }
        return limit
    }
}

/// The marks that sentences and clauses end with.
private enum Stops {
    static let all: Set<Character> = [
        ".", "!", "?", "…", "。", "！", "？", "．", "｡", "؟", "۔", "।", "॥", "։", "‼", "⁇", "⁈", "⁉",
    ]
    /// Those after which no space is written.
    static let unspaced: Set<Character> = ["。", "！", "？", "｡"]
    static let closers: Set<Character> = [
        "\"", "'", ")", "]", "}", "”", "’", "»", "›", "」", "』", "】", "）", "》", "*", "_", "`",
    ]
    static let strong: Set<Character> = [";", ":", "—", "–", "；", "：", "·"]
    static let weak: Set<Character> = [",", "、", "，", "،", ")"]
    static let unspacedMarks: Set<Character> = ["；", "：", "、", "，"]
}
