import Speech
import Testing

@Suite("The lexicon")
struct LexiconTests {
    @Test("reads pairs, comments and empty lines")
    func reads() throws {
        let lexicon = try Lexicon(
            parsing: "# names\n\nNguyen = Win\n  ~sql=sequel \n== = equals\r\nNew York = the city\n", file: "words.txt")
        #expect(lexicon.entries.map(\.written) == ["Nguyen", "sql", "==", "New York"])
        #expect(lexicon.entries.map(\.spoken) == ["Win", "sequel", "equals", "the city"])
        #expect(lexicon.entries.map(\.ignoresCase) == [false, true, false, false])
    }

    @Test("replaces whole words only, the longest first")
    func replaces() throws {
        let lexicon = try Lexicon(parsing: "York = Yorck\nNew York = the city\n~api = A P I", file: "x")
        #expect(lexicon.apply(to: "New York, York's Yorkshire") == "the city, Yorck's Yorkshire")
        #expect(lexicon.apply(to: "API, Api-keys and capital") == "A P I, A P I-keys and capital")
        #expect(lexicon.apply(to: "york") == "york")
        #expect(Lexicon.empty.apply(to: "York") == "York")
    }

    @Test(
        "says which line of which file is wrong",
        arguments: [
            ("a = b\nnothing", "words.txt, line 2"), ("= b", "words.txt, line 1"), ("\n\na =", "words.txt, line 3"),
            ("a = b\na = c", "line 1"),
        ])
    func errors(text: String, place: String) throws {
        let error = #expect(throws: SpeechError.self) { try Lexicon(parsing: text, file: "words.txt") }
        #expect(error?.code == "speech.lexicon")
        #expect(error?.message.contains(place) == true)
    }
}
