import Foundation

/// An XML document as it is written: one place in it can be changed, and everything else stays as it is.
struct SourceXML: Sendable {
    /// What to call the document in messages.
    let part: String
    /// In UTF-8.
    let bytes: [UInt8]
    let root: SourceElement

    /// - Throws: `deck.edit.markup` when the document is in an encoding other than UTF-8 and UTF-16, or in a form
    ///   that cannot be followed byte by byte. A document in UTF-16 becomes one in UTF-8.
    init(_ data: Data, part: String) throws {
        self.part = part
        bytes = try SourceEncoding.utf8(data, part: part)
        var scanner = SourceScanner(bytes)
        guard let root = scanner.document() else { throw EditError.markup(part, "its tags cannot be followed") }
        self.root = root
    }

    var data: Data { Data(bytes) }

    /// What an attribute says.
    func value(of attribute: SourceElement.Attribute) -> String {
        let inner = (attribute.quoted.lowerBound + 1)..<(attribute.quoted.upperBound - 1)
        return XMLCharacters.attributeValue(bytes[inner])
    }

    func value(of name: String, on element: SourceElement) -> String? {
        element.attribute(name).map { value(of: $0) }
    }

    /// An element as a value, in which only the attributes without a prefix are kept.
    func tree(of element: SourceElement) -> XMLElement {
        var nodes: [XMLElement.Node] = []
        var position = element.content.lowerBound
        func text(upTo end: Int) {
            let text = XMLCharacters.text(bytes[position..<end])
            if !text.isEmpty { nodes.append(.text(text)) }
        }
        for child in element.children {
            text(upTo: child.whole.lowerBound)
            nodes.append(.element(tree(of: child)))
            position = child.whole.upperBound
        }
        text(upTo: element.content.upperBound)
        let attributes = element.attributes.filter(\.prefix.isEmpty).map {
            XMLElement.Attribute(namespace: "", name: $0.name, value: value(of: $0))
        }
        return XMLElement(namespace: element.namespace, name: element.name, attributes: attributes, nodes: nodes)
    }
}

/// Brings a document into UTF-8, the only encoding in which office programs write.
private enum SourceEncoding {
    static func utf8(_ data: Data, part: String) throws -> [UInt8] {
        let window = ByteWindow(data)
        if window.starts(with: [0xFF, 0xFE]) || window.starts(with: [0x3C, 0x00]) {
            return try fromUTF16(data, .utf16LittleEndian, part)
        }
        if window.starts(with: [0xFE, 0xFF]) || window.starts(with: [0x00, 0x3C]) {
            return try fromUTF16(data, .utf16BigEndian, part)
        }
        let head = String(decoding: data.prefix(256), as: UTF8.self)
        if let declared = declaredEncoding(head), declared.value.lowercased() != "utf-8" {
            throw EditError.markup(part, "its encoding, \(declared.value), is not understood")
        }
        return [UInt8](data)
    }

    private static func fromUTF16(_ data: Data, _ encoding: String.Encoding, _ part: String) throws -> [UInt8] {
        guard var text = String(data: data, encoding: encoding) else {
            throw EditError.markup(part, "it is no valid UTF-16")
        }
        if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
        if let declared = declaredEncoding(text) { text.replaceSubrange(declared.range, with: "UTF-8") }
        return [UInt8](text.utf8)
    }

    private static func declaredEncoding(_ text: String) -> (value: String, range: Range<String.Index>)? {
        guard let match = text.prefixMatch(of: #/\uFEFF?<\?xml[^>]*?\sencoding\s*=\s*["']([^"']+)["']/#) else {
            return nil
        }
        return (String(match.1), match.1.startIndex..<match.1.endIndex)
    }
}
