import Foundation
import Gateway
import HTTPMessages
import JSON
import TestKit
import Testing

/// Streams that real providers sent.
@Suite("Recorded streams of OpenAI and OpenRouter", .enabled(if: sharedFixtures != nil))
struct OpenAIFixtureTests {
    private func file(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: try #require(sharedFixtures).appending(path: "gateway/streams/\(path)")))
    }

    /// The recorded request and what came back.
    private func trial(_ folder: String, _ number: Int = 1, asksForUsage: Bool = true) throws -> StreamTrial {
        let meta = try JSONValue(parsing: try file("\(folder)/\(number)-meta.json"))
        var body = try #require(meta["request_body"])
        if !asksForUsage { body["stream_options"] = nil }
        return StreamTrial(
            OpenAIDialect(), ModelRequest(operation: .chat, body: body),
            try ProviderTrials.target("https://api.openai.com/v1", model: "m"),
            bytes: try file("\(folder)/\(number)-body.sse"))
    }

    static let streams = [
        ("openai-chat-usage-moderation", 1), ("openai-chat-tool-then-text", 1), ("openai-chat-tool-then-text", 2),
        ("openrouter-comments-reasoning", 1),
    ]

    @Test("moderation and usage come after the text, and do not disturb it")
    func moderation() throws {
        let summary = try trial("openai-chat-usage-moderation").whole
        #expect(summary.text == "Paris.")
        #expect(summary.isComplete)
        #expect(summary.finish == .stop)
        #expect(summary.usage == TokenUsage(input: 13, output: 11))
        #expect(summary.model == "gpt-5-2025-08-07")
        #expect(summary.payloads.count == 6)
        #expect(try trial("openai-chat-usage-moderation", asksForUsage: false).whole.payloads.count == 5)
    }

    @Test("a tool call and the text after its result are read")
    func toolThenText() throws {
        let call = try trial("openai-chat-tool-then-text").whole
        #expect(call.finish == .toolCalls)
        #expect(call.arguments(of: 0) == #"{"country":"UK"}"#)
        #expect(call.chunks.first?.isPlainText == false)
        let text = try trial("openai-chat-tool-then-text", 2).whole
        #expect(text.text == "The capital of the UK is London.")
        #expect(text.usage == TokenUsage(input: 78, output: 9))
    }

    @Test("comments are skipped, reasoning is content and not text")
    func openRouter() throws {
        let trial = try trial("openrouter-comments-reasoning", asksForUsage: false)
        let summary = trial.whole
        #expect(summary.text.contains("2 + 2 = 4"))
        #expect(summary.isComplete)
        #expect(summary.usage == TokenUsage(input: 43, output: 36))
        #expect(summary.joined("reasoning").hasPrefix("This is a simple arithmetic question."))
        #expect(summary.chunks.first { $0.hasContent }?.text == "")
        #expect(!summary.payloads.contains { $0["usage"] != nil })
    }

    @Test("the pieces that bytes come in make no difference", arguments: streams)
    func pieces(folder: String, number: Int) throws {
        #expect(try trial(folder, number).differingPieces().isEmpty)
    }

    @Test("a cut before the reason to stop is a failure, at every byte", arguments: streams)
    func cuts(folder: String, number: Int) throws {
        let trial = try trial(folder, number)
        // The end of the event that has the reason: the first blank line after it.
        let text = String(decoding: trial.bytes, as: UTF8.self)
        let reason = try #require(text.range(of: #""finish_reason":"[a-z_]+""#, options: .regularExpression))
        let blank = try #require(text[reason.upperBound...].range(of: "\n\n"))
        #expect(trial.wrongCuts(end: text[..<blank.upperBound].utf8.count) == [])
    }

    @Test("what is sent is what the official client sent", arguments: streams)
    func requests(folder: String, number: Int) throws {
        let meta = try JSONValue(parsing: try file("\(folder)/\(number)-meta.json"))
        let recorded = try #require(meta["request_body"])
        var asked = recorded
        asked["model"] = "some.route"
        asked["stream_options"] = nil
        let target = try ProviderTrials.target(
            "https://api.openai.com/v1", model: try #require(recorded["model"]?.string))
        let sent = try OpenAIDialect().encode(ModelRequest(operation: .chat, body: asked), for: target)
        #expect(try JSONValue(parsing: sent.body) == recorded)
    }
}
