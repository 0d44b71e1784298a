/// The header fields of an HTTP message, in order. Names are compared without regard to case (RFC 9110, 5.1).
public struct HeaderFields: Hashable, Sendable {
    public struct Field: Hashable, Sendable {
        public var name: String
        public var value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    public var fields: [Field]

    public init(_ fields: [Field] = []) {
        self.fields = fields
    }

    /// The first value of a field. Setting replaces every field of that name; setting `nil` removes them.
    public subscript(name: String) -> String? {
        get { fields.first { Self.isSameName($0.name, name) }?.value }
        set {
            guard let newValue else { return fields.removeAll { Self.isSameName($0.name, name) } }
            guard let first = fields.firstIndex(where: { Self.isSameName($0.name, name) }) else {
                return add(name: name, value: newValue)
            }
            fields[first].value = newValue
            var index = fields.count - 1
            while index > first {
                if Self.isSameName(fields[index].name, name) { fields.remove(at: index) }
                index -= 1
            }
        }
    }

    /// Every value of a field, in order.
    public func values(of name: String) -> [String] {
        fields.filter { Self.isSameName($0.name, name) }.map(\.value)
    }

    /// Adds a field and leaves others of the same name as they are.
    public mutating func add(name: String, value: String) {
        fields.append(Field(name: name, value: value))
    }

    /// Whether two field names are the same but for the case of ASCII letters.
    public static func isSameName(_ left: String, _ right: String) -> Bool {
        let left = left.utf8
        let right = right.utf8
        guard left.count == right.count else { return false }
        return zip(left, right).allSatisfy { lowercased($0) == lowercased($1) }
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
    }
}

extension HeaderFields: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, String)...) {
        self.init(elements.map { Field(name: $0.0, value: $0.1) })
    }
}

extension HeaderFields: Sequence {
    public func makeIterator() -> IndexingIterator<[Field]> { fields.makeIterator() }
}
