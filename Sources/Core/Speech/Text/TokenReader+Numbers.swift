extension TokenReader {
    /// Reads a word that begins with a number, with the sign or currency before it and the unit after it.
    func number(at index: Int) -> Reading? {
        guard !vocabulary.isNeutral else { return nil }
        let core = tokens[index].core
        if vocabulary.spellsNumbers, let words = EnglishNumberForms.read(core) { return Reading(spoken: words) }
        var rest = core[...]
        var before: [String] = []
        while let sign = rest.first, let words = signBefore(sign), let next = rest.dropFirst().first,
            next.isASCIIDigit || next == "." || next == "=" || isCurrency(rest.dropFirst())
        {
            if next == "=", let both = vocabulary.signs["\(sign)="] {
                before.append(both)
                rest = rest.dropFirst(2)
            } else {
                before.append(words)
                rest = rest.dropFirst()
            }
        }
        let currency = self.currency(atStartOf: rest)
        if let currency { rest = rest.dropFirst(currency.symbol.count) }
        guard let (number, after) = NumberLiteral.read(rest, isEnglish: vocabulary.spellsNumbers) else { return nil }
        let reading =
            if let currency {
                money(number, currency.symbol, after: after, at: index)
            } else {
                range(number, after: after, at: index) ?? measure(number, after: after, at: index)
            }
        guard var reading else { return nil }
        reading.spoken = joined(before + [reading.spoken])
        return reading
    }

    private func joined(_ words: [String]) -> String {
        words.filter { !$0.isEmpty }.reduce(into: "") { result, word in
            // The minus of a number that the voice reads stays attached.
            result += (result.isEmpty || result.hasSuffix("-") ? "" : " ") + word
        }
    }

    private func signBefore(_ sign: Character) -> String? {
        switch sign {
        case "-": vocabulary.spellsNumbers ? "minus" : "-"
        case "#": vocabulary.spellsNumbers ? "number" : nil
        case "<" where vocabulary.spellsNumbers: "less than"
        case ">" where vocabulary.spellsNumbers: "more than"
        case "≤" where vocabulary.spellsNumbers: "at most"
        case "≥" where vocabulary.spellsNumbers: "at least"
        case "+", "±", "~", "≈", "<", ">", "≤", "≥", "=", "×", "§": vocabulary.signs[String(sign)]
        default: nil
        }
    }

    // MARK: Measures

    /// "5", "5km", "5 km", "10 %", "3M".
    private func measure(_ number: NumberLiteral, after: Substring, at index: Int) -> Reading? {
        let words = vocabulary.spellsNumbers ? number.english : String(number.text)
        if after.isEmpty { return alone(number, words, at: index) }
        if after == "+", let plus = vocabulary.signs["+"] { return Reading(spoken: "\(words) \(plus)") }
        if let unit = unit(after, number.isOne) { return Reading(spoken: "\(words) \(unit)") }
        if let symbol = vocabulary.currencies[String(after)] {
            return money(number, String(after), after: "", at: index) ?? Reading(spoken: "\(words) \(symbol.many)")
        }
        guard vocabulary.spellsNumbers else { return nil }
        if let part = fraction(String(after)) { return Reading(spoken: "\(words) and \(part)") }
        if let size = Self.magnitudes[String(after)], !["2K", "4K", "8K"].contains("\(number.text)\(after)") {
            return Reading(spoken: "\(words) \(size)")
        }
        // "5-year", "3-D"
        if after.first == "-", after.dropFirst().allSatisfy({ $0.isLetter || $0 == "-" }), after.count > 1 {
            return Reading(spoken: words + after)
        }
        return nil
    }

    private static let magnitudes = [
        "k": "thousand", "K": "thousand", "M": "million", "m": "million", "mn": "million", "MM": "million",
        "B": "billion",
        "bn": "billion", "T": "trillion", "thousand": "thousand", "million": "million", "billion": "billion",
        "trillion": "trillion",
    ]

    /// A number by itself: the next word may be its unit; four digits may be a year.
    private func alone(_ number: NumberLiteral, _ words: String, at index: Int) -> Reading {
        if let next = following(index) {
            let isAmbiguous = SpokenVocabulary.ambiguousUnits.contains(next)
            if !isAmbiguous, let unit = unit(next[...], number.isOne) {
                return Reading(spoken: "\(words) \(unit)", consumed: 1)
            }
            if let currency = vocabulary.currencies[next] {
                return money(number, next, after: "", at: index).map { Reading(spoken: $0.spoken, consumed: 1) }
                    ?? Reading(spoken: "\(words) \(number.isOne ? currency.one : currency.many)", consumed: 1)
            }
            if vocabulary.spellsNumbers, let part = fraction(next) {
                return Reading(spoken: "\(words) and \(part)", consumed: 1)
            }
            if vocabulary.spellsNumbers, ["AM", "PM", "am", "pm"].contains(next), let hour = number.small, hour <= 12 {
                return Reading(spoken: "\(words) \(next.prefix(1).uppercased()) M", consumed: 1)
            }
        }
        guard vocabulary.spellsNumbers, let year = number.year, isYear(year, at: index) else {
            return Reading(spoken: words)
        }
        return Reading(spoken: EnglishNumbers.year(year))
    }

    private func fraction(_ sign: String) -> String? {
        ["½", "¼", "¾", "⅓", "⅔", "⅛"].contains(sign) ? vocabulary.signs[sign] : nil
    }

    private static let yearCues: Set<String> = [
        "in", "since", "by", "until", "till", "from", "year", "before", "after", "circa", "during", "early", "late",
        "mid",
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december", "spring", "summer", "autumn", "fall", "winter", "of", "and", "to",
    ]

    private func isYear(_ value: Int, at index: Int) -> Bool {
        if (1900...2099).contains(value) { return true }
        let previous = index > 0 ? tokens[index - 1].core.lowercased() : ""
        return (1100...1899).contains(value) && Self.yearCues.contains(previous) && following(index) == nil
    }

    /// The next word, if it stands right after the number with nothing between.
    private func following(_ index: Int) -> String? {
        guard index + 1 < tokens.count, tokens[index].tail.isEmpty, tokens[index + 1].lead.isEmpty,
            !tokens[index + 1].core.isEmpty
        else { return nil }
        return tokens[index + 1].core
    }

    /// A unit, or one for each of another: `km`, `km/h`, `GB/month`.
    private func unit(_ symbol: Substring, _ isOne: Bool) -> String? {
        if let unit = vocabulary.units[String(symbol)] { return isOne ? unit.one : unit.many }
        let parts = symbol.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let first = vocabulary.units[String(parts[0])] else { return nil }
        let each = vocabulary.units[String(parts[1])]?.one
        guard let each = each ?? (parts[1].count > 2 && parts[1].allSatisfy(\.isLetter) ? String(parts[1]) : nil) else {
            return nil
        }
        return "\(isOne ? first.one : first.many) \(vocabulary.per) \(each)"
    }

    // MARK: Money

    private func isCurrency(_ rest: Substring) -> Bool { currency(atStartOf: rest) != nil }

    private func currency(atStartOf rest: Substring) -> (symbol: String, unit: SpokenVocabulary.Unit)? {
        for length in [3, 2, 1] where rest.count > length {
            let symbol = String(rest.prefix(length))
            if let unit = vocabulary.currencies[symbol],
                rest.dropFirst(length).first.map({ $0.isASCIIDigit || $0 == "." }) ?? false
            {
                return (symbol, unit)
            }
        }
        return nil
    }

    /// "$5", "$5M", "$5 million", "€3.50", "$5/month".
    private func money(_ number: NumberLiteral, _ symbol: String, after: Substring, at index: Int) -> Reading? {
        guard let currency = vocabulary.currencies[symbol] else { return nil }
        guard vocabulary.spellsNumbers else {
            let words = "\(number.text) \(number.isOne ? currency.one : currency.many)"
            return after.isEmpty ? Reading(spoken: words) : nil
        }
        if let size = Self.magnitudes[String(after)] {
            return Reading(spoken: "\(number.english) \(size) \(currency.many)")
        }
        if after.isEmpty, let next = following(index), next.count > 1 || next.first?.isUppercase == true,
            let size = Self.magnitudes[next]
        {
            return Reading(spoken: "\(number.english) \(size) \(currency.many)", consumed: 1)
        }
        if let first = after.first, "-–".contains(first) {
            var end = after.dropFirst()
            if end.hasPrefix(symbol) { end = end.dropFirst(symbol.count) }
            guard let (upper, rest) = NumberLiteral.read(end, isEnglish: true) else { return nil }
            let size = Self.magnitudes[String(rest)]
            guard rest.isEmpty || size != nil else { return nil }
            return Reading(spoken: joined([number.english, vocabulary.to, upper.english, size ?? "", currency.many]))
        }
        var words = amount(number, symbol, currency)
        if after.first == "/", after.count > 1, after.dropFirst().allSatisfy(\.isLetter) {
            words +=
                " \(vocabulary.per) \(vocabulary.units[String(after.dropFirst())]?.one ?? String(after.dropFirst()))"
        } else if after == "+" {
            words += " plus"
        } else if !after.isEmpty {
            return nil
        }
        return Reading(spoken: words)
    }

    private func amount(_ number: NumberLiteral, _ symbol: String, _ currency: SpokenVocabulary.Unit) -> String {
        guard let fraction = number.fraction, fraction.count == 2, let cents = Int(fraction), "$€£US$".contains(symbol)
        else {
            return "\(number.english) \(number.isOne ? currency.one : currency.many)"
        }
        let isOne = number.whole == "1"
        let count = EnglishNumbers.cardinal(number.whole.isEmpty ? "0" : number.whole)
        let whole = "\(count) \(isOne ? currency.one : currency.many)"
        guard cents > 0 else { return whole }
        let name = symbol == "£" ? (cents == 1 ? "penny" : "pence") : (cents == 1 ? "cent" : "cents")
        let part = "\(EnglishNumbers.cardinal(cents)) \(name)"
        return (Int(number.whole) ?? 0) == 0 ? part : "\(whole) and \(part)"
    }

    // MARK: Ranges

    /// "5–10", "2019–2021", "2019-21", "5-10km", "10–20 %"; a hyphen only where the second number is the larger.
    private func range(_ lower: NumberLiteral, after: Substring, at index: Int) -> Reading? {
        guard let sign = after.first, sign == "–" || sign == "-" || sign == "—",
            let (upper, rest) = NumberLiteral.read(after.dropFirst(), isEnglish: vocabulary.spellsNumbers)
        else { return nil }
        if sign == "-" {
            guard let low = Double(lower.text.replacing(",", with: "")),
                let high = Double(upper.text.replacing(",", with: "")),
                low < high || (lower.year != nil && upper.whole.count == 2),
                lower.whole.first != "0" || lower.whole.count == 1
            else { return nil }
        }
        guard vocabulary.spellsNumbers else {
            guard rest.isEmpty || unit(rest, false) != nil else { return nil }
            return Reading(spoken: joined(["\(lower.text) \(vocabulary.to) \(upper.text)", unit(rest, false) ?? ""]))
        }
        if rest.isEmpty, let first = lower.year, (1100...2099).contains(first), let last = upper.small {
            if upper.year != nil { return years(first, last) }
            if upper.whole.count == 2, last > first % 100 { return years(first, first / 100 * 100 + last) }
        }
        let words = "\(lower.english) \(vocabulary.to)"
        return measure(upper, after: rest, at: index).map {
            Reading(spoken: "\(words) \($0.spoken)", consumed: $0.consumed)
        }
    }

    private func years(_ first: Int, _ last: Int) -> Reading {
        Reading(spoken: "\(EnglishNumbers.year(first)) \(vocabulary.to) \(EnglishNumbers.year(last))")
    }
}
