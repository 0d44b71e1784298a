/// Numbers in English words.
enum EnglishNumbers {
    private static let small = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ]
    private static let tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    private static let groups = ["", " thousand", " million", " billion", " trillion"]

    /// "1250" is "one thousand two hundred fifty". More than 15 digits, or a leading zero, are read digit by digit.
    static func cardinal(_ digits: some StringProtocol) -> String {
        guard digits.count <= 15, let value = Int(digits), digits.count == 1 || digits.first != "0" else {
            return spelled(digits)
        }
        return cardinal(value)
    }

    static func cardinal(_ value: Int) -> String {
        guard value > 0 else { return small[0] }
        var parts: [String] = []
        var rest = value
        for group in groups {
            if rest % 1000 > 0 { parts.append(belowThousand(rest % 1000) + group) }
            rest /= 1000
        }
        return parts.reversed().joined(separator: " ")
    }

    /// "2021" is "twenty twenty-one", "1905" "nineteen oh five", "2005" "two thousand five".
    static func year(_ value: Int) -> String {
        let (century, rest) = (value / 100, value % 100)
        if value % 1000 < 10 { return cardinal(value) }
        if rest == 0 { return belowThousand(century) + " hundred" }
        return belowThousand(century) + (rest < 10 ? " oh " : " ") + belowThousand(rest)
    }

    /// "21" is "twenty-first".
    static func ordinal(_ value: Int) -> String {
        let words = cardinal(value)
        let cut = words.lastIndex { $0 == " " || $0 == "-" }.map { words.index(after: $0) } ?? words.startIndex
        let last = String(words[cut...])
        return words[..<cut] + (irregular[last] ?? (last.hasSuffix("y") ? last.dropLast() + "ieth" : last + "th"))
    }

    /// "90" is "nineties", "1980" "nineteen eighties".
    static func decade(_ value: Int) -> String {
        let words = value > 999 ? year(value) : cardinal(value)
        return words.hasSuffix("y") ? words.dropLast() + "ies" : words + "s"
    }

    /// Digit by digit.
    static func spelled(_ digits: some StringProtocol) -> String {
        digits.compactMap { $0.wholeNumberValue }.filter { $0 < 10 }.map { small[$0] }.joined(separator: " ")
    }

    private static let irregular = [
        "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
        "twelve": "twelfth",
    ]

    private static func belowThousand(_ value: Int) -> String {
        var parts: [String] = []
        if value >= 100 { parts.append(small[value / 100] + " hundred") }
        let rest = value % 100
        if rest >= 20 {
            parts.append(tens[rest / 10] + (rest % 10 > 0 ? "-" + small[rest % 10] : ""))
        } else if rest > 0 {
            parts.append(small[rest])
        }
        return parts.joined(separator: " ")
    }
}
