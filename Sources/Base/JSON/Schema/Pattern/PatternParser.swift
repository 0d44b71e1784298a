/// Reads a regular expression (ECMA-262, section 22.2.1).
struct PatternParser {
    let scalars: [Unicode.Scalar]
    var position = 0
    private var depth = 0

    private static let depthLimit = 50

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    var next: Unicode.Scalar? {
        position < scalars.count ? scalars[position] : nil
    }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        position += 1
        return true
    }

    mutating func parse() throws(PatternError) -> PatternTree {
        let tree = try parseAlternatives()
        guard position == scalars.count else { throw PatternError("a ')' closes nothing") }
        return tree
    }

    private mutating func parseAlternatives() throws(PatternError) -> PatternTree {
        guard depth < Self.depthLimit else { throw PatternError("its groups are nested too deeply") }
        depth += 1
        defer { depth -= 1 }
        var alternatives = [try parseSequence()]
        while take("|") {
            alternatives.append(try parseSequence())
        }
        return alternatives.count == 1 ? alternatives[0] : .alternatives(alternatives)
    }

    private mutating func parseSequence() throws(PatternError) -> PatternTree {
        var parts: [PatternTree] = []
        while let scalar = next, scalar != "|", scalar != ")" {
            parts.append(try parseQuantified())
        }
        return parts.isEmpty ? .empty : .sequence(parts)
    }

    private mutating func parseQuantified() throws(PatternError) -> PatternTree {
        let atom = try parseAtom()
        let bounds: (least: Int, most: Int?)
        switch next {
        case "*": bounds = (0, nil)
        case "+": bounds = (1, nil)
        case "?": bounds = (0, 1)
        case "{":
            guard let braced = try parseBraces() else { return atom }
            bounds = braced
        default: return atom
        }
        position += 1
        _ = take("?")  // fewest first or most first: the same for whether there is a match
        if let again = next, again == "*" || again == "+" || again == "?" {
            throw PatternError("a quantifier follows a quantifier")
        }
        return .repeated(atom, least: bounds.least, most: bounds.most)
    }

    /// `{2}`, `{2,}` or `{2,5}`, up to the closing brace; `nil`, without a step, when it is something else.
    private mutating func parseBraces() throws(PatternError) -> (least: Int, most: Int?)? {
        let start = position
        position += 1
        guard let least = parseCount() else {
            position = start
            return nil
        }
        var most: Int? = least
        if take(",") { most = parseCount() }
        guard next == "}" else {
            position = start
            return nil
        }
        if let most, most < least { throw PatternError("a quantifier has its bounds in the wrong order") }
        return (least, most)
    }

    /// Digits; numbers too large for a program are all the same.
    private mutating func parseCount() -> Int? {
        var count: Int?
        while let digit = next, ("0"..."9").contains(digit) {
            count = min((count ?? 0) * 10 + Int(digit.value - 0x30), 1_000_000)
            position += 1
        }
        return count
    }

    private mutating func parseAtom() throws(PatternError) -> PatternTree {
        guard let scalar = next else { return .empty }
        switch scalar {
        case "(": return try parseGroup()
        case "[": return .one(try parseClass())
        case "\\": return try parseEscape()
        case "*", "+", "?": throw PatternError("a quantifier follows nothing")
        case "{":
            // Alone it stands for itself (ECMA-262, annex B), as a quantifier it has nothing to repeat.
            if try parseBraces() != nil { throw PatternError("a quantifier follows nothing") }
            position += 1
            return .one(ScalarSet(scalar))
        default:
            position += 1
            switch scalar {
            case "^": return .position(.start)
            case "$": return .position(.end)
            case ".": return .one(.anythingButLineEnds)
            default: return .one(ScalarSet(scalar))
            }
        }
    }

    private mutating func parseGroup() throws(PatternError) -> PatternTree {
        position += 1
        if take("?") {
            if take("<"), let first = next, first != "=", first != "!" {
                while let scalar = next, scalar != ">" {
                    guard ScalarSet.wordCharacters.contains(scalar) || scalar == "$" || scalar.value > 0x7F else {
                        throw PatternError("a group has a name that is none")
                    }
                    position += 1
                }
                guard take(">") else { throw PatternError("the name of a group does not end") }
            } else if !take(":") {
                throw PatternError("look-around and flags are not supported")
            }
        }
        let tree = try parseAlternatives()
        guard take(")") else { throw PatternError("a '(' is not closed") }
        return tree
    }
}
