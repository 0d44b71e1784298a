/// Takes the characters out of a text that are there for the eye or for a machine.
enum TextCleaner {
    /// Line separators become "\n", other white space a single space, curly quotes straight ones; soft hyphens,
    /// invisible and control characters go.
    static func clean(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var hasSpace = true
        for scalar in text.unicodeScalars {
            if isLineEnd(scalar) {
                result.append("\n")
                hasSpace = true
            } else if scalar.properties.isWhitespace {
                if !hasSpace { result.append(" ") }
                hasSpace = true
            } else if let plain = quotes[scalar] {
                result.append(plain)
                hasSpace = false
            } else if !isInvisible(scalar) {
                result.append(scalar)
                hasSpace = false
            }
        }
        return String(result)
    }

    private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        // The joiners shape letters in Arabic, Persian and Indian scripts, and hold emoji together.
        if scalar == "\u{200C}" || scalar == "\u{200D}" { return false }
        switch scalar.properties.generalCategory {
        case .control, .format, .privateUse, .surrogate, .unassigned: return true
        default: return scalar == "\u{FFFD}" || scalar == "\u{FFFC}"
        }
    }

    private static let quotes: [Unicode.Scalar: Unicode.Scalar] = [
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "ʼ": "'", "“": "\"", "”": "\"", "„": "\"", "‟": "\"", "‐": "-",
        "‑": "-", "−": "-",
    ]
}
