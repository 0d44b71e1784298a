/// Times, dates, versions, ordinals and other forms in which English writes numbers, each a word by itself.
enum EnglishNumberForms {
    static func read(_ core: String) -> String? {
        guard core.count <= 32, core.contains(where: \.isASCIIDigit) else { return nil }
        return version(core) ?? time(core) ?? ordinal(core) ?? decade(core) ?? hyphened(core) ?? slashed(core) ?? size(
            core)
            ?? power(core)
    }

    /// The numbers between separators; `nil` when there is anything else.
    private static func numbers(_ text: Substring, _ separator: Character) -> [String]? {
        let parts = text.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
        return parts.allSatisfy({ !$0.isEmpty && $0.count <= 15 && $0.allSatisfy(\.isASCIIDigit) }) ? parts : nil
    }

    /// "v2.1", "2.1.3", and addresses such as "192.168.0.1".
    private static func version(_ core: String) -> String? {
        let isMarked = core.first == "v" || core.first == "V"
        guard let parts = numbers(isMarked ? core.dropFirst() : core[...], "."), isMarked || parts.count > 2 else {
            return nil
        }
        let point = !isMarked && parts.count == 4 ? " dot " : " point "
        return (isMarked ? "version " : "") + parts.map { EnglishNumbers.cardinal($0) }.joined(separator: point)
    }

    /// "10:30", "9:05pm", "10:30:15", "5pm", and ratios such as "16:9".
    private static func time(_ core: String) -> String? {
        var clock = core[...]
        var half = ""
        for (suffix, words) in [("am", " A M"), ("pm", " P M"), ("AM", " A M"), ("PM", " P M")]
        where clock.hasSuffix(suffix) {
            clock = clock.dropLast(2)
            half = words
            break
        }
        guard let parts = numbers(clock, ":"), let hour = Int(parts[0]) else { return nil }
        if parts.count == 1 {
            return half.isEmpty || !(1...12).contains(hour) ? nil : EnglishNumbers.cardinal(hour) + half
        }
        guard parts.count <= 3, let minute = Int(parts[1]), parts[1].count == 2, hour <= 24, minute < 60 else {
            guard half.isEmpty else { return nil }
            return parts.map { EnglishNumbers.cardinal($0) }.joined(separator: " to ")
        }
        var words = EnglishNumbers.cardinal(hour)
        if minute == 0 {
            if half.isEmpty { words += hour > 12 || hour == 0 ? " hundred" : " o'clock" }
        } else {
            words += (minute < 10 ? " oh " : " ") + EnglishNumbers.cardinal(minute)
        }
        if parts.count == 3, let second = Int(parts[2]) { words += " and \(EnglishNumbers.cardinal(second)) seconds" }
        return words + half
    }

    private static func ordinal(_ core: String) -> String? {
        let digits = core.prefix(while: \.isASCIIDigit)
        let suffix = core.dropFirst(digits.count).lowercased()
        guard ["st", "nd", "rd", "th"].contains(suffix), digits.count <= 6, let value = Int(digits) else { return nil }
        return EnglishNumbers.ordinal(value)
    }

    /// "1980s", "'90s", "90s".
    private static func decade(_ core: String) -> String? {
        var digits = core.hasPrefix("'") ? core.dropFirst() : core[...]
        if digits.hasSuffix("'s") {
            digits = digits.dropLast(2)
        } else if digits.hasSuffix("s") {
            digits = digits.dropLast()
        } else {
            return nil
        }
        guard digits.count == 2 || digits.count == 4, digits.allSatisfy(\.isASCIIDigit), let value = Int(digits),
            value % 10 == 0,
            value >= 20
        else { return nil }
        return EnglishNumbers.decade(value)
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    /// "2021-03-04" is a date; digits between hyphens that are no range are read one by one, as in a telephone number.
    private static func hyphened(_ core: String) -> String? {
        let isPlus = core.hasPrefix("+")
        guard let parts = numbers(isPlus ? core.dropFirst() : core[...], "-"), parts.count > 1 else { return nil }
        if parts.count == 3, parts[0].count == 4, let year = Int(parts[0]), let month = Int(parts[1]),
            let day = Int(parts[2]),
            (1...12).contains(month), (1...31).contains(day), parts[1].count == 2, year > 1000
        {
            return "\(months[month - 1]) \(EnglishNumbers.ordinal(day)), \(EnglishNumbers.year(year))"
        }
        let isTelephone = parts.count > 2 || (parts[0].count == 3 && parts[1].count == 4)
        guard isTelephone || isPlus else { return nil }
        return (isPlus ? "plus " : "") + parts.map { EnglishNumbers.spelled($0) }.joined(separator: ", ")
    }

    private static let parts = [2: "half", 3: "third", 4: "quarter"]

    /// "1/2" and "3/4" are fractions; "12/31/2024" is read as it stands, since countries differ.
    private static func slashed(_ core: String) -> String? {
        guard let parts = numbers(core[...], "/"), parts.count > 1 else { return nil }
        if parts.count == 2, let top = Int(parts[0]), let bottom = Int(parts[1]), top > 0, top < bottom, bottom <= 10 {
            let name = self.parts[bottom] ?? EnglishNumbers.ordinal(bottom)
            return "\(EnglishNumbers.cardinal(top)) \(top == 1 ? name : name + "s")"
        }
        let words = parts.map { part in
            part.count == 4 ? Int(part).map(EnglishNumbers.year) ?? part : EnglishNumbers.cardinal(Int(part) ?? 0)
        }
        return words.joined(separator: parts.count == 3 ? " " : " slash ")
    }

    /// "1920x1080", "3×4".
    private static func size(_ core: String) -> String? {
        for sign in ["x", "×"] as [Character] {
            if let parts = numbers(core[...], sign), parts.count == 2 || parts.count == 3,
                parts.allSatisfy({ $0.count <= 5 }), parts[0] != "0"
            {
                return parts.map { EnglishNumbers.cardinal($0) }.joined(separator: " by ")
            }
        }
        return nil
    }

    /// "10^6"
    private static func power(_ core: String) -> String? {
        guard let parts = numbers(core[...], "^"), parts.count == 2 else { return nil }
        return parts.map { EnglishNumbers.cardinal($0) }.joined(separator: " to the power of ")
    }
}
