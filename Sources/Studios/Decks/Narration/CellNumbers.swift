/// Reads the numbers that the cells of a column show.
///
/// "1.234" is more than a thousand in one country and little more than one in another. So each text is read both
/// ways, and extremes are only stated when both ways agree on them.
enum CellNumbers {
    struct Extremes: Hashable {
        /// The indices of the cells that hold the highest and the lowest number.
        var highest: [Int]
        var lowest: [Int]
    }

    /// `nil` unless every cell is a number in the same unit and there is no doubt, or when the numbers only count or
    /// date the rows.
    static func extremes(of cells: [String]) -> Extremes? {
        let parts = cells.compactMap(split)
        guard parts.count == cells.count, let unit = parts.first?.unit, parts.allSatisfy({ $0.unit == unit }),
            !cells.allSatisfy(ValuePlace.isYear)
        else { return nil }
        let readings = [".", ","].compactMap { mark -> [Double]? in
            let values = parts.compactMap { value(of: $0, decimalMark: Character(mark)) }
            return values.count == parts.count ? values : nil
        }
        guard let first = readings.first, !isCount(first) else { return nil }
        let found = Set(readings.map(extremes(of:)))
        return found.count == 1 ? found.first : nil
    }

    private static func extremes(of values: [Double]) -> Extremes {
        let high = values.max()
        let low = values.min()
        return Extremes(
            highest: values.indices.filter { values[$0] == high }, lowest: values.indices.filter { values[$0] == low })
    }

    private static func isCount(_ values: [Double]) -> Bool {
        zip(values, values.dropFirst()).allSatisfy { $1 - $0 == 1 }
    }

    /// A cell with one number in it.
    private struct Cell {
        var isNegative: Bool
        /// Digits, stops and commas.
        var digits: String
        /// What stands around the number, such as "$" or "%".
        var unit: String
    }

    private static func split(_ text: String) -> Cell? {
        let isDigit = { (character: Character) in character.isASCII && character.isNumber }
        guard let start = text.firstIndex(where: isDigit), let end = text.lastIndex(where: isDigit) else { return nil }
        var digits = ""
        for character in text[start...end] where !character.isWhitespace {
            guard isDigit(character) || character == "." || character == "," else { return nil }
            digits.append(character)
        }
        // Spaces may only part groups of three digits.
        let groups = text[start...end].split(whereSeparator: \.isWhitespace)
        guard groups.dropFirst().allSatisfy({ $0.prefix(while: isDigit).count == 3 }) else { return nil }
        var before = text[..<start].filter { !$0.isWhitespace && $0 != "+" }
        let after = text[text.index(after: end)...].filter { !$0.isWhitespace }
        let isNegative = before.contains("-") || before.contains("−")
        before.removeAll { $0 == "-" || $0 == "−" }
        return Cell(isNegative: isNegative, digits: digits, unit: before + "#" + after)
    }

    private static func value(of cell: Cell, decimalMark: Character) -> Double? {
        let halves = cell.digits.split(separator: decimalMark, omittingEmptySubsequences: false)
        guard halves.count <= 2, let whole = halves.first else { return nil }
        let groups = whole.split(whereSeparator: { ".,".contains($0) }).dropFirst()
        let fraction = halves.count == 2 ? halves[1] : ""
        guard groups.allSatisfy({ $0.count == 3 }), !fraction.contains(where: { ".,".contains($0) }) else { return nil }
        let number = Double(whole.filter { !".,".contains($0) } + (fraction.isEmpty ? "" : "." + fraction))
        return number.map { cell.isNegative ? -$0 : $0 }
    }
}
