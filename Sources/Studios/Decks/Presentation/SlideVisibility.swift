import Foundation

/// Changes whether a slide is shown, in its XML as it is written, so that nothing else changes.
enum SlideVisibility {
    /// The same slide without `show="0"`; `nil` when it is shown already.
    static func shown(_ bytes: Data, part: String) throws -> Data? {
        let root = try XMLTree.parse(bytes, part: part, dialect: OfficeXML.dialect)
        guard root.flag("show") == false else { return nil }
        let encoding = encoding(of: bytes)
        guard let text = String(data: bytes, encoding: encoding), let tag = rootTag(text),
            let attribute = text[tag].firstMatch(of: #/\sshow\s*=\s*("[^"]*"|'[^']*')/#)?.range
        else { throw XMLFailure.damaged("its encoding is not understood").error(in: part) }
        var changed = text
        changed.removeSubrange(attribute)
        return changed.data(using: encoding)
    }

    /// A byte order mark stays where it is: in these encodings it is a character like any other.
    private static func encoding(of bytes: Data) -> String.Encoding {
        let window = ByteWindow(bytes)
        if window.starts(with: [0xFF, 0xFE]) || window.starts(with: [0x3C, 0x00]) { return .utf16LittleEndian }
        if window.starts(with: [0xFE, 0xFF]) || window.starts(with: [0x00, 0x3C]) { return .utf16BigEndian }
        return .utf8
    }

    /// Where the root's start tag is: after the declaration, comments and processing instructions.
    private static func rootTag(_ text: String) -> Range<String.Index>? {
        var rest = text[...]
        while let start = rest.firstIndex(of: "<") {
            let tag = rest[start...]
            let end: Range<String.Index>?
            if tag.hasPrefix("<?") {
                end = tag.range(of: "?>")
            } else if tag.hasPrefix("<!--") {
                end = tag.range(of: "-->")
            } else {
                return start..<(closing(tag) ?? text.endIndex)
            }
            guard let end else { return nil }
            rest = rest[end.upperBound...]
        }
        return nil
    }

    /// The `>` that ends a start tag: one that is not within a value.
    private static func closing(_ tag: Substring) -> String.Index? {
        var quote: Character?
        for index in tag.indices {
            let character = tag[index]
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "\"" || character == "'" {
                quote = character
            } else if character == ">" {
                return index
            }
        }
        return nil
    }
}
