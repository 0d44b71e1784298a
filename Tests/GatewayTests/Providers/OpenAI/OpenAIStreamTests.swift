import Gateway
import HTTPMessages
import JSON
import Resilience
import Testing

@Suite("Streams of OpenAI and its like")
struct OpenAIStreamTests {
    private func trial(
        _ data: [String], end: String? = "[DONE]", fields: JSONObject = ["stream": true],
        operation: ModelOperation = .chat
    ) throws -> StreamTrial {
        StreamTrial(
            OpenAIDialect(), ModelRequest(operation: operation, body: .object(fields)),
            try ProviderTrials.target("http://h/v1", model: "m"), bytes: StreamTrial.bytes(data, end: end))
    }

    private func piece(_ delta: String, finish: String? = nil, index: Int = 0, more: String = "") -> String {
        let finish = finish.map { "\"\($0)\"" } ?? "null"
        let choice = #"{"index":\#(index),"delta":\#(delta),"finish_reason":\#(finish)}"#
        return #"{"id":"1","model":"m-1","choices":[\#(choice)]\#(more)}"#
    }

    private var plain: [String] {
        [
            piece(#"{"role":"assistant","content":""}"#), piece(#"{"content":"Hé"}"#), piece(#"{"content":"llo"}"#),
            piece("{}", finish: "stop"), #"{"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2}}"#,
        ]
    }

    @Test("text, end, usage and model are told, in whatever pieces the bytes come")
    func wholeStream() throws {
        let trial = try trial(plain)
        let summary = trial.whole
        #expect(summary.text == "Héllo")
        #expect(summary.isComplete)
        #expect(summary.finish == .stop)
        #expect(summary.usage == TokenUsage(input: 3, output: 2))
        #expect(summary.model == "m-1")
        #expect(summary.chunks.map(\.hasContent) == [false, true, true, false, false])
        #expect(!summary.chunks.contains { !$0.isPlainText })
        #expect(summary.chunks[1].payload == Array(plain[1].utf8))
        #expect(trial.differingPieces().isEmpty)
    }

    @Test("a stream that is cut before it says why it ends is never an answer")
    func cuts() throws {
        let trial = try trial(plain)
        let finishing = StreamTrial.bytes(Array(plain.prefix(4)), end: nil).count
        #expect(trial.wrongCuts(end: finishing) == [])
        let failure = StreamSummary(trial.events(first: 150)).failure
        #expect(failure?.failureClass == .malformed)
        #expect(failure?.code == "stream_truncated")
        #expect(StreamSummary(trial.events(first: 0)).failure != nil)
    }

    @Test("with several choices, all of them must have ended")
    func severalChoices() throws {
        let data = [piece(#"{"content":"a"}"#), piece(#"{"content":"b"}"#, index: 1), piece("{}", finish: "stop")]
        let open = try trial(data, end: nil).whole
        #expect(!open.isComplete)
        #expect(open.text == "a")
        #expect(open.chunks.map(\.isPlainText) == [true, false, true])
        let closed = try trial(data + [piece("{}", finish: "length", index: 1)], end: nil).whole
        #expect(closed.isComplete)
        #expect(closed.finish == .stop)
    }

    @Test("the usage that the caller did not ask for is counted and kept from it")
    func hiddenUsage() throws {
        let asked: JSONObject = ["stream": true, "stream_options": ["include_usage": true]]
        #expect(try trial(plain, fields: asked).whole.payloads.count == 5)
        let hidden = try trial(plain).whole
        #expect(hidden.payloads.count == 4)
        #expect(hidden.usage != nil)
        // The usage in a piece with a choice that has something to say stays.
        let together = try trial([
            piece(#"{"content":"a"}"#, finish: "stop", more: #","usage":{"prompt_tokens":1,"completion_tokens":1}"#)
        ])
        #expect(together.whole.payloads.count == 1)
        // OpenRouter's last piece has a choice without content.
        let router =
            plain.dropLast() + [piece(#"{"content":""}"#, more: #","usage":{"prompt_tokens":1,"completion_tokens":1}"#)]
        #expect(try trial(Array(router)).whole.payloads.count == 4)
    }

    @Test(
        "an error inside the stream ends it as a failure, after what came before",
        arguments: [
            (#"{"error":{"message":"Overloaded","type":"overloaded_error"}}"#, FailureClass.overloaded),
            (#"{"error":{"message":"x","type":"server_error"}}"#, .server),
            (#"{"error":{"message":"x","code":429}}"#, .throttled), (#"{"error":"stopped"}"#, .server),
            (#"{"choices":[{"index":0,"delta":{},"finish_reason":"error"}]}"#, .server), ("{\"choices\":[", .malformed),
            ("5", .malformed), ("nonsense", .malformed),
        ])
    func errors(data: String, failureClass: FailureClass) throws {
        let summary = try trial([plain[1], data, plain[2]]).whole
        #expect(summary.text == "Hé")
        #expect(summary.failure?.failureClass == failureClass)
        #expect(!summary.isComplete)
    }

    @Test("an event named error is one, whatever its form")
    func namedError() throws {
        let bytes =
            StreamTrial.bytes([plain[1]], end: nil) + Array("event: error\ndata: {\"message\":\"lost\"}\n\n".utf8)
        let trial = StreamTrial(
            OpenAIDialect(), ProviderTrials.chat(), try ProviderTrials.target("http://h/v1", model: "m"), bytes: bytes)
        #expect(trial.whole.failure?.message == "lost")
    }

    @Test("an answer that is no stream is a failure, and its error is read")
    func noStream() throws {
        let target = try ProviderTrials.target("http://h/v1", model: "m")
        for (text, failureClass) in [
            (#" {"error":{"type":"rate_limit_error","message":"x"}}"#, FailureClass.throttled),
            (#"{"choices":[{"message":{"content":"a"},"finish_reason":"stop"}]}"#, .malformed), ("{", .malformed),
            ("<html></html>", .malformed), ("", .malformed), ("data: [DONE]\n\n", .malformed),
        ] {
            let trial = StreamTrial(OpenAIDialect(), ProviderTrials.chat(), target, bytes: Array(text.utf8))
            #expect(trial.whole.failure?.failureClass == failureClass, "\(text)")
            #expect(trial.whole.chunks.isEmpty)
            #expect(trial.differingPieces().isEmpty)
        }
    }

    @Test("comments, empty events and what follows the end are skipped")
    func skipped() throws {
        let bytes =
            Array(": hi\n\ndata: \n\n".utf8) + StreamTrial.bytes(plain) + Array("data: {\"error\":\"late\"}\n\n".utf8)
        let trial = StreamTrial(
            OpenAIDialect(), ProviderTrials.chat(), try ProviderTrials.target("http://h/v1", model: "m"), bytes: bytes)
        #expect(trial.whole.isComplete)
        #expect(trial.whole.failure == nil)
        #expect(trial.whole.text == "Héllo")
    }

    @Test("tool calls, refusals, sound and log probabilities are content that no other endpoint can go on with")
    func notPlain() throws {
        for delta in [#"{"tool_calls":[{"index":0}]}"#, #"{"refusal":"No"}"#, #"{"audio":{"data":"AA"}}"#] {
            let chunk = try #require(try trial([piece(delta)]).whole.chunks.first)
            #expect(chunk.hasContent && !chunk.isPlainText, "\(delta)")
        }
        let reasoning = try #require(try trial([piece(#"{"reasoning":"Hm","content":""}"#)]).whole.chunks.first)
        #expect(reasoning.hasContent && reasoning.isPlainText)
        let probable =
            #"{"choices":[{"index":0,"delta":{"content":"a"},"logprobs":{"content":[]},"finish_reason":null}]}"#
        #expect(try trial([probable]).whole.chunks.first?.isPlainText == false)
    }

    @Test("completions have their text in another place")
    func completions() throws {
        let summary = try trial(
            [
                #"{"choices":[{"index":0,"text":"a b","finish_reason":null}]}"#,
                #"{"choices":[{"index":0,"text":"","finish_reason":"length"}]}"#,
            ],
            operation: .completion
        ).whole
        #expect(summary.text == "a b")
        #expect(summary.finish == .length)
        #expect(summary.isComplete)
    }

    @Test("streamed speech is sound, and cut speech is none")
    func speech() throws {
        let data = [
            #"{"type":"speech.audio.delta","audio":"AAEC"}"#, #"{"type":"speech.audio.delta","audio":"Aw=="}"#,
            #"{"type":"speech.audio.done","usage":{"input_tokens":4,"output_tokens":9,"total_tokens":13}}"#,
        ]
        let trial = try trial(data, end: nil, fields: ["stream_format": "sse"], operation: .speech)
        #expect(trial.whole.chunks.flatMap(\.payload) == [0, 1, 2, 3])
        #expect(trial.whole.usage == TokenUsage(input: 4, output: 9))
        #expect(trial.whole.isComplete)
        #expect(trial.wrongCuts(end: trial.bytes.count) == [])
        let broken = try self.trial([#"{"type":"speech.audio.delta","audio":"?"}"#], operation: .speech).whole
        #expect(broken.failure?.failureClass == .malformed)
    }

    @Test("a streamed transcript ends with its last event")
    func transcript() throws {
        let data = [
            #"{"type":"transcript.text.delta","delta":"Good "}"#, #"{"type":"transcript.text.done","text":"Good day"}"#,
        ]
        let trial = try trial(data, end: nil, operation: .transcription)
        #expect(trial.whole.text == "Good ")
        #expect(trial.whole.payloads.count == 2)
        #expect(trial.wrongCuts(end: trial.bytes.count) == [])
    }
}
