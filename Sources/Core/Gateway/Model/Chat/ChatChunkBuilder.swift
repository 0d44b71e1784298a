package import JSON

/// Makes the pieces of a streamed answer in OpenAI's form (`chat.completion.chunk`).
///
/// The first piece with content says the role, as OpenAI's does. What is the same in every piece is written once;
/// a piece of text costs one copy and the escaping of that text.
package struct ChatChunkBuilder: Sendable {
    package let model: String
    private let includesUsage: Bool
    private let head: [UInt8]
    private var hasSaidRole = false

    /// - Parameters:
    ///   - created: seconds since 1970.
    ///   - includesUsage: whether the caller asked for a last piece with the usage.
    package init(id: String, created: Int, model: String, includesUsage: Bool) {
        self.model = model
        self.includesUsage = includesUsage
        var head = Array(#"{"id":"#.utf8)
        head.appendJSON(id)
        head += #","object":"chat.completion.chunk","created":\#(created),"model":"#.utf8
        head.appendJSON(model)
        self.head = head + Array(#","choices":["#.utf8)
    }

    /// A piece that only says that the assistant speaks.
    package mutating func role() -> StreamChunk {
        StreamChunk(payload: choice(#""content":"""#.utf8), hasContent: false, model: model)
    }

    package mutating func text(_ text: String) -> StreamChunk {
        var delta = Array(#""content":"#.utf8)
        delta.appendJSON(text)
        return StreamChunk(payload: choice(delta), text: text, hasContent: !text.isEmpty, model: model)
    }

    package mutating func reasoning(_ text: String) -> StreamChunk {
        var delta = Array(#""reasoning_content":"#.utf8)
        delta.appendJSON(text)
        return StreamChunk(payload: choice(delta), hasContent: !text.isEmpty, model: model)
    }

    /// The beginning of a tool call. `index` counts the calls of this answer from 0.
    package mutating func toolCall(_ index: Int, id: String, name: String, arguments: String = "") -> StreamChunk {
        var delta = Array(#""tool_calls":[{"index":\#(index),"id":"#.utf8)
        delta.appendJSON(id)
        delta += #","type":"function","function":{"name":"#.utf8
        delta.appendJSON(name)
        delta += #","arguments":"#.utf8
        delta.appendJSON(arguments)
        delta += "}}]".utf8
        return StreamChunk(payload: choice(delta), hasContent: true, isPlainText: false, model: model)
    }

    /// More of the arguments of a tool call.
    package mutating func toolArguments(_ index: Int, _ fragment: String) -> StreamChunk {
        var delta = Array(#""tool_calls":[{"index":\#(index),"function":{"arguments":"#.utf8)
        delta.appendJSON(fragment)
        delta += "}}]".utf8
        return StreamChunk(payload: choice(delta), hasContent: true, isPlainText: false, model: model)
    }

    /// A refusal: text that stands in place of an answer.
    package mutating func refusal(_ text: String) -> StreamChunk {
        var delta = Array(#""refusal":"#.utf8)
        delta.appendJSON(text)
        return StreamChunk(payload: choice(delta), hasContent: true, isPlainText: false, model: model)
    }

    /// A member of the delta that only one provider has; it carries nothing that a caller waits for.
    package mutating func extra(_ name: String, _ value: JSONValue) -> StreamChunk {
        var delta: [UInt8] = []
        delta.appendJSON(name)
        delta.append(UInt8(ascii: ":"))
        delta += value.serialized()
        return StreamChunk(payload: choice(delta), hasContent: false, isPlainText: false, model: model)
    }

    /// The last piece of the choice.
    package mutating func finish(_ reason: FinishReason) -> StreamChunk {
        let end = #"{"index":0,"delta":{},"logprobs":null,"finish_reason":"\#(reason.rawValue)"}]}"#
        return StreamChunk(payload: head + Array(end.utf8), hasContent: false, finish: reason, model: model)
    }

    /// The piece without a choice that tells the usage. Its payload is empty where the caller did not ask for it:
    /// such a piece is counted and not passed on.
    package func usage(_ usage: TokenUsage) -> StreamChunk {
        guard includesUsage else { return StreamChunk(payload: [], hasContent: false, usage: usage, model: model) }
        let payload = head + Array(#"],"usage":"#.utf8) + usage.json.serialized() + [UInt8(ascii: "}")]
        return StreamChunk(payload: payload, hasContent: false, usage: usage, model: model)
    }

    private mutating func choice(_ delta: some Collection<UInt8>) -> [UInt8] {
        var payload: [UInt8] = []
        payload.reserveCapacity(head.count + delta.count + 96)
        payload += head
        payload += #"{"index":0,"delta":{"#.utf8
        if !hasSaidRole {
            hasSaidRole = true
            payload += #""role":"assistant","#.utf8
        }
        payload += delta
        payload += #"},"logprobs":null,"finish_reason":null}]}"#.utf8
        return payload
    }
}

extension [UInt8] {
    /// Appends `text` as a JSON string, quotes included.
    mutating func appendJSON(_ text: String) {
        JSONValue.string(text).append(to: &self)
    }
}
