/// Text between tags, as characters.
enum MarkupText {
    /// Decodes the entities of XML, spells ligatures out and leaves control characters out.
    static func decoded(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            if scalar == "&", let (character, after) = entity(rest) {
                append(character, to: &result)
                rest = after
            } else {
                append(scalar, to: &result)
            }
        }
        return SpokenText.withoutOuterWhitespace(String(result))
    }

    private static func append(_ scalar: Unicode.Scalar, to result: inout String.UnicodeScalarView) {
        if let letters = ligatures[scalar.value] {
            result.append(contentsOf: letters.unicodeScalars)
        } else if scalar.properties.generalCategory != .control || scalar == "\t" {
            result.append(scalar)
        }
    }

    /// The character that an entity stands for, and what follows it.
    private static func entity(
        _ text: Substring.UnicodeScalarView
    ) -> (Unicode.Scalar, Substring.UnicodeScalarView)? {
        guard let end = text.prefix(12).firstIndex(of: ";") else { return nil }
        let name = String(text[..<end])
        let after = text[text.index(after: end)...]
        if let known = names[name] { return (known, after) }
        guard name.hasPrefix("#") else { return nil }
        let isHex = name.dropFirst().first?.lowercased() == "x"
        let code = isHex ? UInt32(name.dropFirst(2), radix: 16) : UInt32(name.dropFirst())
        return code.flatMap(Unicode.Scalar.init).map { ($0, after) }
    }

    private static let names: [String: Unicode.Scalar] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}",
    ]

    private static let ligatures: [UInt32: String] = [
        0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st",
    ]
}
