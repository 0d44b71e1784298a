import Foundation
import JSON
import Resilience

/// A request for embeddings in OpenAI's form, and the answer to it, for providers with a form of their own.
struct EmbeddingsForm {
    let texts: [String]
    let dimensions: Int?
    /// Whether the caller wants the vectors as base64 of 32-bit floats, little endian (`encoding_format`).
    private let isBase64: Bool

    init(_ request: ModelRequest) throws(RequestProblem) {
        let root = RequestField(request.body)
        let input = root["input"]
        guard let value = input.value else { throw input.missing() }
        if let text = value.string {
            texts = [text]
        } else {
            var texts: [String] = []
            for element in try input.elements() {
                guard let text = element.value?.string else {
                    throw element.unsupported(
                        "This provider embeds texts, and '\(element.path)' is not a text.",
                        remedy: "Send a string or an array of strings in 'input'.")
                }
                texts.append(text)
            }
            guard !texts.isEmpty else { throw input.mistyped("a string or an array with at least one") }
            self.texts = texts
        }
        dimensions = try root["dimensions"].integer(in: 1...Int(Int32.max))
        isBase64 = try root["encoding_format"].string() == "base64"
    }

    /// The answer in OpenAI's form.
    ///
    /// - Throws: `malformed` when the provider did not send a vector of numbers for each text.
    func answer(
        vectors: [JSONValue], model: String, tokens: Int?
    ) throws(UpstreamFailure) -> ModelAnswer {
        guard vectors.count == texts.count else {
            throw UpstreamFailure(
                .malformed, message: "The provider sent \(vectors.count) vectors for \(texts.count) texts.")
        }
        var data: [JSONValue] = []
        for (index, vector) in vectors.enumerated() {
            guard let numbers = vector.array, !numbers.isEmpty, numbers.allSatisfy({ $0.number != nil }) else {
                throw UpstreamFailure(.malformed, message: "The provider sent something else than a vector of numbers.")
            }
            data.append([
                "object": "embedding", "index": JSONValue(index),
                "embedding": isBase64 ? .string(Self.base64(numbers)) : vector,
            ])
        }
        let usage = tokens.map { TokenUsage(input: max(0, $0), output: 0) }
        let json: JSONValue = [
            "object": "list", "data": .array(data), "model": .string(model),
            "usage": ["prompt_tokens": JSONValue(usage?.input ?? 0), "total_tokens": JSONValue(usage?.input ?? 0)],
        ]
        return ModelAnswer(payload: json.serialized(), json: json, model: model, usage: usage)
    }

    private static func base64(_ numbers: [JSONValue]) -> String {
        var bytes = Data(capacity: numbers.count * 4)
        for number in numbers {
            withUnsafeBytes(of: Float(number.double ?? 0).bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
        }
        return bytes.base64EncodedString()
    }
}
