import Foundation
import Gateway
import JSON
import Resilience
import Testing

@Suite("The models of this process")
struct LocalModelTests {
    @Test("write with sentences of the request only, in their order")
    func extractive() async throws {
        let text = """
            Rivers carry water to the sea. Cats sleep. Water in rivers carries sediment from mountains. \
            It is late. The sediment of rivers builds deltas where water slows.
            """
        let answer = try await ExtractiveWriter(sentences: 2).answer(.chat(text))
        let content = try #require(answer.json?["choices"]?[0]?["message"]?["content"]?.string)
        #expect(
            content
                == "Water in rivers carries sediment from mountains. "
                + "The sediment of rivers builds deltas where water slows.")
        #expect(answer.model == "local/extractive" && answer.finish == .stop)
        #expect(try JSONValue(parsing: answer.payload) == answer.json)
        #expect(try await ExtractiveWriter(sentences: 2).answer(.chat(text)).payload == answer.payload)
    }

    @Test("decline what they cannot do")
    func refusals() async throws {
        var request = ModelRequest.chat()
        request.body["response_format"] = ["type": "json_object"]
        let json = request
        for request in [json, .chat(""), .chat(" \n ")] {
            await #expect(throws: UpstreamFailure.self) { try await ExtractiveWriter().answer(request) }
        }
        for input: JSONValue in [[1, 2], [], 3] {
            let request = ModelRequest(operation: .embeddings, body: ["input": input])
            await #expect(throws: UpstreamFailure.self) { try await HashedEmbeddings().answer(request) }
        }
    }

    @Test("bear whatever text they get")
    func hostile() async throws {
        for text in ["a", "....", "\u{0}", "😀。😀！ 😀", String(repeating: "x", count: 100_000)] {
            _ = try await ExtractiveWriter(sentences: 0).answer(.chat(text))
            #expect(HashedEmbeddings(dimensions: -1).vector(of: text).count == 8)
        }
    }

    @Test("put texts that share words near each other")
    func embeddings() {
        let model = HashedEmbeddings()
        func similarity(_ one: String, _ other: String) -> Float {
            zip(model.vector(of: one), model.vector(of: other)).reduce(0) { $0 + $1.0 * $1.1 }
        }
        #expect(abs(similarity("the quick fox", "the quick fox") - 1) < 1e-5)
        #expect(
            similarity("rivers carry water", "water in rivers") > similarity("rivers carry water", "cats sleep late")
                + 0.3)
        #expect(model.vector(of: "...").allSatisfy { $0 == 0 })
    }

    @Test("write vectors as numbers or as base64, as OpenAI's clients ask for them")
    func base64() async throws {
        let model = HashedEmbeddings(dimensions: 16)
        let plain = ModelRequest(operation: .embeddings, body: ["input": ["one text", "another"]])
        var packed = plain
        packed.body["encoding_format"] = "base64"
        let numbers = try await model.answer(plain).json?["data"]?[1]?["embedding"]?.array
        let text = try #require(try await model.answer(packed).json?["data"]?[1]?["embedding"]?.string)
        let bytes = try #require(Data(base64Encoded: text))
        #expect(bytes.count == 64)
        let values = bytes.withUnsafeBytes { raw in
            (0..<16).map {
                Float(bitPattern: UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: $0 * 4, as: UInt32.self)))
            }
        }
        #expect(values == numbers?.compactMap { $0.double.map { Float($0) } })
        #expect(values == model.vector(of: "another"))
    }
}
