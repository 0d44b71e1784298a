/// A JSON value (RFC 8259).
///
/// Nothing is lost between reading and writing: numbers keep their text, objects keep the order of their members.
/// Two values are equal when they mean the same: objects regardless of the order of members, numbers by their
/// value (`1.0` equals `1`), and strings code point by code point (unlike Swift's `String`, for which a composed
/// and a decomposed "é" are equal).
public enum JSONValue: Sendable {
    case null
    case bool(Bool)
    case number(JSONNumber)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)
}

extension JSONValue {
    public init(_ value: Bool) {
        self = .bool(value)
    }

    public init(_ value: String) {
        self = .string(value)
    }

    @inlinable
    public init(_ value: some BinaryInteger) {
        self = .number(JSONNumber(value))
    }

    /// `null` when `value` is infinite or not a number, which JSON cannot say (as ECMAScript's `JSON.stringify`).
    public init(_ value: Double) {
        self = JSONNumber(value).map { .number($0) } ?? .null
    }
}

// What the value is, or `nil` when it is something else.
extension JSONValue {
    public var isNull: Bool {
        if case .null = self { true } else { false }
    }

    public var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    public var number: JSONNumber? {
        if case .number(let value) = self { value } else { nil }
    }

    /// The number, when it is a whole number that fits: `3`, `3.0` and `3e0` are 3; `3.5` is `nil`.
    public var int: Int? {
        if case .number(let value) = self { value.int } else { nil }
    }

    /// The nearest `Double`, or `nil` when the value is no number or too large for one.
    public var double: Double? {
        if case .number(let value) = self { value.double } else { nil }
    }

    public var string: String? {
        if case .string(let value) = self { value } else { nil }
    }

    public var array: [JSONValue]? {
        if case .array(let value) = self { value } else { nil }
    }

    public var object: JSONObject? {
        if case .object(let value) = self { value } else { nil }
    }
}

extension JSONValue {
    /// The member named `key`; `nil` when there is none or the value is no object.
    ///
    /// Setting adds or replaces the member, and setting `nil` removes it; a `null` becomes an object. Any other
    /// value has no members, so setting one leaves it as it is.
    ///
    /// A `nil` that Swift can take for a JSON value is a JSON `null`: `condition ? nil : value` does not remove.
    public subscript(key: String) -> JSONValue? {
        get {
            if case .object(let object) = self { object[key] } else { nil }
        }
        set {
            switch self {
            case .object(var object):
                self = .null  // so that `object` is the only owner of its members, and they are not copied
                object[key] = newValue
                self = .object(object)
            case .null:
                guard let newValue else { return }
                self = .object([key: newValue])
            default:
                return
            }
        }
    }

    /// The element at `index`; `nil` when there is none or the value is no array.
    ///
    /// Setting replaces an element that is there, and setting `nil` removes it; elsewhere it does nothing.
    public subscript(index: Int) -> JSONValue? {
        get {
            guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
            return elements[index]
        }
        set {
            guard case .array(var elements) = self, elements.indices.contains(index) else { return }
            self = .null
            if let newValue {
                elements[index] = newValue
            } else {
                elements.remove(at: index)
            }
            self = .array(elements)
        }
    }
}
