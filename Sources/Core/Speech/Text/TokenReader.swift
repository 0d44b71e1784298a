/// Reads one line, word by word, each with an eye on its neighbours.
struct TokenReader {
    /// What stands between two spaces: `("5km",` has the lead `("`, the core `5km` and the tail `",`.
    struct Token {
        var lead: String
        var core: String
        var tail: String
    }

    let tokens: [Token]
    let vocabulary: SpokenVocabulary

    init(_ line: String, vocabulary: SpokenVocabulary) {
        self.vocabulary = vocabulary
        tokens = line.split(separator: " ").map { Self.token(String($0)) }
    }

    func read() -> String {
        var spoken = ""
        var index = 0
        while index < tokens.count {
            let token = tokens[index]
            if token.core.isEmpty {
                appendSigns(token.lead + token.tail, at: index, to: &spoken)
                index += 1
                continue
            }
            let reading = read(at: index)
            let last = tokens[min(index + reading.consumed, tokens.count - 1)]
            var tail = last.tail
            if reading.endsDot, tail.hasPrefix(".") { tail = String(tail.dropFirst()) }
            let words = reading.spoken.trimmingSpace
            if !words.isEmpty {
                append(token.lead + words + tail, to: &spoken)
            } else if tail.contains(where: { ".!?".contains($0) }), !spoken.isEmpty {
                spoken += tail
            }
            index += reading.consumed + 1
        }
        return spoken.trimmingSpace
    }

    /// How the token at `index` is read.
    struct Reading {
        var spoken: String
        /// How many of the following tokens it takes along.
        var consumed = 0
        /// Whether the dot after it belonged to it.
        var endsDot = false
    }

    private func read(at index: Int) -> Reading {
        let core = tokens[index].core
        if let reading = abbreviation(at: index) { return reading }
        if let special = vocabulary.specials[core] { return Reading(spoken: special) }
        if core.allSatisfy({ $0.isLetter || $0 == "'" || $0 == "-" }), !core.hasPrefix("-"), !core.hasSuffix("-"),
            vocabulary.signs[core] == nil
        {
            return Reading(spoken: CodeReader.read(core) ?? core)
        }
        if let reading = number(at: index) { return reading }
        if let address = AddressReader(vocabulary: vocabulary).read(core) { return Reading(spoken: address) }
        if let name = CodeReader.read(core) { return Reading(spoken: name) }
        return Reading(spoken: SignReader(vocabulary: vocabulary).read(core))
    }

    // MARK: Abbreviations

    private func abbreviation(at index: Int) -> Reading? {
        let token = tokens[index]
        guard token.tail.hasPrefix(".") else { return nil }
        let next = index + 1 < tokens.count ? tokens[index + 1].core : ""
        // "z. B." and "p. ej." are often written with a space.
        if token.tail == ".", index + 1 < tokens.count, tokens[index + 1].lead.isEmpty,
            tokens[index + 1].tail.hasPrefix("."), let words = vocabulary.abbreviations["\(token.core).\(next)"]
        {
            return Reading(spoken: words, consumed: 1, endsDot: index + 2 < tokens.count)
        }
        let isBeforeNumber = next.first?.isNumber ?? false
        let isBeforeName = token.tail == "." && next.first?.isUppercase == true
        var words: String?
        if vocabulary.spellsNumbers {
            switch token.core {
            case "Dr": words = isBeforeName ? "Doctor" : "Drive"
            case "St": words = isBeforeName ? "Saint" : "Street"
            default: words = isBeforeNumber ? SpokenVocabulary.englishBeforeNumbers[token.core] : nil
            }
        }
        guard let words = words ?? vocabulary.abbreviations[token.core] ?? vocabulary.abbreviations[lowered(token.core)]
        else {
            return nil
        }
        // The dot ends the sentence as well when that is over, or when another begins.
        let goesOn =
            token.tail == "." && index + 1 < tokens.count
            && (!isBeforeName || Abbreviations.goOn(after: token.core, before: next, closed: false))
        return Reading(
            spoken: words, endsDot: goesOn || token.tail.dropFirst().first.map { ",;:)".contains($0) } ?? false)
    }

    /// "E.g" as "e.g".
    private func lowered(_ word: String) -> String {
        word.prefix(1).lowercased() + word.dropFirst()
    }

    // MARK: Putting together

    private func append(_ words: String, to spoken: inout String) {
        if !spoken.isEmpty, !spoken.hasSuffix(" ") { spoken += " " }
        spoken += words
    }

    /// A token of signs alone: an operator is said, a dash is a pause, the rest stays where it belongs to a sentence.
    private func appendSigns(_ signs: String, at index: Int, to spoken: inout String) {
        if ["-", "–", "—", "--", "|", "/"].contains(signs), !vocabulary.isNeutral {
            let isSum = signs == "-" && vocabulary.spellsNumbers && isNumber(index - 1) && isNumber(index + 1)
            if isSum { return append("minus", to: &spoken) }
            if signs == "/" { return append(vocabulary.slash, to: &spoken) }
            if let last = spoken.last, last.isWordPart, index + 1 < tokens.count { spoken += "," }
        } else if let words = vocabulary.signs[signs], !(signs == "*" && !isNumber(index - 1)) {
            append(words, to: &spoken)
        } else if signs.allSatisfy({ ".!?…,;:)\"'".contains($0) }) {
            spoken += signs
        } else if vocabulary.isNeutral {
            append(signs, to: &spoken)
        }
    }

    private func isNumber(_ index: Int) -> Bool {
        tokens.indices.contains(index) && tokens[index].core.first?.isNumber == true
    }

    // MARK: Cutting up

    private static let leads: Set<Character> = ["(", "[", "{", "\"", "'", "¿", "¡", "«", "*", "_", "`", "~", "<", "|"]
    private static let tails: Set<Character> = [
        ".", ",", ";", ":", "!", "?", ")", "]", "}", "\"", "'", "»", "…", "*", "_", "`", "~", ">", "|", "™", "®", "†",
        "‡",
    ]
    /// Emphasis and table bars are not said.
    private static let silent: Set<Character> = ["*", "_", "`", "~", "|", "<", ">", "™", "®", "†", "‡"]

    private static func token(_ text: String) -> Token {
        guard text.contains(where: \.isWordPart) else {
            // "10 %." has a unit of its own, and the stop after it.
            let sign = text.prefix { "%‰€$£¥°℃℉½¼¾⅓⅔⅛".contains($0) }
            return Token(lead: "", core: String(sign), tail: String(text[sign.endIndex...]))
        }
        var core = text[...]
        var lead = ""
        var tail = ""
        while let first = core.first, leads.contains(first), !isSign(core) {
            if first == "'", core.dropFirst().first?.isNumber == true { break }  // the '90s
            if !silent.contains(first) { lead.append(first) }
            core = core.dropFirst()
        }
        while let last = core.last, tails.contains(last) {
            if last == ")", core.hasSuffix("()") || core.dropLast().contains("("), core.count > 2 { break }
            if last == ">", core.dropLast().contains("<") { break }
            if !silent.contains(last) { tail = String(last) + tail }
            core = core.dropLast()
        }
        return Token(lead: lead, core: String(core), tail: tail)
    }

    /// "<5", "~5", "~/notes": a sign before what it belongs to, not a mark around it.
    private static func isSign(_ core: Substring) -> Bool {
        guard let first = core.first, first == "<" || first == "~" else { return false }
        let next = core.dropFirst().first
        return (next?.isNumber ?? false) || next == "=" || next == "-" || (first == "~" && next == "/")
    }
}
