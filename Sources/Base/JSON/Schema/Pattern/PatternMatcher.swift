/// Runs a compiled pattern over one text. All places of the program that are reached so far are followed at once,
/// each at most once per code point.
struct PatternMatcher {
    private let program: [PatternInstruction]
    private let text: [Unicode.Scalar]
    /// The places that wait for a code point.
    private var waiting: [Int] = []
    /// For each place of the program, the position in the text at which it was reached last.
    private var reachedAt: [Int]
    private var stack: [Int] = []

    init(_ program: [PatternInstruction], text: [Unicode.Scalar]) {
        self.program = program
        self.text = text
        reachedAt = [Int](repeating: -1, count: program.count)
    }

    /// Whether the pattern is found; `nil` when the effort is used up.
    mutating func run(effort: inout Int) -> Bool? {
        effort -= program.count / 16
        let isAnchored = if case .position(.start) = program[0] { true } else { false }
        var reached: [Int] = []
        for position in 0...text.count {
            if position == 0 || !isAnchored { reached.append(0) }
            if reached.isEmpty { return false }
            if follow(reached, at: position, effort: &effort) { return true }
            guard effort >= 0 else { return nil }
            guard position < text.count else { break }

            reached.removeAll(keepingCapacity: true)
            for place in waiting {
                if case .one(let set) = program[place], set.contains(text[position]) { reached.append(place + 1) }
            }
        }
        return false
    }

    /// Fills `waiting` with what can be reached from `starts` without a code point; true when the end is among it.
    private mutating func follow(_ starts: [Int], at position: Int, effort: inout Int) -> Bool {
        waiting.removeAll(keepingCapacity: true)
        stack.append(contentsOf: starts)
        while let place = stack.popLast() {
            guard reachedAt[place] != position else { continue }
            reachedAt[place] = position
            effort -= 1
            guard effort >= 0 else { return false }
            switch program[place] {
            case .found: return true
            case .one(let set):
                effort -= set.items.count
                waiting.append(place)
            case .position(let condition): if holds(condition, at: position) { stack.append(place + 1) }
            case .jump(let target): stack.append(target)
            case .fork(let first, let second):
                stack.append(second)
                stack.append(first)
            }
        }
        return false
    }

    private func holds(_ condition: PatternPosition, at position: Int) -> Bool {
        switch condition {
        case .start: position == 0
        case .end: position == text.count
        case .wordBoundary: isWord(position - 1) != isWord(position)
        case .noWordBoundary: isWord(position - 1) == isWord(position)
        }
    }

    private func isWord(_ position: Int) -> Bool {
        text.indices.contains(position) && ScalarSet.wordCharacters.contains(text[position])
    }
}
