/// A few words for a value in a message, however large it is.
struct ValueSketch: CustomStringConvertible {
    let description: String

    private static let lengthLimit = 60

    init(_ value: JSONValue) {
        switch value {
        case .null, .bool:
            description = value.text
        case .number(let number):
            description = Self.shortened(number.text)
        case .string(let string):
            description = JSONValue.string(Self.shortened(string)).text
        case .array(let elements):
            description = elements.count == 1 ? "an array of 1 element" : "an array of \(elements.count) elements"
        case .object(let object):
            description = object.count == 1 ? "an object of 1 property" : "an object of \(object.count) properties"
        }
    }

    /// Such as `one of "a", "b" and 3`.
    static func list(_ values: [JSONValue]) -> String {
        let shown = values.prefix(8).map { ValueSketch($0).description }
        if shown.count == 1, values.count == 1 { return shown[0] }
        let rest = values.count > shown.count ? " (and \(values.count - shown.count) more)" : ""
        return shown.isEmpty ? "nothing" : "one of " + shown.joined(separator: ", ") + rest
    }

    static func shortened(_ text: String) -> String {
        let start = text.unicodeScalars.prefix(lengthLimit)
        return start.endIndex == text.endIndex ? text : String(start) + "…"
    }
}
