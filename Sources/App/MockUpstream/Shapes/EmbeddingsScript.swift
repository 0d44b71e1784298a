import HTTPMessages
import JSON

/// Answers to requests for embeddings, in every provider's form.
enum EmbeddingsScript {
    static func script(for question: Question, settings: AnswerSettings, model: String) -> Script {
        let dimensions = question.dimensions ?? settings.dimensions
        let vectors = question.inputs.map { Vectors.vector(of: $0, dimensions: dimensions) }
        let tokens = JSONValue(question.inputTokens)
        var headers: HeaderFields = [:]
        let json: JSONValue
        switch question.provider {
        case .openAI, .anthropic:
            let isBase64 = question.format == "base64"
            json = [
                "object": "list",
                "data": .array(
                    vectors.enumerated().map { index, vector in
                        [
                            "object": "embedding", "index": JSONValue(index),
                            "embedding": isBase64 ? Vectors.base64(vector) : Vectors.json(vector),
                        ]
                    }),
                "model": .string(model), "usage": ["prompt_tokens": tokens, "total_tokens": tokens],
            ]
        case .bedrock where question.format == "titan":
            json = ["embedding": vectors.first.map(Vectors.json) ?? [], "inputTextTokenCount": tokens]
        case .bedrock:
            headers["X-Amzn-Bedrock-Input-Token-Count"] = String(question.inputTokens)
            json = ["embeddings": .array(vectors.map(Vectors.json)), "response_type": "embeddings_floats"]
        case .gemini, .vertex: json = google(question, vectors, tokens: tokens)
        }
        var script = Script(
            type: "application/json", body: .whole(json.serialized()), tokens: 0)
        for field in headers { script.headers.add(name: field.name, value: field.value) }
        return script
    }

    private static func google(_ question: Question, _ vectors: [[Float]], tokens: JSONValue) -> JSONValue {
        let values = vectors.map { vector -> JSONValue in ["values": Vectors.json(vector)] }
        switch question.format {
        case "predict":
            return [
                "predictions": .array(
                    zip(values, question.inputs).map { value, text in
                        var embedding = value
                        embedding["statistics"] = ["token_count": JSONValue(max(1, (text.utf8.count + 3) / 4))]
                        return ["embeddings": embedding]
                    })
            ]
        case "embedContent": return ["embedding": values.first ?? [:], "usageMetadata": ["promptTokenCount": tokens]]
        default: return ["embeddings": .array(values), "usageMetadata": ["promptTokenCount": tokens]]
        }
    }
}
