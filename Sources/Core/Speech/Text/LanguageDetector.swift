import Foundation

/// Finds out what language a text is in, by its script, then by its function words, endings and special letters.
package enum LanguageDetector {
    /// What was found out.
    package struct Finding: Hashable, Sendable {
        /// A language code (ISO 639-1, such as `es`).
        package var language: String
        /// From 0 to 1. Above 0.8 it is hardly ever wrong.
        package var confidence: Double
    }

    /// The language of `text`; `nil` when there is too little of it, or when two languages fit as well.
    ///
    /// Knows the languages of ``LanguageProfile`` and those with a script of their own.
    package static func language(of text: String) -> Finding? {
        let census = ScriptCensus(of: text)
        guard let main = census.main, main.letters >= 2 else { return nil }
        switch main.script {
        case .latin: return byWords(text, among: LanguageProfile.latin)
        case .cyrillic: return byWords(text, among: LanguageProfile.cyrillic)
        case .arabic: return arabicScript(text)
        case .han:
            let kana = Double(census.counts[.kana] ?? 0)
            let share = kana / (kana + Double(census.counts[.han] ?? 0))
            if share > 0.1 { return Finding(language: "ja", confidence: min(1, 0.7 + share)) }
            return main.letters >= 6 ? Finding(language: "zh", confidence: kana > 0 ? 0.6 : 0.85) : nil
        default:
            guard let language = ofOneScript[main.script] else { return nil }
            return Finding(language: language, confidence: main.letters >= 6 ? 0.95 : 0.7)
        }
    }

    /// The language to speak `text` in: what the text shows when that is clear, else what its author declared.
    ///
    /// Declared tags are often those of the program's installation, not of the text.
    package static func language(of text: String, declared: String?) -> String? {
        let found = language(of: text)
        guard let declared, !declared.isEmpty else { return found?.language }
        guard let found, found.confidence >= 0.7 else { return declared }
        return LanguageTag(declared).language == found.language ? declared : found.language
    }

    /// A word of `text` in a script that no voice here reads, when most of its letters are of such scripts.
    package static func unknownWord(in text: String) -> String? {
        let letters = text.unicodeScalars.count { $0.properties.isAlphabetic }
        let known = ScriptCensus(of: text).counts.values.reduce(0, +)
        guard letters > 0, known * 2 < letters else { return nil }
        return text.split(whereSeparator: { $0.isWhitespace || $0.isPunctuation })
            .first { ScriptCensus(of: String($0)).counts.isEmpty && $0.contains(where: \.isLetter) }.map(String.init)
    }

    private static let ofOneScript: [ScriptCensus.Script: String] = [
        .greek: "el", .hebrew: "he", .hangul: "ko", .devanagari: "hi", .bengali: "bn", .gurmukhi: "pa",
        .gujarati: "gu", .oriya: "or", .tamil: "ta", .telugu: "te", .kannada: "kn", .malayalam: "ml", .sinhala: "si",
        .thai: "th", .lao: "lo", .burmese: "my", .georgian: "ka", .armenian: "hy", .ethiopic: "am", .khmer: "km",
    ]

    private static func arabicScript(_ text: String) -> Finding? {
        var persian = 0
        var urdu = 0
        var letters = 0
        for scalar in text.unicodeScalars where scalar.properties.isAlphabetic {
            letters += 1
            if "ٹڈڑےںھہ".unicodeScalars.contains(scalar) { urdu += 1 }
            if "پچژگکی".unicodeScalars.contains(scalar) { persian += 1 }
        }
        guard letters >= 4 else { return nil }
        if urdu * 33 > letters { return Finding(language: "ur", confidence: 0.85) }
        if persian * 33 > letters { return Finding(language: "fa", confidence: 0.85) }
        return Finding(language: "ar", confidence: 0.9)
    }

    /// Each word is evidence for the languages that know it, the less the more of them there are.
    private static func byWords(_ text: String, among index: LanguageProfile.Index) -> Finding? {
        let words = self.words(of: text)
        guard words.count >= 3 else { return nil }
        var evidence: [String: Double] = [:]
        for word in words {
            for (language, weight) in index.evidence(of: word) { evidence[language, default: 0] += weight }
        }
        let ranked = evidence.sorted { ($0.value, $1.key) > ($1.value, $0.key) }
        guard let best = ranked.first, best.value >= 1.2, best.value / Double(words.count) >= 0.07 else { return nil }
        let second = ranked.count > 1 ? ranked[1].value : 0
        guard best.value >= second * 1.1 else { return nil }
        // How much there is to go by, and how far the best is ahead of its relatives.
        let amount = 1 - exp((second - best.value) / 2)
        let lead = min(1, 0.4 + 1.2 * (1 - second / best.value))
        return Finding(language: best.key, confidence: amount * lead)
    }

    /// The words in small letters, without code, addresses and abbreviations in capitals. 4,000 are plenty.
    private static func words(of text: String) -> [String] {
        var words: [String] = []
        for token in text.split(whereSeparator: \.isWhitespace) {
            guard words.count < 4000 else { break }
            guard !token.contains(where: { "/@\\_=<>{}#".contains($0) || $0.isNumber }) else { continue }
            for word in token.split(whereSeparator: { !$0.isLetter }) where word.count < 30 {
                if word.count > 1, word.allSatisfy(\.isUppercase), token.count < 6 { continue }
                words.append(word.lowercased())
            }
        }
        return words
    }
}
