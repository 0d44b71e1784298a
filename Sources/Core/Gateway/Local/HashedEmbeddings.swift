import Foundation
import JSON
import Resilience

/// Embeddings without a model: words and their trigrams, hashed into a vector of fixed size with signs, of length 1
/// (Weinberger et al., "Feature Hashing for Large Scale Multitask Learning", 2009). Texts that share words are
/// near each other; meaning beyond the words it does not know.
public struct HashedEmbeddings: LocalModel {
    public let name = "local/hashed"
    private let dimensions: Int

    public init(dimensions: Int = 384) {
        self.dimensions = max(8, dimensions)
    }

    public func supports(_ operation: ModelOperation) -> Bool { operation == .embeddings }

    public func answer(_ request: ModelRequest) async throws(UpstreamFailure) -> ModelAnswer {
        let texts: [String]
        switch request.body["input"] {
        case .string(let text): texts = [text]
        case .array(let values) where !values.isEmpty && values.allSatisfy { $0.string != nil }:
            texts = values.compactMap(\.string)
        default: throw UpstreamFailure(.refused, message: "\(name) embeds texts, not tokens.")
        }
        let format = request.body["encoding_format"]?.string ?? "float"
        guard format == "float" || format == "base64" else {
            throw UpstreamFailure(.refused, message: "\(name) writes embeddings as numbers or base64, not '\(format)'.")
        }
        let vectors = texts.enumerated().map { index, text -> JSONValue in
            let vector = self.vector(of: text)
            return [
                "object": "embedding", "index": JSONValue(index),
                "embedding": format == "base64"
                    ? .string(Self.base64(vector)) : .array(vector.map { JSONValue(Double($0)) }),
            ]
        }
        let tokens = max(1, texts.reduce(0) { $0 + $1.utf8.count } / 4)
        let json: JSONValue = [
            "object": "list", "data": .array(vectors), "model": .string(name),
            "usage": ["prompt_tokens": JSONValue(tokens), "total_tokens": JSONValue(tokens)],
        ]
        return ModelAnswer(
            payload: json.serialized(), json: json, model: name, usage: TokenUsage(input: tokens, output: 0))
    }

    /// Little-endian floats of 32 bits, as OpenAI's interface has them.
    private static func base64(_ vector: [Float]) -> String {
        var bytes: [UInt8] = []
        for value in vector { withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes += $0 } }
        return Data(bytes).base64EncodedString()
    }

    /// A vector of length 1; of zeros for a text without words.
    public func vector(of text: String) -> [Float] {
        var vector = [Float](repeating: 0, count: dimensions)
        for word in text.lowercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
            add(Array(word.utf8), weight: 1, to: &vector)
            let padded = [0x5E] + Array(word.utf8) + [0x24]
            for start in 0..<max(0, padded.count - 2) {
                add(Array(padded[start..<start + 3]), weight: 0.3, to: &vector)
            }
        }
        let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return length > 0 ? vector.map { $0 / length } : vector
    }

    /// FNV-1a (Fowler, Noll, Vo): its lowest bits choose the place, its highest the sign.
    private func add(_ bytes: [UInt8], weight: Float, to vector: inout [Float]) {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        vector[Int(hash % UInt64(dimensions))] += hash >> 63 == 0 ? weight : -weight
    }
}
