/// Puts tokens on one line or on two of like width.
struct CaptionLines {
    private let tokens: [CaptionToken]
    /// Columns of all tokens before an index, spaces included.
    private let columnsBefore: [Int]
    private let limit: Int

    init(_ tokens: [CaptionToken], columns limit: Int) {
        self.tokens = tokens
        self.limit = limit
        columnsBefore = tokens.reduce(into: [0]) { sums, token in
            sums.append(sums[sums.count - 1] + token.columns + (token.hasSpaceBefore ? 1 : 0))
        }
    }

    /// The columns of a run of tokens on one line.
    func columns(_ range: Range<Int>) -> Int {
        guard !range.isEmpty else { return 0 }
        let all = columnsBefore[range.upperBound] - columnsBefore[range.lowerBound]
        return all - (tokens[range.lowerBound].hasSpaceBefore ? 1 : 0)
    }

    /// Where the second line starts; the end of the range when one line is enough; `nil` when two are not.
    ///
    /// A line that ends with a clause reads better than one that ends with an article, and two lines of like width
    /// better than a long and a short one.
    func secondLine(of range: Range<Int>) -> Int? {
        if columns(range) <= limit { return range.upperBound }
        var best: (place: Int, cost: Int)?
        for place in range.dropFirst() {
            let (first, second) = (columns(range.lowerBound..<place), columns(place..<range.upperBound))
            if first > limit { break }
            guard second <= limit else { continue }
            let ending = [0, 0, 2, 20, 26, 60][tokens[place - 1].ending.rawValue]
            let cost = ending + abs(first - second)
            if cost < best?.cost ?? .max { best = (place, cost) }
        }
        return best?.place
    }

    /// The text of a run, on the lines that ``secondLine(of:)`` decides.
    func lines(of range: Range<Int>) -> [String] {
        let split = secondLine(of: range) ?? range.upperBound
        return [range.lowerBound..<split, split..<range.upperBound].filter { !$0.isEmpty }.map(text)
    }

    private func text(_ range: Range<Int>) -> String {
        range.reduce(into: "") { text, index in
            if index > range.lowerBound, tokens[index].hasSpaceBefore { text += " " }
            text += tokens[index].text
        }
    }
}
