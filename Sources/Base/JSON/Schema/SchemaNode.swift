/// One schema or subschema, ready for checking. Nodes name each other by their place in the list of all nodes, so
/// that a schema may refer to itself.
struct SchemaNode: Sendable {
    typealias ID = Int

    /// Of the schema `false`, which allows nothing.
    var allowsNothing = false
    /// `nil` when every kind of value is allowed.
    var kinds: ValueKinds?
    /// From `enum` and `const`.
    var choices: [Choices] = []
    var number: NumberRules?
    var string: StringRules?
    var array: ArrayRules?
    var object: ObjectRules?
    var combination: CombinationRules?

    /// A list of which the value has to be one.
    struct Choices: Sendable {
        let values: Set<JSONValue>
        /// In the order of the schema, for messages.
        let listed: [JSONValue]

        init(_ values: [JSONValue]) {
            self.values = Set(values)
            listed = values
        }
    }
}

/// A set of kinds of values, from `type`.
struct ValueKinds: OptionSet, Sendable {
    let rawValue: UInt8

    static let null = ValueKinds(rawValue: 1)
    static let boolean = ValueKinds(rawValue: 2)
    static let number = ValueKinds(rawValue: 4)
    /// Whole numbers only; `number` covers them too.
    static let integer = ValueKinds(rawValue: 8)
    static let string = ValueKinds(rawValue: 16)
    static let array = ValueKinds(rawValue: 32)
    static let object = ValueKinds(rawValue: 64)

    private static let names: [(kind: ValueKinds, name: String, phrase: String)] = [
        (.null, "null", "null"), (.boolean, "boolean", "true or false"), (.number, "number", "a number"),
        (.integer, "integer", "a whole number"), (.string, "string", "a string"), (.array, "array", "an array"),
        (.object, "object", "an object"),
    ]

    init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// `nil` when there is no such type.
    init?(named name: String) {
        guard let kind = Self.names.first(where: { $0.name == name })?.kind else { return nil }
        self = kind
    }

    func contains(kindOf value: JSONValue) -> Bool {
        switch value {
        case .null: contains(.null)
        case .bool: contains(.boolean)
        case .number(let number): contains(.number) || (contains(.integer) && number.isWhole)
        case .string: contains(.string)
        case .array: contains(.array)
        case .object: contains(.object)
        }
    }

    /// Such as "a string or null".
    var phrase: String {
        Self.names.filter { contains($0.kind) }.map(\.phrase).joined(separator: " or ")
    }
}
