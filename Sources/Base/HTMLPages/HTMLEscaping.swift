/// Makes a text harmless in elements and in quoted attributes of HTML.
///
/// Besides the five characters of the markup, characters that a browser would obey, drop or refuse are replaced:
/// control characters by their pictures (U+2400...), those that reverse the writing direction by force (U+202D,
/// U+202E) and noncharacters by U+FFFD. Line ends of every kind become "\n".
enum HTMLEscaping {
    static func append(_ text: some StringProtocol, to output: inout String) {
        guard !text.utf8.allSatisfy(isPlain) else {
            output += text
            return
        }
        var wasReturn = false
        for scalar in text.unicodeScalars {
            let isReturn = scalar == "\r"
            if scalar == "\n", wasReturn {
                wasReturn = false
                continue
            }
            wasReturn = isReturn
            append(scalar, to: &output)
        }
    }

    private static func append(_ scalar: Unicode.Scalar, to output: inout String) {
        switch scalar {
        case "&": output += "&amp;"
        case "<": output += "&lt;"
        case ">": output += "&gt;"
        case "\"": output += "&quot;"
        case "'": output += "&#39;"
        case "\n", "\t": output.unicodeScalars.append(scalar)
        case "\r", "\u{B}", "\u{85}": output += "\n"
        case "\u{0}"..."\u{1F}": output.unicodeScalars.append(picture(of: scalar))
        case "\u{7F}": output += "\u{2421}"
        case "\u{80}"..."\u{9F}", "\u{202D}", "\u{202E}": output += "\u{FFFD}"
        default: output.unicodeScalars.append(isCharacter(scalar) ? scalar : "\u{FFFD}")
        }
    }

    /// The last two code points of each plane, and 32 in the middle of the first, never are (Unicode, section 23.7).
    private static func isCharacter(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value & 0xFFFE != 0xFFFE && !(0xFDD0...0xFDEF).contains(scalar.value)
    }

    /// U+2400...U+241F show the control characters by their names.
    private static func picture(of control: Unicode.Scalar) -> Unicode.Scalar {
        Unicode.Scalar(0x2400 + control.value) ?? "\u{FFFD}"
    }

    /// Printable ASCII without meaning in HTML.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"): false
        case 0x20..<0x7F, UInt8(ascii: "\n"), UInt8(ascii: "\t"): true
        default: false
        }
    }
}
