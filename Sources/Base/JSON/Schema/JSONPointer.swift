/// Paths into a value, written as JSON Pointers (RFC 6901).
enum JSONPointer {
    static func adding(_ key: String, to path: String) -> String {
        var result = path
        result += "/"
        for scalar in key.unicodeScalars {
            switch scalar {
            case "~": result += "~0"
            case "/": result += "~1"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// The place in `root` that the fragment of a URI points to (RFC 6901, section 6), with its path in plain form;
    /// `nil` when there is none.
    static func resolve(fragment: Substring, in root: JSONValue) -> (value: JSONValue, path: String)? {
        guard let pointer = percentDecoded(fragment) else { return nil }
        if pointer.isEmpty { return (root, "") }
        guard pointer.utf8.first == UInt8(ascii: "/") else { return nil }
        var value = root
        var path = ""
        for token in pointer.unicodeScalars.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            guard let key = unescaped(token) else { return nil }
            let next = value.array != nil ? index(key).flatMap { value[$0] } : value[key]
            guard let next else { return nil }
            value = next
            path = adding(key, to: path)
        }
        return (value, path)
    }

    private static func index(_ key: String) -> Int? {
        guard key == "0" || key.utf8.first != UInt8(ascii: "0") else { return nil }
        return key.utf8.allSatisfy { $0 &- UInt8(ascii: "0") < 10 } ? Int(key) : nil
    }

    private static func unescaped(_ token: Substring.UnicodeScalarView) -> String? {
        var result = String.UnicodeScalarView()
        var iterator = token.makeIterator()
        while let scalar = iterator.next() {
            guard scalar == "~" else {
                result.append(scalar)
                continue
            }
            switch iterator.next() {
            case "0": result.append("~")
            case "1": result.append("/")
            default: return nil
            }
        }
        return String(result)
    }

    private static func percentDecoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var iterator = text.utf8.makeIterator()
        while let byte = iterator.next() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = iterator.next().flatMap(hexadecimalValue),
                let low = iterator.next().flatMap(hexadecimalValue)
            else { return nil }
            bytes.append(high << 4 | low)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func hexadecimalValue(_ byte: UInt8) -> UInt8? {
        Character(Unicode.Scalar(byte)).hexDigitValue.map { UInt8($0) }
    }
}
