import Essentials
import JSON

/// A request as the semantic cache sees it: one text that is compared, and all the rest, which must be equal.
///
/// Compared is the text of the last message, if it is the user's, or the prompt of a completion. The system prompt,
/// earlier messages, parameters, tools, pictures and fields that nobody here knows must be equal exactly, and so must
/// the tenant, the resolved model and the field.
public struct SemanticQuestion: Sendable {
    /// The type of the text, such as "alt-text": texts of different types are never compared.
    public let field: String
    public let text: String
    /// Everything but the text. Questions with different scopes never share an answer.
    let scope: ContentDigest

    /// - Returns: `nil` for a request without a text to compare: one of another operation, one whose last message is
    ///   not the user's or has no text or several, and one that goes on a tool's result.
    public init?(of request: ModelRequest, model: String, tenant: String, field: String) {
        var blank = request
        switch request.operation {
        case .completion:
            guard let prompt = request.body["prompt"]?.string else { return nil }
            text = prompt
            blank.body["prompt"] = nil
        case .chat:
            guard let messages = request.body["messages"]?.array, let last = messages.last,
                last["role"]?.string == "user", let (text, rest) = Self.text(of: last["content"])
            else { return nil }
            self.text = text
            var message = last
            message["content"] = rest
            blank.body["messages"] = .array(messages.dropLast() + [message])
        case .embeddings, .speech, .transcription:
            return nil
        }
        self.field = field
        var hasher = ContentHasher()
        hasher.updateWithLength(AnswerKey(of: blank, model: model, tenant: tenant).digest.bytes)
        hasher.updateWithLength(Array(field.utf8))
        scope = hasher.finish()
    }

    /// The one text in a message's content, and the content without it.
    private static func text(of content: JSONValue?) -> (text: String, rest: JSONValue)? {
        switch content {
        case .string(let text):
            return (text, .null)
        case .array(var parts):
            let places = parts.indices.filter { parts[$0]["type"]?.string == "text" }
            guard places.count == 1, let text = parts[places[0]]["text"]?.string else { return nil }
            parts[places[0]]["text"] = nil
            return (text, .array(parts))
        default:
            return nil
        }
    }
}
