import JSON
import Testing

@Suite("Writing JSON")
struct WritingTests {
    @Test("escapes what it must and nothing else")
    func escapes() {
        let value: JSONValue = .string("\"\\/\u{8}\u{9}\u{A}\u{C}\u{D}\0\u{1B}\u{7F}é😀\u{2028}")
        #expect(value.text == "\"\\\"\\\\/\\b\\t\\n\\f\\r\\u0000\\u001b\u{7F}é😀\u{2028}\"")
    }

    @Test("gives back a compact text byte for byte")
    func identity() throws {
        let text = #"{"z":1e400,"a":[0.10,12345678901234567890,-0,{"b":null}],"é":"x\ny","":{}}"#
        #expect(try JSONValue(parsing: text).text == text)
        var bytes = Array("data: ".utf8)
        try JSONValue(parsing: text).append(to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == "data: " + text)
    }

    @Test("indents by two spaces when asked to")
    func pretty() {
        let value: JSONValue = ["a": [1, [:], []], "b": ["c": "d"]]
        let expected = """
            {
              "a": [
                1,
                {},
                []
              ],
              "b": {
                "c": "d"
              }
            }
            """
        #expect(value.pretty() == expected)
    }

    @Test("sorts keys by their UTF-16 code units in canonical form")
    func canonicalOrder() throws {
        // The example of RFC 8785, section 3.2.3, and its order.
        let text = """
            {"\\u20ac": "Euro Sign", "\\r": "Carriage Return", "\\ufb33": "Hebrew Letter Dalet With Dagesh",
             "1": "One", "\\ud83d\\ude00": "Emoji: Grinning Face", "\\u0080": "Control",
             "\\u00f6": "Latin Small Letter O With Diaeresis"}
            """
        let canonical = try JSONValue(parsing: JSONValue(parsing: text).canonicalized())
        #expect(
            canonical.object?.values.compactMap(\.string) == [
                "Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign",
                "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh",
            ])
    }

    @Test("writes the canonical form that RFC 8785 shows")
    func canonicalExample() throws {
        let text =
            #"{"numbers":[1E30,4.50,2e-3,0.000000000000000000000000001],"#
            + #""string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}"#
        let expected =
            #"{"literals":[null,true,false],"numbers":[1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}"#
        #expect(try String(decoding: JSONValue(parsing: text).canonicalized(), as: UTF8.self) == expected)
    }
}
