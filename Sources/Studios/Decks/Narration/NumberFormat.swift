import Foundation

/// Writes a number as a chart shows it: by the format code of the spreadsheet (ECMA-376 part 1, 18.8.31), in the
/// marks of a language.
///
/// It knows percentages, decimals, grouping, scaling by thousands, and words and currency signs in the code. A code for
/// dates, fractions or powers of ten, and `General`, give the plain form: three significant digits or more.
package struct NumberFormat {
    let code: String
    let language: NarrationPhrases.Language
    /// The word for a negative sign.
    let minus: String

    /// How a value is shown: the value in the unit shown (35 for 0.35 shown as "35%"), and its decimals.
    struct Shape: Hashable {
        var factor: Double
        var decimals: Int
        var isGrouped: Bool
        var prefix: String
        var suffix: String
    }

    package init(code: String?, language: NarrationPhrases.Language, minus: String = "minus") {
        self.code = code ?? "General"
        self.language = language
        self.minus = minus
    }

    /// `value` as it is shown; `nil` for what is no number, or too large to be said.
    package func text(_ value: Double) -> String? {
        guard value.isFinite, abs(value) < 1e15 else { return nil }
        let shape = shape(for: value)
        let shown = abs(value * shape.factor)
        let digits = String(format: "%.\(shape.decimals)f", shown)
        let isZero = !digits.contains { "123456789".contains($0) }
        let number = withMarks(digits, isGrouped: shape.isGrouped)
        return (value < 0 && !isZero ? minus + " " : "") + shape.prefix + number + shape.suffix
    }

    /// `value` rounded to what is shown of it, so that what is compared is what is heard.
    package func shownValue(_ value: Double) -> Double? {
        guard value.isFinite, abs(value) < 1e15 else { return nil }
        let shape = shape(for: value)
        return Double(String(format: "%.\(shape.decimals)f", value * shape.factor))
    }

    func shape(for value: Double) -> Shape {
        let sections = Self.sections(of: code)
        let section = value < 0 && sections.count > 1 ? sections[1] : sections[0]
        return Self.shape(ofSection: section) ?? Self.plainShape(for: value)
    }

    private static func plainShape(for value: Double) -> Shape {
        let size = abs(value)
        let leading = size > 0 ? Int(log10(size).rounded(.down)) : 0
        let decimals = size == size.rounded() ? 0 : min(max(2 - leading, size < 1000 ? 1 : 0), 10)
        var text = String(format: "%.\(decimals)f", value)
        if text.contains(".") { while text.hasSuffix("0") { text.removeLast() } }
        let kept = text.split(separator: ".", omittingEmptySubsequences: false).dropFirst().first?.count ?? 0
        return Shape(factor: 1, decimals: kept, isGrouped: false, prefix: "", suffix: "")
    }

    private func withMarks(_ digits: String, isGrouped: Bool) -> String {
        let halves = digits.split(separator: ".")
        let decimalMark = language == .english || language == .other ? "." : ","
        let groupMark = language == .english ? "," : language == .german || language == .spanish ? "." : ""
        var whole = String(halves.first ?? "0")
        if isGrouped, !groupMark.isEmpty, whole.count > 3 {
            var grouped = ""
            for (index, digit) in whole.enumerated() {
                if index > 0, (whole.count - index) % 3 == 0 { grouped += groupMark }
                grouped.append(digit)
            }
            whole = grouped
        }
        return halves.count > 1 ? whole + decimalMark + halves[1] : whole
    }
}

extension NumberFormat {
    /// The parts of a code for positive, negative and zero, split at semicolons outside quotation marks.
    private static func sections(of code: String) -> [String] {
        var sections = [""]
        var isQuoted = false
        var isEscaped = false
        for character in code.prefix(200) {
            if character == "\"", !isEscaped { isQuoted.toggle() }
            if character == ";", !isQuoted, !isEscaped {
                sections.append("")
            } else {
                sections[sections.count - 1].append(character)
            }
            isEscaped = character == "\\" && !isEscaped
        }
        return sections
    }

    /// `nil` when the section is not for plain numbers.
    private static func shape(ofSection section: String) -> Shape? {
        var reader = SectionReader()
        var characters = section[...]
        while let character = characters.popFirst() {
            guard reader.read(character, rest: &characters) else { return nil }
        }
        return reader.shape
    }

    /// Reads one section of a format code, sign by sign.
    private struct SectionReader {
        private var prefix = ""
        private var suffix = ""
        private var placeholders = 0
        private var decimals = 0
        private var isAfterPoint = false
        private var commas = 0
        private var isGrouped = false
        private var percents = 0

        var shape: Shape? {
            guard placeholders > 0, percents <= 1, commas <= 4 else { return nil }
            var factor: Double = percents == 1 ? 100 : 1
            for _ in 0..<commas { factor /= 1000 }
            return Shape(
                factor: factor, decimals: min(decimals, 10), isGrouped: isGrouped,
                prefix: prefix.isEmpty ? "" : Self.spaced(prefix), suffix: suffix)
        }

        /// Returns whether the sign belongs to a plain number.
        mutating func read(_ character: Character, rest: inout Substring) -> Bool {
            switch character {
            case "0", "#", "?":
                if commas > 0 { isGrouped = true }
                commas = 0
                placeholders += 1
                if isAfterPoint { decimals += 1 }
            case ",": if placeholders > 0 { commas += 1 }
            case ".": isAfterPoint = true
            case "%":
                percents += 1
                literal("%")
            case "\"":
                literal(String(rest.prefix { $0 != "\"" }))
                rest = rest.drop { $0 != "\"" }.dropFirst()
            case "\\": if let next = rest.popFirst() { literal(String(next)) }
            case "_", "*": _ = rest.popFirst()
            case "[":
                let inside = rest.prefix { $0 != "]" }
                rest = rest.drop { $0 != "]" }.dropFirst()
                // "[$€-407]" is a currency sign and a locale; anything else is a colour or a condition.
                if inside.hasPrefix("$") { literal(String(inside.dropFirst().prefix { $0 != "-" })) }
            case "-", "+", "(", ")": break
            case "$", "€", "£", "¥", " ", "\u{A0}": literal(String(character))
            default: return false
            }
            return true
        }

        private mutating func literal(_ text: String) {
            if placeholders == 0 { prefix += text } else { suffix += text }
        }

        /// A word before the number is kept apart from it, a currency sign is not.
        private static func spaced(_ prefix: String) -> String {
            prefix.last?.isLetter == true ? prefix + " " : prefix
        }
    }
}
