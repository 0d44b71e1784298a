import HTTPMessages
import JSON

/// Turns what was asked and what it is answered into a script in the provider's shape.
struct ScriptWriter: Sendable {
    let scenario: Scenario
    let inquiry: Inquiry
    /// The answer, where there is a question.
    let reply: Reply?

    var shape: any ProviderShape {
        switch inquiry.provider {
        case .openAI:
            OpenAIShape(
                isChat: question?.operation != .completion, includesUsage: question?.includesUsage ?? false)
        case .anthropic: AnthropicShape()
        case .bedrock: BedrockShape()
        case .gemini, .vertex: GeminiShape(isEventStream: question?.format != "array")
        }
    }

    var question: Question? {
        if case .question(let question) = inquiry { question } else { nil }
    }

    /// The answer as it should be.
    func script() -> Script {
        switch inquiry {
        case .models(let name): return models(named: name)
        case .unreadable(_, let words): return script(of: ProviderError(400, words))
        case .unknownPath: return script(of: ProviderError(404, "There is nothing at this address."))
        case .question(let question):
            guard let reply else { return script(of: ProviderError(500)) }
            guard isKnown(question.model) else {
                return script(of: ProviderError(404, "The model '\(question.model)' does not exist."))
            }
            return script(for: question, reply)
        }
    }

    private func script(for question: Question, _ reply: Reply) -> Script {
        switch question.operation {
        case .chat, .completion:
            let body: Script.Body = question.isStreaming ? .stream(stream(reply)) : .whole(shape.whole(reply))
            let type = question.isStreaming ? shape.streamType : "application/json"
            return Script(type: type, body: body, tokens: reply.tokens.count)
        case .embeddings:
            return EmbeddingsScript.script(for: question, settings: scenario.answer, model: reply.model)
        case .speech:
            return SoundScript.speech(for: question)
                ?? script(of: ProviderError(400, "This mock makes sound as mp3, wav and pcm only."))
        case .transcription: return SoundScript.transcription(for: question, reply: reply)
        }
    }

    private func stream(_ reply: Reply) -> [Script.Piece] {
        let opening = shape.opening(reply)
        return (opening.isEmpty ? [] : [Script.Piece(opening)])
            + shape.pieces(reply).map { Script.Piece($0, tokens: 1) } + [Script.Piece(shape.closing(reply))]
    }

    /// An error, as the answer to the whole call.
    func script(of error: ProviderError) -> Script {
        var script = Script(
            status: error.status, type: "application/json", body: .whole(shape.error(error)), tokens: 0)
        for field in shape.headers(of: error) { script.headers.add(name: field.name, value: field.value) }
        return script
    }

    private func isKnown(_ model: String) -> Bool {
        scenario.models.isEmpty || scenario.models.contains(model)
    }

    private func models(named name: String?) -> Script {
        func model(_ name: String) -> JSONValue {
            ["id": .string(name), "object": "model", "created": 1_700_000_000, "owned_by": "mock"]
        }
        let names = scenario.models.isEmpty ? ["mock-model"] : scenario.models
        if let name, !isKnown(name) { return script(of: ProviderError(404, "The model '\(name)' does not exist.")) }
        let json: JSONValue = name.map(model) ?? ["object": "list", "data": .array(names.map(model))]
        return Script(type: "application/json", body: .whole(json.serialized()), tokens: 0)
    }
}
