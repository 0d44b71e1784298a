package import JSON

/// One field of a request on its way to a type: its value, and its place for the problems that it may have.
///
/// A field that is absent and one that is `null` are the same, as they are for OpenAI.
package struct RequestField: Sendable {
    package let value: JSONValue?
    /// Such as "messages[2].content"; "" for the whole request.
    package let path: String

    package init(_ value: JSONValue?, at path: String = "") {
        self.value = value?.isNull == true ? nil : value
        self.path = path
    }

    package var isPresent: Bool { value != nil }

    package subscript(name: String) -> RequestField {
        RequestField(value?[name], at: path.isEmpty ? name : "\(path).\(name)")
    }

    /// The elements of an array; none where the field is absent.
    package func elements() throws(RequestProblem) -> [RequestField] {
        guard let value else { return [] }
        guard let array = value.array else { throw mistyped("an array") }
        return array.enumerated().map { RequestField($0.element, at: "\(path)[\($0.offset)]") }
    }

    package func string() throws(RequestProblem) -> String? {
        guard let value else { return nil }
        guard let string = value.string else { throw mistyped("a string") }
        return string
    }

    package func requiredString() throws(RequestProblem) -> String {
        guard let string = try string() else { throw missing() }
        return string
    }

    package func bool() throws(RequestProblem) -> Bool? {
        guard let value else { return nil }
        guard let bool = value.bool else { throw mistyped("true or false") }
        return bool
    }

    package func integer(in range: ClosedRange<Int>) throws(RequestProblem) -> Int? {
        guard let value else { return nil }
        guard let integer = value.int, range.contains(integer) else {
            throw mistyped("a whole number of at least \(range.lowerBound)")
        }
        return integer
    }

    package func number() throws(RequestProblem) -> Double? {
        guard let value else { return nil }
        guard let number = value.double, number.isFinite else { throw mistyped("a number") }
        return number
    }

    /// The value of an object, as it is.
    package func object() throws(RequestProblem) -> JSONValue? {
        guard let value else { return nil }
        guard value.object != nil else { throw mistyped("an object") }
        return value
    }

    package func missing() -> RequestProblem {
        RequestProblem(code: "request.missing-field", message: "The field '\(path)' is missing.", field: path)
    }

    package func mistyped(_ expected: String) -> RequestProblem {
        invalid("The field '\(path)' must be \(expected).")
    }

    package func invalid(_ message: String, remedy: String? = nil) -> RequestProblem {
        RequestProblem(code: "request.invalid-field", message: message, remedy: remedy, field: path)
    }

    /// For what OpenAI's interface allows and the provider that would answer has no way to express.
    package func unsupported(_ message: String, remedy: String? = nil) -> RequestProblem {
        RequestProblem(code: "request.unsupported-field", message: message, remedy: remedy, field: path)
    }
}
