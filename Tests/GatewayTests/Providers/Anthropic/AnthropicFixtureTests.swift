import Foundation
import Gateway
import JSON
import TestKit
import Testing

/// A stream that Anthropic sent.
@Suite("A recorded stream of Anthropic", .enabled(if: sharedFixtures != nil))
struct AnthropicFixtureTests {
    private func file(_ name: String) throws -> [UInt8] {
        Array(
            try Data(
                contentsOf: try #require(sharedFixtures).appending(
                    path: "gateway/streams/anthropic-thinking-stream/\(name)")))
    }

    private let request = ProviderTrials.chat(
        ["max_tokens": 4096, "stream": true, "thinking": ["budget_tokens": 1024, "type": "enabled"]],
        messages: [["role": "user", "content": "How do I cross the street?"]])

    private func trial() throws -> StreamTrial {
        StreamTrial(
            AnthropicDialect(), request, try ProviderTrials.target("https://h/v1", model: "claude-sonnet-4-0"),
            bytes: try file("1-body.sse"))
    }

    @Test("thoughts, text and counts are what was sent")
    func content() throws {
        let summary = try trial().whole
        #expect(summary.text.utf8.count == 1021)
        #expect(
            summary.text.hasPrefix("Here are the basic steps for safely crossing the street:\n\n**At intersections wit")
        )
        #expect(summary.text.hasSuffix("Always prioritize safety over speed when crossing streets."))
        #expect(summary.joined("content") == summary.text)
        #expect(summary.joined("reasoning_content").utf8.count == 202)
        #expect(summary.joined("reasoning_content").hasPrefix("This is a straightforward question about pedestria"))
        #expect(summary.isComplete)
        #expect(summary.finish == .stop)
        #expect(summary.usage == TokenUsage(input: 43, output: 282))
        #expect(summary.model == "claude-sonnet-4-20250514")
        #expect(summary.deltas.contains { $0["thinking_blocks"]?[0]?["signature"]?.string?.isEmpty == false })
    }

    @Test("the pieces that bytes come in make no difference, and a cut anywhere is a failure")
    func pieces() throws {
        let trial = try trial()
        #expect(trial.differingPieces(every: 29).isEmpty)
        #expect(trial.wrongCuts(end: trial.bytes.count) == [])
    }

    @Test("what is sent is what the official client sent")
    func requests() throws {
        let recorded = try JSONValue(parsing: try file("1-meta.json"))["request_body"]
        let target = try ProviderTrials.target("https://h/v1", model: "claude-sonnet-4-0")
        #expect(try ProviderTrials.body(of: AnthropicDialect().encode(request, for: target)) == recorded)
    }
}
