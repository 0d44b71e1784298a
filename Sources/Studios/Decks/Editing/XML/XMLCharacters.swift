/// How characters are written in XML 1.0 (sections 2.2, 2.11, 3.3.3 and 4.1).
enum XMLCharacters {
    /// Text that may stand in an attribute within double quotation marks. Line ends become `&#10;`.
    static func inAttribute(_ text: String) -> String {
        escaped(text) { scalar in
            switch scalar {
            case "\"": "&quot;"
            case "\n": "&#10;"
            case "\t": "&#9;"
            case "\r": "&#13;"
            default: nil
            }
        }
    }

    static func inElement(_ text: String) -> String {
        escaped(text) { $0 == "\r" ? "&#13;" : nil }
    }

    /// What XML can hold at all.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20..<0xFFFE, 0x1_0000...: true
        default: false
        }
    }

    /// Without control characters, and with "\n" for every kind of line end.
    static func allowed(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        var followsReturn = false
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0D, 0x2028, 0x2029: scalars.append("\n")
            case 0x0A: if !followsReturn { scalars.append(scalar) }
            case 0x0B: scalars.append("\n")
            case 0x09, 0x20..<0x7F, 0xA0..<0xFFFE, 0x1_0000...: scalars.append(scalar)
            default: break
            }
            followsReturn = scalar == "\r"
        }
        return String(scalars)
    }

    private static func escaped(_ text: String, _ special: (Unicode.Scalar) -> String?) -> String {
        var result = ""
        for scalar in text.unicodeScalars where isAllowed(scalar) {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            default: if let name = special(scalar) { result += name } else { result.unicodeScalars.append(scalar) }
            }
        }
        return result
    }

    // MARK: Reading

    static func attributeValue(_ bytes: ArraySlice<UInt8>) -> String {
        var result: [UInt8] = []
        var rest = bytes
        while let byte = rest.first {
            switch byte {
            case UInt8(ascii: "&"): result += reference(&rest)
            case 0x0D where rest.dropFirst().first == 0x0A: rest.removeFirst()
            case 0x09, 0x0A, 0x0D:
                result.append(0x20)
                rest.removeFirst()
            default:
                result.append(byte)
                rest.removeFirst()
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// What stands between tags: references and marked sections are resolved, comments and instructions say nothing.
    static func text(_ bytes: ArraySlice<UInt8>) -> String {
        var result: [UInt8] = []
        var rest = bytes
        while let byte = rest.first {
            if byte == UInt8(ascii: "&") {
                result += reference(&rest)
            } else if byte == UInt8(ascii: "<") {
                if rest.starts(with: "<![CDATA[".utf8) {
                    rest = rest.dropFirst(9)
                    result += take(&rest, upTo: "]]>")
                } else {
                    _ = take(&rest, upTo: rest.starts(with: "<!--".utf8) ? "-->" : "?>")
                }
            } else {
                if byte != 0x0D { result.append(byte) } else if rest.dropFirst().first != 0x0A { result.append(0x0A) }
                rest.removeFirst()
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func take(_ rest: inout ArraySlice<UInt8>, upTo end: String) -> ArraySlice<UInt8> {
        let pattern = Array(end.utf8)
        let all = rest
        while !rest.isEmpty, !rest.starts(with: pattern) { rest.removeFirst() }
        let taken = all[all.startIndex..<rest.startIndex]
        rest = rest.dropFirst(pattern.count)
        return taken
    }

    /// Takes `&name;` or `&#number;` off the front, and gives what it stands for; "&" itself when it is neither.
    private static func reference(_ rest: inout ArraySlice<UInt8>) -> [UInt8] {
        let name = rest.dropFirst().prefix(12).prefix { $0 != UInt8(ascii: ";") }
        guard rest.dropFirst(1 + name.count).first == UInt8(ascii: ";") else {
            rest.removeFirst()
            return [UInt8(ascii: "&")]
        }
        let word = String(decoding: name, as: UTF8.self)
        rest = rest.dropFirst(name.count + 2)
        let named: [String: String] = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'"]
        if let text = named[word] { return Array(text.utf8) }
        let number =
            word.hasPrefix("#x") ? UInt32(word.dropFirst(2), radix: 16) : UInt32(word.dropFirst(1), radix: 10)
        return number.flatMap(Unicode.Scalar.init).map { Array(String(Character($0)).utf8) } ?? []
    }
}
