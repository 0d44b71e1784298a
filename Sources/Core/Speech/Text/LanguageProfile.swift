/// What is typical of a language in writing: its function words, its endings, its letters.
struct LanguageProfile {
    let language: String
    let words: [String]
    let endings: [String]
    let letters: [Character]

    init(_ language: String, _ words: String, endings: String = "", letters: String = "") {
        self.language = language
        self.words = words.split(separator: " ").map(String.init)
        self.endings = endings.split(separator: " ").map(String.init)
        self.letters = Array(letters)
    }

    /// The profiles of one script, turned around: from a sign to the languages it speaks for.
    struct Index: Sendable {
        private let words: [String: [String]]
        private let endings: [String: [String]]
        private let letters: [Character: [String]]

        init(_ profiles: [LanguageProfile]) {
            func turned<Sign: Hashable>(_ signs: (LanguageProfile) -> [Sign]) -> [Sign: [String]] {
                var table: [Sign: [String]] = [:]
                for profile in profiles {
                    for sign in Set(signs(profile)) { table[sign, default: []].append(profile.language) }
                }
                return table
            }
            words = turned(\.words)
            endings = turned(\.endings)
            letters = turned(\.letters)
        }

        func evidence(of word: String) -> [(language: String, weight: Double)] {
            var found: [(language: String, weight: Double)] = []
            func add(_ languages: [String]?, _ weight: Double) {
                guard let languages else { return }
                for language in languages { found.append((language, weight / Double(languages.count))) }
            }
            add(words[word], 1)
            if word.count > 4 {
                for length in 2...4 { add(endings[String(word.suffix(length))], 0.4) }
            }
            for letter in Set(word) { add(letters[letter], 0.6) }
            return found
        }
    }

    static let latin = Index(latinProfiles)
    static let cyrillic = Index(cyrillicProfiles)

    private static let cyrillicProfiles = [
        LanguageProfile(
            "ru",
            "и в не на что с он как это по но из у за от так для же то все бы его она мы вы они или если есть при",
            endings: "ого ться ение ость ция ых ый ать", letters: "ыэё"),
        LanguageProfile(
            "uk",
            "і в не на що з він як це по але із у за від так для ж то все б його вона ми ви вони або якщо є при та й",
            endings: "ого ться ення ість ція их ий ати", letters: "іїєґ"),
        LanguageProfile(
            "be", "і ў не на што з ён як гэта па але у за ад так для ж то усё яго яна мы вы яны або калі ёсць пры да",
            endings: "ага цца нне асць цыя ых ы аць", letters: "ўіэыё"),
        LanguageProfile(
            "bg",
            "и в не на че с той как това по но от за така да то всички би го тя ние вие те или ако е при са се ще към",
            endings: "ата ите ият ване ост ция ната", letters: "ъ"),
        LanguageProfile(
            "sr",
            "и у не на да што са он како то по али из за од тако је све би га она ми ви они или ако се при су који",
            endings: "ње ост ција ити ати ама", letters: "јљњћђџ"),
        LanguageProfile(
            "mk",
            "и во не на дека што со тој како тоа по но од за така да е сите би го таа ние вие тие или ако се при кој",
            endings: "ата ите иот ње ост ција", letters: "јљњѓќѕџ"),
    ]
}
