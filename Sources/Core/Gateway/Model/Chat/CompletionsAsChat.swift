import JSON

/// The older interface of a prompt instead of messages (`/v1/completions`), for providers that only have chat:
/// the prompt becomes a user's message, and the answer is given the older form.
package enum CompletionsAsChat {
    /// The chat request that asks the same.
    ///
    /// - Throws: ``RequestProblem`` for what chat cannot do: several prompts, prompts of tokens, text after the gap
    ///   ("suffix"), "echo", log probabilities.
    package static func chatRequest(for request: ModelRequest) throws(RequestProblem) -> ModelRequest {
        let root = RequestField(request.body)
        var body = root.value?.object ?? [:]
        let prompt = try prompt(root["prompt"])
        for name in ["suffix", "echo", "logprobs", "best_of"] {
            try refuse(root[name])
            body[name] = nil
        }
        body["prompt"] = nil
        body["messages"] = [["role": "user", "content": .string(prompt)]]
        // Unlike chat, this interface writes 16 tokens when it is not told otherwise.
        if body["max_tokens"]?.int == nil { body["max_tokens"] = 16 }
        return ModelRequest(operation: .chat, body: .object(body))
    }

    /// The older form of a chat answer.
    package static func completion(of answer: ModelAnswer) -> ModelAnswer {
        let choice = answer.json?["choices"]?[0]
        let finish = answer.finish == .toolCalls ? .stop : answer.finish
        var json: JSONValue = [
            "id": answer.json?["id"] ?? "cmpl", "object": "text_completion",
            "created": answer.json?["created"] ?? 0, "model": .string(answer.model),
            "choices": [
                [
                    "text": .string(choice?["message"]?["content"]?.string ?? ""), "index": 0, "logprobs": .null,
                    "finish_reason": finish.map { .string($0.rawValue) } ?? .null,
                ]
            ],
        ]
        json["usage"] = answer.json?["usage"]
        return ModelAnswer(
            payload: json.serialized(), json: json, model: answer.model, usage: answer.usage, finish: finish)
    }

    private static func prompt(_ field: RequestField) throws(RequestProblem) -> String {
        guard let value = field.value else { throw field.missing() }
        if let text = value.string { return text }
        let elements = try field.elements()
        guard elements.count == 1, let text = elements[0].value?.string else {
            throw field.unsupported(
                "This provider answers one prompt of text at a time.",
                remedy: "Send one string in 'prompt', and one request for each.")
        }
        return text
    }

    private static func refuse(_ field: RequestField) throws(RequestProblem) {
        guard let value = field.value else { return }
        switch field.path {
        case "echo" where value.bool == false: return
        case "best_of" where value.int == 1: return
        case "suffix" where value.string == "": return
        default: throw field.unsupported("This provider has no equivalent of the field '\(field.path)'.")
        }
    }
}

/// Gives the pieces of a chat answer the form of the older interface.
package struct CompletionStreamDecoder: StreamDecoder {
    private var chat: any StreamDecoder
    private var head: [UInt8]?

    /// - Parameter chat: reads the provider's stream into pieces of chat.
    package init(_ chat: any StreamDecoder) {
        self.chat = chat
    }

    package mutating func receive(_ bytes: [UInt8]) -> [StreamEvent] {
        translate(chat.receive(bytes))
    }

    package mutating func ended() -> [StreamEvent] {
        translate(chat.ended())
    }

    private mutating func translate(_ events: [StreamEvent]) -> [StreamEvent] {
        var translated: [StreamEvent] = []
        for event in events {
            guard case .chunk(var chunk) = event, !chunk.payload.isEmpty else {
                translated.append(event)
                continue
            }
            if head == nil { head = Self.head(of: chunk.payload) }
            if chunk.finish == .toolCalls { chunk.finish = .stop }
            chunk.payload = payload(for: chunk)
            translated.append(.chunk(chunk))
        }
        return translated
    }

    private func payload(for chunk: StreamChunk) -> [UInt8] {
        var payload = head ?? []
        if let usage = chunk.usage, chunk.text.isEmpty, chunk.finish == nil {
            payload += #""choices":[],"usage":"#.utf8
            payload += usage.json.serialized()
            payload.append(UInt8(ascii: "}"))
            return payload
        }
        payload += #""choices":[{"text":"#.utf8
        payload.appendJSON(chunk.text)
        payload += #","index":0,"logprobs":null,"finish_reason":"#.utf8
        payload += (chunk.finish.map { "\"\($0.rawValue)\"" } ?? "null").utf8
        payload += "}]}".utf8
        return payload
    }

    /// What every piece begins with, from the first piece of chat.
    private static func head(of payload: [UInt8]) -> [UInt8] {
        let json = try? JSONValue(parsing: payload)
        var head = Array(#"{"id":"#.utf8)
        head.appendJSON(json?["id"]?.string ?? "cmpl")
        head += #","object":"text_completion","created":\#(json?["created"]?.int ?? 0),"model":"#.utf8
        head.appendJSON(json?["model"]?.string ?? "")
        head.append(UInt8(ascii: ","))
        return head
    }
}
