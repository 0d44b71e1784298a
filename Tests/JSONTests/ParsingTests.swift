import Essentials
import JSON
import Testing

@Suite("Reading JSON")
struct ParsingTests {
    @Test("reads every kind of value")
    func kinds() throws {
        let text = #" { "a" : [ 1 , -2.5e+3 , true , false , null , "x" , { } , [ ] ] } "#
        let value = try JSONValue(parsing: text)
        #expect(value == ["a": [1, -2500, true, false, nil, "x", [:], []]])
    }

    @Test(
        "reads escapes and surrogate pairs",
        arguments: [
            (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
            (#""\u0041\u00e9\u20AC\uD83D\uDE00""#, "Aé€😀"),
            (#""a\u0000b""#, "a\0b"),
            ("\"plain é € 😀 \u{2028}\u{7F}\"", "plain é € 😀 \u{2028}\u{7F}"),
            (#""0123456789abcdef\n0123456789abcdef""#, "0123456789abcdef\n0123456789abcdef"),
        ])
    func escapes(text: String, expected: String) throws {
        #expect(try JSONValue(parsing: text) == .string(expected))
    }

    @Test(
        "refuses what RFC 8259 refuses",
        arguments: [
            "", " ", "{", "[", "[1", "[1,", "[1,]", "[,1]", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,}", "{a:1}",
            "{1:1}", "01", "-", "-01", "1.", ".5", "+1", "1e", "1e+", "0x1", "NaN", "Infinity", "tru", "nul", "True",
            "'a'", "\"a", "\"\\", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"a\nb\"", "\"a\tb\"", "\"\u{1F}\"", "1 2",
            "[1]]", "{} {}", "//x\n1", "[1/*x*/]", "\u{FEFF}1", "\u{A0}1", "{\"a\" 1}", "[1 2]", "{\"a\":1 \"b\":2}",
            #""\ud83d""#, #""\ude00""#, #""\ud83dx""#, #""\ud83d\n""#, #""\ud83d\u0041""#, #""\ude00\ud83d""#,
            #""\ud83d\ud83d""#, #""\udc00\udc00""#, #""\ud83d\u""#, #""\ud83d\""#,
        ])
    func refusals(text: String) {
        #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
    }

    @Test("says where and what it expected")
    func positions() throws {
        let error = try #require(throws: JSONError.self) {
            try JSONValue(parsing: "{\n  \"né\": 1,\n  \"größe\" 2\n}")
        }
        #expect(error.problem == .unexpected(found: UInt8(ascii: "2"), expected: "':' after the key"))
        #expect(error.line == 3 && error.column == 11 && error.offset == 26)
        #expect(error.code == "json.unexpected" && error.category == .badInput)
        #expect(
            error.message == "The JSON is wrong at line 3, column 11 (byte 26): expected ':' after the key, found '2'.")

        let ended = try #require(throws: JSONError.self) { try JSONValue(parsing: "[1, ") }
        #expect(ended.problem == .ended(expected: "a value") && ended.offset == 4)
    }

    @Test("finds a byte that is no ASCII wherever it is, and whether it is UTF-8")
    func beyondASCII() throws {
        for length in 0..<20 {
            for place in 0...length {
                let (before, after) = (
                    String(repeating: "a", count: place), String(repeating: "b", count: length - place)
                )
                let text = before + "é" + after
                #expect(try JSONValue(parsing: "\"\(text)\"") == .string(text))
                let bytes = Array("\"\(before)".utf8) + [0xE9] + Array("\(after)\"".utf8)
                let error = #expect(throws: JSONError.self) { try JSONValue(parsing: bytes) }
                #expect(error?.problem == .invalidUTF8 && error?.offset == place + 1)
            }
        }
    }

    @Test(
        "refuses strings that are not UTF-8, at the byte that is wrong",
        arguments: [
            [0x80], [0xC3], [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF],
            [0xE2, 0x82], [0xF0, 0x9F, 0x98],
        ] as [[UInt8]])
    func invalidUTF8(bytes: [UInt8]) throws {
        for (before, after) in [("abc", ""), ("abc", "tail of some length"), ("é", "é"), ("x\\n", "")] {
            let text = Array("[\"".utf8) + Array(before.utf8) + bytes + Array(after.utf8) + Array("\"]".utf8)
            let error = try #require(throws: JSONError.self) { try JSONValue(parsing: text) }
            #expect(error.problem == .invalidUTF8)
            #expect(error.offset == 2 + before.utf8.count)
        }
    }

    @Test("nests as deeply as allowed and no deeper")
    func depth() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        _ = try JSONValue(parsing: nested(128))
        let error = try #require(throws: JSONError.self) { try JSONValue(parsing: nested(129)) }
        #expect(error.problem == .tooDeep(limit: 128) && error.offset == 128)
        _ = try JSONValue(parsing: nested(3), depthLimit: 3)
        #expect(throws: JSONError.self) { try JSONValue(parsing: nested(4), depthLimit: 3) }
        #expect(throws: JSONError.self) { try JSONValue(parsing: nested(1), depthLimit: -1) }
        // However high the limit is asked for, a long row of brackets is an error and not the end of the process.
        for opening in ["[", "{\"a\":", "[{\"\":"] {
            let hostile = String(repeating: opening, count: 100_000)
            #expect(throws: JSONError.self) { try JSONValue(parsing: hostile, depthLimit: .max) }
        }
        #expect(try JSONValue(parsing: "[[1],[2],[3]]", depthLimit: 2).array?.count == 3)
        #expect(try JSONValue(parsing: "[[],[],{},{},{\"a\":1},1]", depthLimit: 2).array?.count == 6)
    }

    @Test("refuses a text that is cut off anywhere, and never crashes")
    func truncation() throws {
        let text = Array(#"{"a":[1.5e-3,true,null,"x\u00e9\ud83d\ude00é😀"],"b":{"c":false,"d":"0123456789"}}"#.utf8)
        _ = try JSONValue(parsing: text)
        for length in text.indices {
            #expect(throws: JSONError.self) { try JSONValue(parsing: text[..<length]) }
        }
    }

    @Test("reads from any collection of bytes")
    func collections() throws {
        let bytes = Array(" [1,\"a\"] ".utf8)
        let expected: JSONValue = [1, "a"]
        #expect(try JSONValue(parsing: bytes) == expected)
        #expect(try JSONValue(parsing: bytes[1..<8]) == expected)
        #expect(try JSONValue(parsing: bytes.lazy.map { $0 }) == expected)
        #expect(try bytes.withUnsafeBytes { try JSONValue(parsing: $0) } == expected)
        #expect(try JSONValue(parsing: " [1,\"a\"] ".dropFirst()) == expected)
        #expect(throws: JSONError.self) { try JSONValue(parsing: [UInt8]()) }
    }

    @Test("finds what ends a string at every distance")
    func alignment() throws {
        for length in 0..<40 {
            let filler = String(repeating: "x", count: length)
            #expect(try JSONValue(parsing: "\"\(filler)\"") == .string(filler))
            #expect(try JSONValue(parsing: "\"\(filler)\\n\(filler)\"") == .string(filler + "\n" + filler))
            for control in ["\0", "\u{1}", "\u{1F}"] {
                #expect(throws: JSONError.self) { try JSONValue(parsing: "\"\(filler)\(control)\(filler)\"") }
            }
            for neighbor in [" ", "!", "#", "[", "]", "\u{7F}", "\u{80}", "ÿ", "ܢ"] {
                let text = filler + neighbor + filler
                #expect(try JSONValue(parsing: "\"\(text)\"") == .string(text))
                #expect(JSONValue.string(text).text == "\"\(text)\"")
            }
        }
    }
}
