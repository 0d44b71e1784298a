import Foundation
import JSON
import TestKit
import Testing

@testable import Gateway

@Suite("Recorded streams", .enabled(if: sharedFixtures != nil))
struct AnswerReplayFixtureTests {
    @Test(
        "a recorded stream, put together and replayed, says the same",
        arguments: [
            "openai-chat-usage-moderation/1-body.sse", "openai-chat-tool-then-text/1-body.sse",
            "openai-chat-tool-then-text/2-body.sse", "openrouter-comments-reasoning/1-body.sse",
        ])
    func recorded(path: String) throws {
        let folder = try #require(sharedFixtures).appending(path: "gateway/streams")
        let payloads = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
            .split(whereSeparator: \.isNewline).filter { $0.hasPrefix("data: {") }
            .map { Array($0.dropFirst(6).utf8) }
        #expect(payloads.count > 3)
        var assembler = AnswerAssembler(operation: .chat)
        for payload in payloads { assembler.receive(StreamChunk(payload: payload, hasContent: true)) }
        let answer = try #require(assembler.finish())

        // What the pieces say, added up in the plainest way.
        let chunks = try payloads.map { try JSONValue(parsing: $0) }
        let deltas = chunks.compactMap { $0["choices"]?[0]?["delta"] }
        let message = answer.json?["choices"]?[0]?["message"]
        #expect((message?["content"]?.string ?? "") == deltas.compactMap { $0["content"]?.string }.joined())
        let arguments = deltas.compactMap { $0["tool_calls"]?[0]?["function"]?["arguments"]?.string }.joined()
        #expect((message?["tool_calls"]?[0]?["function"]?["arguments"]?.string ?? "") == arguments)
        #expect(message?["content"]?.string?.isEmpty == false || !arguments.isEmpty)
        #expect(answer.json?["usage"] == chunks.compactMap { $0["usage"] }.last { !$0.isNull })
        #expect(
            answer.finish?.rawValue
                == chunks.compactMap { $0["choices"]?[0]?["finish_reason"]?.string }.last)

        let replay = try #require(AnswerReplay.chunks(of: answer, operation: .chat, includeUsage: true))
        var again = AnswerAssembler(operation: .chat)
        for chunk in replay { again.receive(chunk) }
        let retold = again.finish()
        // The members may come in another order.
        #expect(retold?.json == answer.json)
        #expect(retold?.usage == answer.usage)
        #expect(retold?.finish == answer.finish)
    }
}
