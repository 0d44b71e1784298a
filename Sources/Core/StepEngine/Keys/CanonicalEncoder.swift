import Foundation

/// Turns any `Encodable` value into its ``CanonicalForm``.
///
/// Collections without an order of their own (`Set`, `Dictionary` with keys other than strings) are sorted here,
/// because their own encoding follows the hash seed of the process.
struct CanonicalEncoder {
    static func form(of value: some Encodable) throws -> CanonicalForm {
        if let special = try special(value) { return special }
        let node = CanonicalNode()
        try value.encode(to: NodeEncoder(node: node, codingPath: []))
        return node.form
    }

    private static func special(_ value: some Encodable) throws -> CanonicalForm? {
        switch value {
        case let text as String: .string(text)
        case let data as Data: .bytes([UInt8](data))
        case let bytes as [UInt8]: .bytes(bytes)
        case let unordered as any UnorderedCollection: try unordered.canonicalForm()
        default: nil
        }
    }
}

/// A collection whose members come in another order in every process.
private protocol UnorderedCollection {
    func canonicalForm() throws -> CanonicalForm
}

extension Set: UnorderedCollection {
    fileprivate func canonicalForm() throws -> CanonicalForm {
        let members = try map { member in try CanonicalForm.of(member).encoded }
        return .list(members.sorted { $0.lexicographicallyPrecedes($1) }.map { .bytes($0) })
    }
}

extension Dictionary: UnorderedCollection {
    fileprivate func canonicalForm() throws -> CanonicalForm {
        let pairs = try map { key, value in
            (key: try CanonicalForm.of(key).encoded, value: try CanonicalForm.of(value))
        }
        let sorted = pairs.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        return .list(sorted.flatMap { [.bytes($0.key), $0.value] })
    }
}

extension CanonicalForm {
    fileprivate static func of(_ value: Any) throws -> CanonicalForm {
        guard let value = value as? any Encodable else {
            throw EncodingError.invalidValue(
                value, .init(codingPath: [], debugDescription: "\(type(of: value)) is not Encodable"))
        }
        return try CanonicalEncoder.form(of: value)
    }
}

/// A place that a container fills.
private final class CanonicalNode {
    var single: CanonicalForm?
    var fields: [(name: String, node: CanonicalNode)]?
    var members: [CanonicalNode]?

    var form: CanonicalForm {
        if let single { return single }
        if let fields { return .record(fields.map { ($0.name, $0.node.form) }) }
        if let members { return .list(members.map(\.form)) }
        return .record([])
    }
}

private struct NodeEncoder: Encoder {
    let node: CanonicalNode
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        if node.fields == nil { node.fields = [] }
        return KeyedEncodingContainer(Fields<Key>(node: node, codingPath: codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        if node.members == nil { node.members = [] }
        return Members(node: node, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        Single(node: node, codingPath: codingPath)
    }
}

private struct Fields<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let node: CanonicalNode
    let codingPath: [any CodingKey]

    private func place(_ key: any CodingKey) -> CanonicalNode {
        let child = CanonicalNode()
        node.fields?.append((key.stringValue, child))
        return child
    }

    mutating func encodeNil(forKey key: Key) throws { place(key).single = .null }

    mutating func encode(_ value: some Encodable, forKey key: Key) throws {
        place(key).single = try CanonicalEncoder.form(of: value)
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy keyType: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        NodeEncoder(node: place(key), codingPath: codingPath + [key]).container(keyedBy: keyType)
    }

    mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        NodeEncoder(node: place(key), codingPath: codingPath + [key]).unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder {
        NodeEncoder(node: place(SuperKey()), codingPath: codingPath)
    }

    mutating func superEncoder(forKey key: Key) -> any Encoder {
        NodeEncoder(node: place(key), codingPath: codingPath)
    }
}

private struct SuperKey: CodingKey {
    var stringValue: String { "super" }
    var intValue: Int? { nil }
    init() {}
    init?(stringValue: String) { nil }
    init?(intValue: Int) { nil }
}

private struct Members: UnkeyedEncodingContainer {
    let node: CanonicalNode
    let codingPath: [any CodingKey]
    var count: Int { node.members?.count ?? 0 }

    private func place() -> CanonicalNode {
        let child = CanonicalNode()
        node.members?.append(child)
        return child
    }

    mutating func encodeNil() throws { place().single = .null }

    mutating func encode(_ value: some Encodable) throws {
        place().single = try CanonicalEncoder.form(of: value)
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy keyType: Nested.Type
    ) -> KeyedEncodingContainer<Nested> {
        NodeEncoder(node: place(), codingPath: codingPath).container(keyedBy: keyType)
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        NodeEncoder(node: place(), codingPath: codingPath).unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder {
        NodeEncoder(node: place(), codingPath: codingPath)
    }
}

private struct Single: SingleValueEncodingContainer {
    let node: CanonicalNode
    let codingPath: [any CodingKey]

    mutating func encodeNil() throws { node.single = .null }
    mutating func encode(_ value: Bool) throws { node.single = .bool(value) }
    mutating func encode(_ value: String) throws { node.single = .string(value) }
    mutating func encode(_ value: Double) throws { node.single = .double(value) }
    mutating func encode(_ value: Float) throws { node.single = .double(Double(value)) }
    mutating func encode(_ value: Int) throws { node.single = .integer(Int64(value)) }
    mutating func encode(_ value: Int8) throws { node.single = .integer(Int64(value)) }
    mutating func encode(_ value: Int16) throws { node.single = .integer(Int64(value)) }
    mutating func encode(_ value: Int32) throws { node.single = .integer(Int64(value)) }
    mutating func encode(_ value: Int64) throws { node.single = .integer(value) }
    mutating func encode(_ value: UInt) throws { try encode(UInt64(value)) }
    mutating func encode(_ value: UInt8) throws { node.single = .integer(Int64(value)) }
    mutating func encode(_ value: UInt16) throws { node.single = .integer(Int64(value)) }
    mutating func encode(_ value: UInt32) throws { node.single = .integer(Int64(value)) }
    mutating func encode(_ value: UInt64) throws {
        node.single = Int64(exactly: value).map { .integer($0) } ?? .unsigned(value)
    }
    mutating func encode(_ value: some Encodable) throws {
        node.single = try CanonicalEncoder.form(of: value)
    }
}
