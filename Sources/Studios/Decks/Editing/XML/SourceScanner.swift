/// Finds where the elements of a document stand.
///
/// It is made for documents that a parser has found to be well-formed, and gives up, without an answer, on what it
/// cannot follow. It never reads beyond the end.
struct SourceScanner {
    private let bytes: [UInt8]
    private var position = 0
    /// The elements that are open, outermost first.
    private var open: [SourceElement] = []
    private var root: SourceElement?

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The root with all that is in it.
    mutating func document() -> SourceElement? {
        while let start = find(UInt8(ascii: "<"), from: position) {
            position = start
            let isFollowed: Bool
            if starts("<?") {
                isFollowed = skip(past: "?>")
            } else if starts("<!--") {
                isFollowed = skip(past: "-->")
            } else if starts("<![CDATA[") {
                isFollowed = skip(past: "]]>")
            } else if starts("</") {
                isFollowed = endTag()
            } else {
                isFollowed = startTag()
            }
            guard isFollowed else { return nil }
        }
        return open.isEmpty ? root : nil
    }

    // MARK: Tags

    private mutating func startTag() -> Bool {
        let start = position
        position += 1
        guard root == nil || !open.isEmpty, open.count < XMLLimits().depth, let name = name() else { return false }
        var attributes: [SourceElement.Attribute] = []
        while true {
            let gap = position
            skipSpace()
            guard position < bytes.count else { return false }
            if bytes[position] == UInt8(ascii: ">") || bytes[position] == UInt8(ascii: "/") { break }
            guard let attribute = attribute(from: gap) else { return false }
            attributes.append(attribute)
        }
        let isSingle = bytes[position] == UInt8(ascii: "/")
        position += isSingle ? 2 : 1
        guard position <= bytes.count, bytes[position - 1] == UInt8(ascii: ">") else { return false }
        var scope = open.last?.scope ?? [:]
        for attribute in attributes where attribute.prefix == "xmlns" || attribute.name == "xmlns" {
            let inner = bytes[(attribute.quoted.lowerBound + 1)..<(attribute.quoted.upperBound - 1)]
            scope[attribute.prefix.isEmpty ? "" : attribute.name] = XMLCharacters.attributeValue(inner)
        }
        let namespace = scope[name.prefix] ?? ""
        let element = SourceElement(
            prefix: name.prefix, name: name.local, namespace: OfficeXML.dialect.synonym(namespace) ?? namespace,
            attributes: attributes, scope: scope, whole: start..<position, startTag: start..<position,
            content: position..<position)
        if isSingle { close(element) } else { open.append(element) }
        return true
    }

    private mutating func endTag() -> Bool {
        let start = position
        position += 2
        guard let name = name(), var element = open.popLast(), element.prefix == name.prefix,
            element.name == name.local
        else { return false }
        skipSpace()
        guard position < bytes.count, bytes[position] == UInt8(ascii: ">") else { return false }
        position += 1
        element.content = element.startTag.upperBound..<start
        element.whole = element.startTag.lowerBound..<position
        close(element)
        return true
    }

    private mutating func close(_ element: SourceElement) {
        if open.isEmpty { root = element } else { open[open.count - 1].children.append(element) }
    }

    private mutating func attribute(from gap: Int) -> SourceElement.Attribute? {
        guard let name = name() else { return nil }
        skipSpace()
        guard position < bytes.count, bytes[position] == UInt8(ascii: "=") else { return nil }
        position += 1
        skipSpace()
        guard position < bytes.count else { return nil }
        let quote = bytes[position]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"), let end = find(quote, from: position + 1)
        else {
            return nil
        }
        let quoted = position..<(end + 1)
        position = end + 1
        return SourceElement.Attribute(prefix: name.prefix, name: name.local, whole: gap..<position, quoted: quoted)
    }

    // MARK: Bytes

    private mutating func name() -> (prefix: String, local: String)? {
        let start = position
        while position < bytes.count, !SourceScanner.endsName(bytes[position]) { position += 1 }
        guard position > start else { return nil }
        let whole = bytes[start..<position]
        guard let colon = whole.firstIndex(of: UInt8(ascii: ":")) else {
            return ("", String(decoding: whole, as: UTF8.self))
        }
        return (
            String(decoding: whole[..<colon], as: UTF8.self), String(decoding: whole[(colon + 1)...], as: UTF8.self)
        )
    }

    private static func endsName(_ byte: UInt8) -> Bool {
        isSpace(byte) || byte == UInt8(ascii: "=") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/")
            || byte == UInt8(ascii: "<") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D
    }

    private mutating func skipSpace() {
        while position < bytes.count, SourceScanner.isSpace(bytes[position]) { position += 1 }
    }

    private func find(_ byte: UInt8, from start: Int) -> Int? {
        start <= bytes.count ? bytes[start...].firstIndex(of: byte) : nil
    }

    private func starts(_ text: StaticString) -> Bool {
        text.withUTF8Buffer { bytes[position...].starts(with: $0) }
    }

    private mutating func skip(past end: StaticString) -> Bool {
        end.withUTF8Buffer { pattern in
            var start = position
            while let found = find(pattern[0], from: start) {
                if bytes[found...].starts(with: pattern) {
                    position = found + pattern.count
                    return true
                }
                start = found + 1
            }
            return false
        }
    }
}
