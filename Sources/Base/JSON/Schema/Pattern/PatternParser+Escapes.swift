extension PatternParser {
    /// What begins with the backslash at `position`, outside of brackets.
    mutating func parseEscape() throws(PatternError) -> PatternTree {
        if position + 1 < scalars.count {
            switch scalars[position + 1] {
            case "b":
                position += 2
                return .position(.wordBoundary)
            case "B":
                position += 2
                return .position(.noWordBoundary)
            case "1"..."9", "k":
                throw PatternError("back-references are not supported")
            default: break
            }
        }
        return .one(try parseSetEscape())
    }

    /// `[...]`, from its opening bracket on.
    mutating func parseClass() throws(PatternError) -> ScalarSet {
        position += 1
        var set = ScalarSet(items: [], isInverted: take("^"))
        while !take("]") {
            let lower = try parseClassMember()
            guard next == "-", position + 1 < scalars.count, scalars[position + 1] != "]" else {
                set.items += lower.items
                continue
            }
            position += 1
            let upper = try parseClassMember()
            guard let first = lower.scalar, let last = upper.scalar else {
                // With a set on one side the hyphen stands for itself (ECMA-262, annex B).
                set.items += lower.items + ScalarSet("-").items + upper.items
                continue
            }
            guard first <= last else { throw PatternError("a range has its bounds in the wrong order") }
            set.items.append(.range(first.value...last.value))
        }
        return set
    }

    /// One character, or a set such as `\d`, between brackets.
    private mutating func parseClassMember() throws(PatternError) -> ClassMember {
        guard let scalar = next else { throw PatternError("a '[' is not closed") }
        guard scalar == "\\" else {
            position += 1
            return ClassMember(scalar: scalar, set: ScalarSet(scalar))
        }
        if position + 1 < scalars.count, scalars[position + 1] == "b" {
            position += 2
            return ClassMember(scalar: "\u{8}", set: ScalarSet("\u{8}"))
        }
        let set = try parseSetEscape()
        guard !set.isInverted, set.items.count == 1, case .range(let range) = set.items[0], range.count == 1 else {
            return ClassMember(scalar: nil, set: set)
        }
        return ClassMember(scalar: Unicode.Scalar(range.lowerBound), set: set)
    }

    private struct ClassMember {
        /// `nil` when it is a set of several.
        let scalar: Unicode.Scalar?
        let set: ScalarSet

        var items: [ScalarSet.Item] {
            self.set.isInverted ? [.set(self.set)] : self.set.items
        }
    }

    /// An escape that stands for a character or a set, from its backslash on.
    private mutating func parseSetEscape() throws(PatternError) -> ScalarSet {
        position += 1
        guard let scalar = next else { throw PatternError("it ends with a backslash") }
        position += 1
        switch scalar {
        case "d": return .digits
        case "D": return .digits.inverted
        case "w": return .wordCharacters
        case "W": return .wordCharacters.inverted
        case "s": return .whitespace
        case "S": return .whitespace.inverted
        case "p": return try parseProperty()
        case "P": return try parseProperty().inverted
        case "n": return ScalarSet("\n")
        case "r": return ScalarSet("\r")
        case "t": return ScalarSet("\t")
        case "v": return ScalarSet("\u{B}")
        case "f": return ScalarSet("\u{C}")
        case "0": return ScalarSet("\0")
        case "c": return try parseControl()
        case "x": return ScalarSet(try namedScalar(parseHexadecimal(digits: 2)))
        case "u": return ScalarSet(try parseUnicode())
        case "a"..."z", "A"..."Z", "1"..."9": throw PatternError("'\\\(scalar)' is no escape")
        default: return ScalarSet(scalar)
        }
    }

    private mutating func parseControl() throws(PatternError) -> ScalarSet {
        guard let letter = next, ("a"..."z").contains(letter) || ("A"..."Z").contains(letter) else {
            throw PatternError("'\\c' needs a letter")
        }
        position += 1
        return ScalarSet(Unicode.Scalar(UInt8(letter.value & 0x1F)))
    }

    /// What follows `\u`: four digits, a surrogate pair of two such escapes, or digits in braces.
    private mutating func parseUnicode() throws(PatternError) -> Unicode.Scalar {
        if take("{") {
            var value: UInt32 = 0
            var count = 0
            while let digit = next.flatMap({ Character($0).hexDigitValue }), count < 8 {
                value = value << 4 | UInt32(digit)
                count += 1
                position += 1
            }
            guard count > 0, take("}") else { throw PatternError("'\\u{' needs hexadecimal digits and '}'") }
            return try namedScalar(value)
        }
        let first = try parseHexadecimal(digits: 4)
        guard (0xD800...0xDBFF).contains(first), take("\\"), take("u") else { return try namedScalar(first) }
        let second = try parseHexadecimal(digits: 4)
        guard (0xDC00...0xDFFF).contains(second) else { throw PatternError("half of a surrogate pair is alone") }
        return try namedScalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    }

    private mutating func parseHexadecimal(digits: Int) throws(PatternError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<digits {
            guard let digit = next.flatMap({ Character($0).hexDigitValue }) else {
                throw PatternError("an escape needs \(digits) hexadecimal digits")
            }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }

    private func namedScalar(_ value: UInt32) throws(PatternError) -> Unicode.Scalar {
        guard let scalar = Unicode.Scalar(value) else { throw PatternError("an escape names no character") }
        return scalar
    }

    /// `{L}`, `{Letter}` or `{gc=L}`, after `\p`.
    private mutating func parseProperty() throws(PatternError) -> ScalarSet {
        guard take("{") else { throw PatternError("'\\p' needs a name in braces") }
        var name = ""
        while let scalar = next, scalar != "}" {
            name.unicodeScalars.append(scalar)
            position += 1
        }
        guard take("}") else { throw PatternError("'\\p{' is not closed") }
        guard let categories = UnicodeCategories.named(name) else {
            throw PatternError("the Unicode property '\(ValueSketch.shortened(name))' is not supported")
        }
        return ScalarSet(items: [.categories(categories)])
    }
}
