/// A number as it is written at the start of a word.
struct NumberLiteral {
    /// As written.
    var text: Substring
    /// The digits before the decimal point, without group separators.
    var whole: String
    /// The digits after it.
    var fraction: String?
    var isGrouped = false

    /// Reads a number at the start of `source`, with what comes after it; `nil` when none is there.
    ///
    /// In English a comma separates groups of three and a dot the decimals. Elsewhere the meaning of either depends on
    /// the country, so that the number is taken as written.
    static func read(_ source: Substring, isEnglish: Bool) -> (number: NumberLiteral, rest: Substring)? {
        if !isEnglish {
            var text = source.prefix { $0.isASCIIDigit || $0 == "." || $0 == "," }
            while let last = text.last, !last.isASCIIDigit { text = text.dropLast() }
            guard text.first?.isASCIIDigit ?? false else { return nil }
            return (NumberLiteral(text: text, whole: String(text)), source[text.endIndex...])
        }
        var rest = source
        var whole = String(rest.prefix(while: \.isASCIIDigit))
        rest = rest.dropFirst(whole.count)
        var isGrouped = false
        while !whole.isEmpty, whole.count <= 3 || isGrouped, rest.first == "," {
            let group = rest.dropFirst().prefix(while: \.isASCIIDigit)
            guard group.count == 3 else { break }
            whole += group
            isGrouped = true
            rest = rest.dropFirst(4)
        }
        var fraction: String?
        if rest.first == "." {
            let digits = rest.dropFirst().prefix(while: \.isASCIIDigit)
            if !digits.isEmpty {
                fraction = String(digits)
                rest = rest.dropFirst(digits.count + 1)
            }
        }
        guard !whole.isEmpty || fraction != nil else { return nil }
        let text = source[..<rest.startIndex]
        return (NumberLiteral(text: text, whole: whole, fraction: fraction, isGrouped: isGrouped), rest)
    }

    /// Exactly 1, which is followed by a singular.
    var isOne: Bool { whole == "1" && fraction == nil }

    /// The value of a number of at most nine digits without decimals.
    var small: Int? { fraction == nil && !isGrouped && whole.count <= 9 ? Int(whole) : nil }

    /// Four digits that can be a year.
    var year: Int? { whole.count == 4 && whole.first != "0" ? small : nil }

    /// In English words.
    var english: String {
        let first = whole.isEmpty ? "" : EnglishNumbers.cardinal(whole)
        guard let fraction else { return first }
        return (first + " point " + EnglishNumbers.spelled(fraction)).trimmingSpace
    }
}
