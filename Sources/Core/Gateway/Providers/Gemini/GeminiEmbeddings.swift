import HTTPMessages
import JSON
import Resilience

extension GeminiDialect {
    /// "task_type" (such as "RETRIEVAL_QUERY") may be sent with a request: it is Google's own field.
    func embeddingsRequest(_ request: ModelRequest, for target: CallTarget) throws(RequestProblem) -> HTTPRequest {
        let form = try EmbeddingsForm(request)
        let task = request.body["task_type"].flatMap { $0.string }
        let body: JSONValue
        switch service {
        case .gemini:
            let name = target.model.contains("/") ? target.model : "models/\(target.model)"
            body = [
                "requests": .array(
                    form.texts.map { text in
                        var item: JSONObject = [
                            "model": .string(name), "content": ["parts": [["text": .string(text)]]],
                        ]
                        item["taskType"] = task.map { .string($0) }
                        item["outputDimensionality"] = form.dimensions.map { JSONValue($0) }
                        return .object(item)
                    })
            ]
        case .vertex:
            var object: JSONObject = [
                "instances": .array(
                    form.texts.map { text in
                        var item: JSONObject = ["content": .string(text)]
                        item["task_type"] = task.map { .string($0) }
                        return .object(item)
                    })
            ]
            if let dimensions = form.dimensions {
                object["parameters"] = ["outputDimensionality": JSONValue(dimensions)]
            }
            body = .object(object)
        }
        return try self.request(
            service == .gemini ? "batchEmbedContents" : "predict", body: body.serialized(), for: target)
    }

    func embeddingsAnswer(
        _ response: HTTPResponse, to request: ModelRequest, from target: CallTarget
    ) throws(UpstreamFailure) -> ModelAnswer {
        guard let form = try? EmbeddingsForm(request), let json = try? JSONValue(parsing: response.body) else {
            throw UpstreamFailure.malformed("\(provider) sent something else than JSON.")
        }
        if json["error"]?.object != nil { throw failure(json, status: nil, target: target) }
        switch service {
        case .gemini:
            let vectors = (json["embeddings"]?.array ?? []).map { $0["values"] ?? .null }
            return try form.answer(
                vectors: vectors, model: target.model, tokens: json["usageMetadata"]?["promptTokenCount"]?.int)
        case .vertex:
            let embeddings = (json["predictions"]?.array ?? []).map { $0["embeddings"] ?? .null }
            let counts = embeddings.compactMap { $0["statistics"]?["token_count"]?.int }
            let tokens = counts.reduce(0) { $0.addingReportingOverflow($1).partialValue }
            return try form.answer(
                vectors: embeddings.map { $0["values"] ?? .null }, model: target.model,
                tokens: counts.isEmpty ? nil : tokens)
        }
    }
}
