import HTTPMessages
import JSON

/// Anthropic's Messages interface, for chat and, as chat, for completions.
///
/// What has a form of its own there:
/// - system and developer messages become `system`, wherever they stand; consecutive messages of one side become one;
/// - JSON answers: `output_config.format` for a strict schema where the model has it, otherwise a tool that the model
///   has to call, whose arguments are told as the text of the answer;
/// - thinking is told as `reasoning_content`, and as `thinking_blocks` with its signature, which may be sent back in
///   an assistant's message;
/// - `cache_control` of parts, messages and tools is passed on, as are `thinking` and `top_k`;
/// - an answer's beginning in the last message loses the white space at its end, which Anthropic refuses; the same
///   white space at the beginning of what follows is left out, so that both together read as meant.
///
/// Settings of an endpoint:
/// - "anthropic_version" (default 2023-06-01) and "anthropic_beta": the headers of these names.
/// - "max_tokens": for requests that do not say.
/// - "structured_output": "native" or "tool"; "prefill": "true" or "false". Without them by the model's name.
///
/// Source: Anthropic API reference, Messages, streaming, structured outputs, errors.
public struct AnthropicDialect: Dialect {
    /// The provider's own address.
    public static let usualBase = "https://api.anthropic.com/v1"

    /// For people.
    static let provider = "Anthropic"

    /// The fields beyond those of every chat request that are given to Anthropic in one form or another.
    static let knownFields: Set<String> = ["thinking", "top_k", "user", "safety_identifier", "reasoning_effort"]

    public let name = "anthropic"

    public init() {}

    public func supports(_ operation: ModelOperation) -> Bool {
        operation == .chat || operation == .completion
    }

    public func streamDecoder(for request: ModelRequest, from target: CallTarget) -> any StreamDecoder {
        let chat = AnthropicStreamDecoder(reading: AnthropicReading(of: request, from: target), target: target)
        return request.operation == .completion ? CompletionStreamDecoder(chat) : chat
    }

    /// The last message may be the beginning of the answer, in models that accept it; not while they think, and not
    /// where the answer is held to a form.
    public func continuation(of request: ModelRequest, after text: String, for target: CallTarget) -> ModelRequest? {
        guard request.operation == .chat, ClaudeAbilities(target).acceptsPrefill,
            request.body["response_format"]?["type"]?.string ?? "text" == "text",
            request.body["thinking"]?.object == nil, request.body["reasoning_effort"]?.string ?? "none" == "none",
            var messages = request.body["messages"]?.array
        else { return nil }
        var continued = request
        // The caller may have given a beginning too: then the text goes on from it.
        if let last = messages.last, last["role"]?.string == "assistant" {
            guard let beginning = last["content"]?.string, last["tool_calls"] == nil else { return nil }
            var message = last
            message["content"] = .string(beginning + text)
            messages[messages.count - 1] = message
        } else {
            messages.append(["role": "assistant", "content": .string(text)])
        }
        continued.body["messages"] = .array(messages)
        return continued
    }
}

/// What has to be known of a request to read its answer.
struct AnthropicReading: Sendable {
    /// The tool whose arguments are the answer, where there is one.
    let answerTool: String?
    /// The white space that was taken off the beginning of the answer.
    let trimmed: String
    let includesUsage: Bool

    init(of request: ModelRequest, from target: CallTarget) {
        let format = request.body["response_format"]
        let tools = (request.body["tools"]?.array ?? []).compactMap { $0["function"]?["name"]?.string }
        answerTool = AnthropicFormat(format, abilities: ClaudeAbilities(target)).toolName(beside: tools)
        let last = request.body["messages"]?.array?.last
        trimmed = last?["role"]?.string == "assistant" ? Self.trailingSpace(of: last?["content"]) : ""
        includesUsage = request.body["stream_options"]?["include_usage"]?.bool ?? false
    }

    private static func trailingSpace(of content: JSONValue?) -> String {
        let text = content?.string ?? content?.array?.last?["text"]?.string ?? ""
        return String(text[AnthropicText.trimmed(text).endIndex...])
    }
}

enum AnthropicText {
    /// The text without the white space at its end.
    static func trimmed(_ text: String) -> Substring {
        guard let last = text.lastIndex(where: { !$0.isWhitespace }) else { return text[..<text.startIndex] }
        return text[...last]
    }
}

/// Leaves out of the beginning of a text what repeats the white space that was taken off before it.
struct PrefillSeam: Sendable {
    private var expected: Substring

    init(_ trimmed: String) {
        expected = trimmed[...]
    }

    mutating func join(_ text: String) -> String {
        guard !expected.isEmpty else { return text }
        var rest = text[...]
        while let next = rest.first, next == expected.first {
            expected.removeFirst()
            rest.removeFirst()
        }
        if !rest.isEmpty { expected = "" }
        return String(rest)
    }
}
