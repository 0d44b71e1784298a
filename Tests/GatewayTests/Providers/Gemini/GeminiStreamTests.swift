import JSON
import Resilience
import Testing

@testable import Gateway

@Suite("Gemini streams")
struct GeminiStreamTests {
    private func decoder(_ body: JSONValue = ["messages": []]) throws -> any StreamDecoder {
        GeminiDialect(.gemini).streamDecoder(for: GeminiRequestTests.chat(body), from: try GeminiRequestTests.target())
    }

    private func bytes(_ events: [JSONValue], lineEnd: String = "\r\n") -> [UInt8] {
        events.flatMap { Array("data: ".utf8) + $0.serialized() + Array("\(lineEnd)\(lineEnd)".utf8) }
    }

    private func piece(_ parts: JSONValue, finish: String? = nil) -> JSONValue {
        GeminiAnswerTests.reply(parts, finish: finish)
    }

    @Test("tell text, the end and the last usage, however their bytes are cut", arguments: ["\r\n", "\n", "\r"])
    func tellText(lineEnd: String) throws {
        let decoder = try decoder(["messages": [], "stream_options": ["include_usage": true]])
        let stream = bytes(
            [piece([["text": "Grü"]]), piece([["text": "ße"]]), piece([["text": "!"]], finish: "STOP")],
            lineEnd: lineEnd)
        let reading = expectSameEvents(stream) { decoder }
        #expect(reading.text == "Grüße!")
        #expect(reading.finish == .stop)
        #expect(reading.isComplete)
        #expect(reading.chunks.filter { $0.usage != nil }.count == 1)
        #expect(reading.usage == TokenUsage(input: 10, output: 10, cachedInput: 3))
        #expect(reading.json.first?["model"] == "gemini-2.5-flash-001")
        expectTruncation(stream, before: stream.count - lineEnd.count) { decoder }
    }

    @Test("tell thoughts, calls and their signatures")
    func tellCalls() throws {
        let stream = bytes([
            piece([["text": "Hm.", "thought": true]]),
            piece([
                ["functionCall": ["name": "f", "args": ["a": 1]], "thoughtSignature": "s1"],
                ["functionCall": ["name": "g"]],
            ]),
            piece([["text": ""]], finish: "STOP"),
        ])
        let reading = StreamReading(stream, with: try decoder())
        #expect(reading.delta("reasoning_content") == "Hm.")
        #expect(
            reading.toolCalls == [
                ChatToolCall(id: "call_r1_0", name: "f", arguments: #"{"a":1}"#),
                ChatToolCall(id: "call_r1_1", name: "g", arguments: "{}"),
            ])
        let call = reading.json.compactMap { $0["choices"]?[0]?["delta"]?["tool_calls"]?[0] }.first
        #expect(call?["extra_content"] == ["google": ["thought_signature": "s1"]])
        #expect(reading.finish == .toolCalls)
        #expect(reading.chunks.contains { !$0.isPlainText })
    }

    @Test("tell failures inside of them by class, once")
    func tellFailures() throws {
        let first = piece([["text": "He"]])
        let endings: [(JSONValue, FailureClass)] = [
            (["error": ["code": 503, "message": "m", "status": "UNAVAILABLE"]], .overloaded),
            (["error": ["code": 429, "message": "m", "status": "RESOURCE_EXHAUSTED"]], .throttled),
            (["error": ["code": 500, "message": "m"]], .server),
            (["promptFeedback": ["blockReason": "SAFETY"]], .refused),
            (piece([], finish: "MALFORMED_FUNCTION_CALL"), .malformed),
            (["unknown": 1], .malformed),
        ]
        for (ending, failureClass) in endings {
            let stream = bytes([first, ending, piece([["text": "llo"]], finish: "STOP")])
            let reading = StreamReading(stream, with: try decoder())
            #expect(reading.text == "He")
            #expect(reading.failure?.failureClass == failureClass)
            #expect(!reading.events.contains(.end))
        }
    }

    @Test("that are no streams are failures")
    func thatAreNone() throws {
        for body in ["", "data: {\r\n\r\n", "<html></html>", ": comment\n\n"] {
            let reading = StreamReading(Array(body.utf8), with: try decoder())
            #expect(reading.failure?.failureClass == .malformed)
        }
        let plain = #"{"error":{"code":429,"message":"m","status":"RESOURCE_EXHAUSTED"}}"#
        #expect(StreamReading(Array(plain.utf8), with: try decoder()).failure?.failureClass == .throttled)
    }
}
