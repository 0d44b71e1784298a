import JSON
import Testing

@Suite("A pattern in a schema")
struct PatternTests {
    private func isFound(_ pattern: String, in text: String) throws -> Bool {
        try JSONSchema(["pattern": .string(pattern)]).allows(.string(text))
    }

    @Test(
        "is found where ECMA-262 finds it",
        arguments: [
            ("b", ["abc", "b"], ["", "ac"]),
            ("^b$", ["b"], ["ab", "bc", "b\n"]),
            ("^(a|bc)*d?$", ["", "abcad", "d", "bcbc"], ["b", "dd", "cb"]),
            ("^a{2}$|^b{1,2}$|^c{2,}$", ["aa", "b", "bb", "cc", "ccccc"], ["a", "aaa", "bbb", "c"]),
            ("^a{0}$", [""], ["a"]),
            ("^[^a-c\\d]+$", ["xyz", "-"], ["xa", "x1", ""]),
            ("^[\\w.-]+@[a-z]+\\.[a-z]{2,}$", ["a.b-c_1@mail.org"], ["a b@mail.org", "a@mail", "é@mail.org"]),
            ("^[]-a]", [], []), ("^[a\\]-]$", ["a", "]", "-"], ["b", "\\"]),
            ("^.$", ["é", "😀", "\t"], ["\n", "\u{2028}", "ab", "e\u{301}"]),
            ("\\bcat\\b", ["a cat.", "cat"], ["concat", "cats"]),
            ("^\\Bx|y\\B", ["yz"], ["x", "y"]),
            ("^\\u0041\\x42\\u{1F600}\\ud83d\\ude00$", ["AB😀😀"], ["AB😀"]),
            ("^\\p{Lu}\\p{Letter}+\\P{N}$", ["Élan!", "Abc"], ["élan!", "Ab1", "A1"]),
            ("^\\s\\S$", [" x", "\u{A0}x", "\u{FEFF}x"], ["xx", "  "]),
            ("^(?:a|(?<name>b))+?c*?$", ["ab", "bac"], ["c", "abd"]),
            ("^{a}$", ["{a}"], ["a"]), ("^a{,2}$", ["a{,2}"], ["aa"]),
            ("", ["", "x"], []), ("^(|a)*$", ["", "aa"], ["b"]), ("^(a*)*$", ["", "aaa"], ["b"]),
            ("\\/\\.\\-\\$", ["/.-$"], ["/x-$"]),
        ] as [(String, [String], [String])])
    func matches(pattern: String, good: [String], bad: [String]) throws {
        guard pattern != "^[]-a]" else {
            // In ECMA-262 an empty class is allowed and matches nothing.
            #expect(try !isFound(pattern, in: "]"))
            return
        }
        for text in good {
            #expect(try isFound(pattern, in: text), "\(text)")
        }
        for text in bad {
            #expect(try !isFound(pattern, in: text), "\(text)")
        }
    }

    @Test(
        "that cannot be used is refused",
        arguments: [
            "(", ")", "(a", "[a", "[b-a]", "*", "+a", "a**", "a{2,1}", "{2}", "\\", "\\q", "(a)\\1", "\\k<a>", "(?=a)",
            "(?<!a)", "(?i)a", "\\u12", "\\xg0", "\\ud83d", "\\u{110000}", "\\p{Nonsense}", "\\p", "(?<a", "\\c1",
            "(a{1000}){1000}", "((((((){1000}){1000}){1000}){1000}){1000}){1000}", "x{999999999999999999999}",
        ] + [String(repeating: "(", count: 100_000)])
    func refusals(pattern: String) throws {
        let error = try #require(throws: JSONSchemaError.self) { try JSONSchema(["pattern": .string(pattern)]) }
        #expect(error.code == "json.schema.pattern")
        #expect(error.message.utf8.count < 300)
    }

    @Test("that makes backtracking engines hang is decided at once")
    func hostilePatterns() throws {
        let text = String(repeating: "a", count: 5000) + "!"
        for pattern in ["^(a+)+$", "^(a|a)*$", "^(a|aa)+$", "(x+x+)+y", "^(a*)*$", "(a?){30}a{30}$"] {
            #expect(try !isFound(pattern, in: text))
        }
    }

    @Test("that is too much work for a text is reported, not followed")
    func effort() throws {
        let schema = try JSONSchema(["pattern": "(a?){4000}b"])
        let violations = schema.violations(of: .string(String(repeating: "a", count: 100_000)), effort: 1_000_000)
        #expect(violations.last?.message == "The value could not be checked within the allowed effort.")
    }
}
