import Speech
import TestKit
import Testing

@Suite("What a voice says")
struct SpeechNormalizerTests {
    private static let english: [(String, String)] = [
        // Abbreviations
        (
            "Dr. Lee met Mr. Smith vs. the others, etc. The end.",
            "Doctor Lee met Mister Smith versus the others, et cetera. The end."
        ),
        ("He lives at 5 Main St. and on Elm Dr. in town", "He lives at five Main Street and on Elm Drive in town"),
        ("See Fig. 3, approx. 4, e.g. this.", "See Figure three, approximately four, for example this."),
        ("No. 5 is alive. No. That is wrong.", "number five is alive. No. That is wrong."),
        ("w/o tea and/or N/A", "without tea and or not applicable"),
        // Numbers
        (
            "1,000 and 1000000 and 3.14 and .5 and -7",
            "one thousand and one million and three point one four and point five and minus seven"
        ),
        ("007", "zero zero seven"),
        ("the 1st, 2nd, 3rd, 21st, 100th", "the first, second, third, twenty-first, one hundredth"),
        (
            "in 1999, 2005, 2024 and 1066 and by 1905",
            "in nineteen ninety-nine, two thousand five, twenty twenty-four and one thousand sixty-six and by "
                + "nineteen oh five"
        ),
        ("the 1980s and the '90s", "the nineteen eighties and the nineties"),
        (
            "2019–2021, 2019-20, 5-10 people",
            "twenty nineteen to twenty twenty-one, twenty nineteen to twenty twenty, five to ten people"
        ),
        ("3/4 or 1/2 or 3 ½", "three quarters or one half or three and one half"),
        ("call 555-1234", "call five five five, one two three four"),
        ("2021-03-04", "March fourth, twenty twenty-one"),
        ("10:30, 9:05pm, 10:00, 16:9", "ten thirty, nine oh five P M, ten o'clock, sixteen to nine"),
        (
            "v2.1 and 2.1.3 and 192.168.0.1",
            "version two point one and two point one point three and one hundred ninety-two dot one hundred "
                + "sixty-eight dot zero dot one"
        ),
        (
            "10k users, 3M rows, #5, 50+, ~20",
            "ten thousand users, three million rows, number five, fifty plus, about twenty"
        ),
        ("a 5-year plan, 1920x1080", "a five-year plan, one thousand nine hundred twenty by one thousand eighty"),
        (
            "123456789012345678",
            "one two three four five six seven eight nine zero one two three four five six seven eight"
        ),
        // Units and money
        (
            "5 km, 1 km, 3.5 GB, 10 %, 20°C, 1 °C",
            "five kilometers, one kilometer, three point five gigabytes, ten percent, twenty degrees Celsius, "
                + "one degree Celsius"
        ),
        (
            "100 km/h and 3GB/s and 5 in the house",
            "one hundred kilometers per hour and three gigabytes per second and five in the house"
        ),
        ("5–10km", "five to ten kilometers"),
        (
            "$5M, $1.5 billion, €3.50, $1, $0.50, £2.01",
            "five million dollars, one point five billion dollars, three euros and fifty cents, one dollar, "
                + "fifty cents, two pounds and one penny"
        ),
        ("$5–$10 or $5/month or 5 €", "five to ten dollars or five dollars per month or five euros"),
        // Addresses
        ("https://www.example.com/docs/getting-started?x=1#frag", "example dot com slash docs slash getting started"),
        ("https://github.com/foo/bar/commit/0a1b2c3d4e5f6a7b8c9d", "github dot com slash foo slash bar"),
        ("https://docs.example.com/en-us/azure", "docs dot example dot com slash azure"),
        ("Mail jane.doe@example.com!", "Mail jane dot doe at example dot com!"),
        // Code
        ("Use `foo_bar()` and getUserName.", "Use foo bar and get User Name."),
        ("src/main.swift in /usr/bin", "src slash main dot swift in slash usr slash bin"),
        ("a -> b, x == 5, a != b, x >= 10", "a to b, x equals five, a is not equal to b, x is at least ten"),
        ("std::vector<int> --verbose $name", "std vector int verbose name"),
        ("C++ and C# and Node.js", "C plus plus and C sharp and Node J S"),
        ("iPhone, PowerPoint, MP3, GPT-4, NASA", "iPhone, PowerPoint, MP3, GPT-4, NASA"),
        // Marks
        ("• A bullet", "A bullet"), ("- [x] **bold** and _em_", "bold and em"), ("## Heading", "Heading"),
        ("[text](https://example.com)", "text"), ("| a | b |", "a, b"), ("---", ""), ("> quoted", "quoted"),
        ("word — another – third", "word, another, third"),
        ("see <b>this</b> &amp; <br/>that <img src=\"x.png\">", "see this and that"),
        ("R&D & more", "R and D and more"), ("A → B ≥ C", "A to B is at least C"),
        ("x² ± 1", "x squared plus or minus one"),
        ("“Smart” ‘quotes’ it’s", "\"Smart\" 'quotes' it's"),
        ("soft\u{AD}hyphen\u{200B} tab\tend\u{7}", "softhyphen tab end"), ("one\u{0B}two", "one\ntwo"),
        // Emoji
        ("🚀 Launch 🎉 now 👍", "Launch party popper now thumbs up"), ("1️⃣ first 👨‍👩‍👧 🇩🇪 flag", "one first flag"),
        ("", ""), ("...", "..."),
    ]

    @Test("English is read in words", arguments: english)
    func readsEnglish(written: String, spoken: String) {
        #expect(SpeechNormalizer(language: "en-US").spoken(written) == spoken)
    }

    @Test("reading twice is reading once", arguments: english.map(\.0))
    func idempotent(written: String) {
        let normalizer = SpeechNormalizer(language: "en")
        let once = normalizer.spoken(written)
        #expect(normalizer.spoken(once) == once)
    }

    @Test(
        "other languages say signs and units in their own words",
        arguments: [
            (
                "de", "5 km, z. B. bei 20 °C & 10 %, 2019–2021",
                "5 Kilometer, zum Beispiel bei 20 Grad Celsius und 10 Prozent, 2019 bis 2021"
            ),
            (
                "es", "El 10 % de 3,5 GB; $5; 1 km -> p. ej. esto",
                "El 10 por ciento de 3,5 gigabytes; 5 dólares; 1 kilómetro a por ejemplo esto"
            ),
            ("fr", "10 % de 5 km & n° 5", "10 pour cent de 5 kilomètres et numéro 5"),
            ("it", "10% di 5 km & 1 h", "10 per cento di 5 chilometri e 1 ora"),
            ("pt-BR", "10% de R$5,00 & 3 h", "10 por cento de 5,00 reais e 3 horas"),
            ("es", "ana@example.com", "ana arroba example punto com"),
        ])
    func otherLanguages(language: String, written: String, spoken: String) {
        #expect(SpeechNormalizer(language: language).spoken(written) == spoken)
    }

    @Test("an unknown language keeps its text")
    func unknownLanguage() {
        let normalizer = SpeechNormalizer(language: "ru")
        #expect(normalizer.spoken("Тест 10 % и 5 км & да") == "Тест 10 % и 5 км & да")
        #expect(SpeechNormalizer(language: "ja").spoken("日本語のテスト 10% (5km)。「はい」") == "日本語のテスト 10% (5km)。「はい」")
        #expect(normalizer.spoken("• **важно** 🎉") == "важно")
    }

    @Test("plain words are never changed", arguments: ["en", "de", "es", "fr", "it", "pt", "sv"])
    func plainWords(language: String) {
        var generator = SeededGenerator(seed: 11)
        let letters = Array("abcdefghijklmnopqrstuvwxyzäéñßABC")
        for _ in 0..<300 {
            let words = (0..<8).map { _ in
                String(
                    (0..<Int.random(in: 2...9, using: &generator)).map { _ in
                        letters.randomElement(using: &generator) ?? "a"
                    }
                )
                .lowercased()
            }
            let text = words.filter { $0 != "vs" && $0 != "aka" }.joined(separator: " ")
            #expect(SpeechNormalizer(language: language).spoken(text) == text)
        }
    }

    @Test("no text makes it crash or run away", arguments: ["en", "es", "xx"])
    func hostile(language: String) {
        var generator = SeededGenerator(seed: 5)
        let pieces = Array("0123456789.,:;-–/\\%$€£°#@&*_`~()[]{}<>=+!?'\" \n\tabXYZé日🎉👍1️⃣½²µ→≥\u{200D}\u{0}v").map(
            String.init)
        let normalizer = SpeechNormalizer(language: language)
        for _ in 0..<2000 {
            let text = (0..<Int.random(in: 0...24, using: &generator))
                .map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
            #expect(normalizer.spoken(text).utf8.count <= 40 + text.utf8.count * 40)
        }
        #expect(!normalizer.spoken(String(repeating: "9", count: 10_000)).isEmpty)
        #expect(normalizer.spoken(String(repeating: "(", count: 10_000)).count <= 10_000)
        #expect(normalizer.spoken(String(repeating: "[](", count: 5_000)).count <= 20_000)
    }

    @Test("the user's own words come first")
    func lexicon() throws {
        let lexicon = try Lexicon(parsing: "kubectl = cube control\n~sql = sequel\nC++ = see plus", file: "x")
        let normalizer = SpeechNormalizer(language: "en", lexicon: lexicon)
        #expect(
            normalizer.spoken("SQL and kubectl, C++ not Kubectl or sqlite")
                == "sequel and cube control, see plus not Kubectl or sqlite")
    }
}
