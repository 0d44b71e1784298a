import HTTPMessages
import JSON

/// The text of messages: a string, or parts of which some are text. Other parts (pictures, sound) count with the JSON
/// that they are, so that a different picture is a different question.
enum MessageText {
    static func of(_ content: JSONValue?) -> String {
        switch content {
        case .string(let text)?: text
        case .array(let parts)?: parts.map(part).joined()
        case nil, .null?: ""
        case let other?: part(other)
        }
    }

    private static func part(_ part: JSONValue) -> String {
        part["text"]?.string ?? part.string ?? part.text
    }

    /// The question's text: instructions first, then the messages in order.
    static func joined(_ texts: [String]) -> String {
        texts.filter { !$0.isEmpty }.joined(separator: "\n")
    }
}

extension JSONValue {
    /// A count that a request tells: `nil` for none, never negative, never too large to count with.
    func count(_ name: String) -> Int? {
        self[name]?.int.map { min(max(0, $0), 1 << 24) }
    }
}

extension ReceivedRequest {
    /// The body, where it is a JSON object.
    var object: JSONValue? {
        guard let json = try? JSONValue(parsing: body), json.object != nil else { return nil }
        return json
    }
}
