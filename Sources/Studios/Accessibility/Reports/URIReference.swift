/// File paths as URI references (RFC 3986).
enum URIReference {
    private static let hexadecimal = Array("0123456789ABCDEF")

    /// "file:///..." for an absolute path, and a relative reference otherwise; what is not plain is percent-encoded.
    static func of(path: String) -> String {
        let encoded = path.utf8.map(encode).joined()
        if path.hasPrefix("/") { return "file://\(encoded)" }
        return encoded.hasPrefix("./") ? String(encoded.dropFirst(2)) : encoded
    }

    /// Colons too: at the beginning of a relative reference, one would end a scheme.
    private static func encode(_ byte: UInt8) -> String {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"), UInt8(ascii: "/"):
            String(UnicodeScalar(byte))
        default:
            "%\(hexadecimal[Int(byte >> 4)])\(hexadecimal[Int(byte & 0xF)])"
        }
    }
}
