import HTTPMessages
import JSON
import Resilience

extension BedrockDialect {
    func embeddingsRequest(_ request: ModelRequest, for target: CallTarget) throws(RequestProblem) -> HTTPRequest {
        let form = try EmbeddingsForm(request)
        let model = BedrockModel(target)
        var body: JSONObject = [:]
        if model.isTitan {
            guard form.texts.count == 1, let text = form.texts.first else {
                throw RequestField(request.body["input"], at: "input").unsupported(
                    "Titan embeds one text at a time.", remedy: "Send one text in 'input', and one request for each.")
            }
            body["inputText"] = .string(text)
            body["dimensions"] = form.dimensions.map { JSONValue($0) }
        } else if model.isCohere {
            body["texts"] = .array(form.texts.map { .string($0) })
            body["input_type"] = request.body["input_type"] ?? "search_document"
            body["output_dimension"] = form.dimensions.map { JSONValue($0) }
            body["truncate"] = request.body["truncate"]
        } else {
            throw RequestField(request.body["model"], at: "model").unsupported(
                "The model '\(target.model)' has no embeddings that this gateway knows.",
                remedy: "Models: amazon.titan-embed-…, cohere.embed-….")
        }
        return try self.request(
            "invoke", accepting: "application/json", body: JSONValue.object(body).serialized(), for: target)
    }

    func embeddingsAnswer(
        _ response: HTTPResponse, to request: ModelRequest, from target: CallTarget
    ) throws(UpstreamFailure) -> ModelAnswer {
        guard let form = try? EmbeddingsForm(request), let json = try? JSONValue(parsing: response.body) else {
            throw UpstreamFailure.malformed("\(Self.provider) sent something else than JSON.")
        }
        let vectors: [JSONValue]
        if let single = json["embedding"] {
            vectors = [single]
        } else {
            vectors = json["embeddings"]?["float"]?.array ?? json["embeddings"]?.array ?? []
        }
        let counted = response.head.headers["x-amzn-Bedrock-Input-Token-Count"].flatMap { Int($0) }
        return try form.answer(
            vectors: vectors, model: target.model, tokens: json["inputTextTokenCount"]?.int ?? counted)
    }
}
