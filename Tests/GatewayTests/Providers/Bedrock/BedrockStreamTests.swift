import JSON
import Resilience
import TestKit
import Testing

@testable import Gateway

@Suite("Bedrock streams")
struct BedrockStreamTests {
    static func event(_ type: String, _ json: JSONValue) -> EventStreamMessage {
        EventStreamMessage(event: type, json: json.serialized())
    }

    static func text(_ text: String, block: Int = 0) -> EventStreamMessage {
        event("contentBlockDelta", ["contentBlockIndex": JSONValue(block), "delta": ["text": .string(text)]])
    }

    static func stop(_ reason: String = "end_turn") -> EventStreamMessage {
        event("messageStop", ["stopReason": .string(reason)])
    }

    static let start = event("messageStart", ["role": "assistant"])
    static let metadata = event("metadata", ["usage": ["inputTokens": 4, "outputTokens": 2, "totalTokens": 6]])

    private func decoder(_ body: JSONValue = ["messages": []]) throws -> any StreamDecoder {
        BedrockDialect().streamDecoder(for: BedrockRequestTests.chat(body), from: try BedrockRequestTests.target())
    }

    private func bytes(_ messages: [EventStreamMessage]) throws -> [UInt8] {
        try messages.flatMap { try $0.encoded() }
    }

    @Test("tell text, the end and the usage, however their bytes are cut")
    func tellText() throws {
        let stream = try bytes([Self.start, Self.text("Hé"), Self.text("llo"), Self.stop(), Self.metadata])
        let decoder = try decoder(["messages": [], "stream_options": ["include_usage": true]])
        let reading = expectSameEvents(stream) { decoder }
        #expect(reading.text == "Héllo")
        #expect(reading.finish == .stop)
        #expect(reading.usage == TokenUsage(input: 4, output: 2))
        #expect(reading.isComplete)
        #expect(reading.json.last?["usage"]?["total_tokens"] == 6)
        #expect(reading.json.first?["choices"]?[0]?["delta"] == ["role": "assistant", "content": "Hé"])
        #expect(reading.chunks.first?.isPlainText == true)
    }

    @Test("that are cut are never complete, at any byte before their end")
    func thatAreCut() throws {
        let body = try bytes([Self.start, Self.text("Hello"), Self.stop("max_tokens")])
        let decoder = try decoder()
        expectTruncation(body, before: body.count) { decoder }
        let whole = StreamReading(body, with: decoder)
        #expect(whole.isComplete && whole.finish == .length)
        // A metadata message that breaks off was not the end that the provider meant.
        let partial = StreamReading(body + (try Self.metadata.encoded().dropLast()), with: decoder)
        #expect(partial.failure?.failureClass == .malformed)
    }

    @Test("tell tool calls piece by piece, and one without arguments as an empty object")
    func tellToolCalls() throws {
        func call(_ block: Int, _ id: String, _ name: String) -> EventStreamMessage {
            Self.event(
                "contentBlockStart",
                [
                    "contentBlockIndex": JSONValue(block),
                    "start": ["toolUse": ["toolUseId": .string(id), "name": .string(name)]],
                ])
        }
        func input(_ block: Int, _ text: String) -> EventStreamMessage {
            Self.event(
                "contentBlockDelta",
                ["contentBlockIndex": JSONValue(block), "delta": ["toolUse": ["input": .string(text)]]])
        }
        func end(_ block: Int) -> EventStreamMessage {
            Self.event("contentBlockStop", ["contentBlockIndex": JSONValue(block)])
        }
        let stream = try bytes([
            Self.text("So."), end(0), call(1, "t1", "f"), input(1, #"{"a""#), input(1, ":1}"), end(1),
            call(2, "t2", "g"),
            input(2, ""), end(2), Self.stop("tool_use"), Self.metadata,
        ])
        let decoder = try decoder()
        let reading = expectSameEvents(stream) { decoder }
        #expect(
            reading.toolCalls == [
                ChatToolCall(id: "t1", name: "f", arguments: #"{"a":1}"#),
                ChatToolCall(id: "t2", name: "g", arguments: "{}"),
            ])
        #expect(reading.finish == .toolCalls)
        let asSchema = try self.decoder([
            "messages": [],
            "response_format": ["type": "json_schema", "json_schema": ["name": "f", "schema": [:]]],
        ])
        let answered = try StreamReading(
            bytes([call(0, "t", "f"), input(0, #"{"a""#), input(0, ":1}"), end(0), Self.stop("tool_use")]),
            with: asSchema)
        #expect(answered.text == #"{"a":1}"#)
        #expect(answered.toolCalls == [])
        #expect(answered.finish == .stop)
        let unannounced = try StreamReading(bytes([input(4, "{}")]), with: decoder)
        #expect(unannounced.failure?.failureClass == .malformed)
    }

    @Test("tell thoughts, and their signature for the next request")
    func tellThoughts() throws {
        func reasoning(_ json: JSONValue) -> EventStreamMessage {
            Self.event("contentBlockDelta", ["contentBlockIndex": 0, "delta": ["reasoningContent": json]])
        }
        let reading = try StreamReading(
            bytes([
                reasoning(["text": "Hm, "]), reasoning(["text": "yes."]), reasoning(["signature": "sig"]),
                Self.event("contentBlockStop", ["contentBlockIndex": 0]), Self.text("Yes.", block: 1), Self.stop(),
            ]), with: decoder())
        #expect(reading.delta("reasoning_content") == "Hm, yes.")
        #expect(reading.text == "Yes.")
        let blocks = reading.json.compactMap { $0["choices"]?[0]?["delta"]?["thinking_blocks"] }
        #expect(blocks == [[["type": "thinking", "thinking": "Hm, yes.", "signature": "sig"]]])
    }

    @Test(
        "tell failures inside of them by class",
        arguments: [
            ("throttlingException", FailureClass.throttled), ("serviceUnavailableException", .overloaded),
            ("modelStreamErrorException", .server), ("internalServerException", .server),
            ("modelTimeoutException", .timeout), ("validationException", .refused), ("somethingNewException", .server),
        ])
    func tellFailures(type: String, failureClass: FailureClass) throws {
        let exception = EventStreamMessage(exception: type, json: Array(#"{"message":"no more"}"#.utf8))
        let reading = try StreamReading(
            bytes([Self.text("He"), exception, Self.text("llo"), Self.stop()]), with: decoder())
        #expect(reading.text == "He")
        #expect(reading.failure?.failureClass == failureClass)
        #expect(reading.failure?.message == "no more")
        #expect(reading.failure?.code == type.prefix(1).uppercased() + type.dropFirst())
    }

    @Test("that are damaged, of another kind or not whole in their output are failures")
    func thatAreDamaged() throws {
        var damaged = try bytes([Self.text("Hello"), Self.stop()])
        damaged[20] ^= 1
        let bodies = [
            damaged, [], Array("data: {}\n\nand so on".utf8),
            try bytes([Self.text("a"), Self.stop("malformed_tool_use")]),
            try bytes([EventStreamMessage(event: "contentBlockDelta", json: Array("{".utf8))]),
            try bytes([
                EventStreamMessage(
                    headers: [
                        .init(":message-type", .string("error")), .init(":error-code", .string("InternalFailure")),
                    ], payload: [])
            ]),
        ]
        for body in bodies {
            let reading = StreamReading(body, with: try decoder())
            #expect(reading.failure != nil)
            #expect(reading.events.filter { if case .failure = $0 { true } else { false } }.count == 1)
        }
    }

    @Test("never crash on noise", arguments: 0..<20)
    func neverCrash(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var body = try bytes([Self.start, Self.text("Hello"), Self.stop(), Self.metadata])
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            body[Int.random(in: 0..<body.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
        }
        let reading = StreamReading(body, with: try decoder())
        #expect(reading.isComplete != (reading.failure != nil))
    }
}
