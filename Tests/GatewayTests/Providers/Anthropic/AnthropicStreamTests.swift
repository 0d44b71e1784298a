import Gateway
import HTTPMessages
import JSON
import Resilience
import Testing

@Suite("Streams of Anthropic")
struct AnthropicStreamTests {
    private let start =
        #"{"type":"message_start","message":{"id":"msg_1","model":"claude-x","usage":"#
        + #"{"input_tokens":7,"output_tokens":1}}}"#
    private let stop = #"{"type":"message_stop"}"#

    private func delta(_ reason: String) -> String {
        #"{"type":"message_delta","delta":{"stop_reason":"\#(reason)"},"usage":{"output_tokens":9}}"#
    }

    private func block(_ index: Int, _ begin: String, _ deltas: [String]) -> [String] {
        [#"{"type":"content_block_start","index":\#(index),"content_block":\#(begin)}"#]
            + deltas.map { #"{"type":"content_block_delta","index":\#(index),"delta":\#($0)}"# }
            + [#"{"type":"content_block_stop","index":\#(index)}"#]
    }

    private func text(_ pieces: [String]) -> [String] {
        block(0, #"{"type":"text","text":""}"#, pieces.map { #"{"type":"text_delta","text":"\#($0)"}"# })
    }

    private func trial(_ data: [String], request: ModelRequest = ProviderTrials.chat(["stream": true])) throws
        -> StreamTrial
    {
        StreamTrial(
            AnthropicDialect(), request, try ProviderTrials.target("https://h/v1", model: "claude-sonnet-4-5"),
            bytes: StreamTrial.bytes(data, end: nil))
    }

    @Test("text, end, usage and model are told, in whatever pieces the bytes come")
    func wholeStream() throws {
        let data =
            [start, #"{"type":"ping"}"#] + text(["Hé", "llo"]) + [#"{"type":"new_kind"}"#, delta("end_turn"), stop]
        let trial = try trial(data)
        let summary = trial.whole
        #expect(summary.text == "Héllo")
        #expect(summary.joined("content") == "Héllo")
        #expect(summary.isComplete)
        #expect(summary.finish == .stop)
        #expect(summary.usage == TokenUsage(input: 7, output: 9))
        #expect(summary.model == "claude-x")
        #expect(summary.deltas.first?["role"] == "assistant")
        #expect(summary.payloads.last?["choices"]?[0]?["finish_reason"] == "stop")
        #expect(trial.differingPieces().isEmpty)
        #expect(trial.wrongCuts(end: trial.bytes.count) == [])
        let asking = ProviderTrials.chat(["stream": true, "stream_options": ["include_usage": true]])
        #expect(try self.trial(data, request: asking).whole.payloads.last?["usage"]?["prompt_tokens"] == 7)
    }

    @Test("thoughts are reasoning, with their signature at their end")
    func thoughts() throws {
        let thought = block(
            0, #"{"type":"thinking","thinking":"","signature":""}"#,
            [#"{"type":"thinking_delta","thinking":"Hm"}"#, #"{"type":"signature_delta","signature":"s1"}"#])
        let summary = try trial([start] + thought + [delta("end_turn"), stop]).whole
        #expect(summary.joined("reasoning_content") == "Hm")
        #expect(summary.text == "")
        #expect(summary.chunks.first { $0.hasContent } != nil)
        #expect(
            summary.deltas.compactMap { $0["thinking_blocks"] } == [
                [["type": "thinking", "thinking": "", "signature": "s1"]]
            ])
    }

    @Test("tool calls are counted among themselves, and one without arguments has empty ones")
    func tools() throws {
        let data =
            [start] + text(["ok"])
            + block(
                1, #"{"type":"tool_use","id":"t1","name":"f","input":{}}"#,
                [
                    #"{"type":"input_json_delta","partial_json":""}"#,
                    #"{"type":"input_json_delta","partial_json":"{\"a\":"}"#,
                    #"{"type":"input_json_delta","partial_json":"1}"}"#,
                ])
            + block(2, #"{"type":"tool_use","id":"t2","name":"g","input":{}}"#, []) + [delta("tool_use"), stop]
        let trial = try trial(data)
        let summary = trial.whole
        #expect(summary.arguments(of: 0) == #"{"a":1}"#)
        #expect(summary.arguments(of: 1) == "{}")
        #expect(summary.deltas.compactMap { $0["tool_calls"]?[0]?["id"]?.string } == ["t1", "t2"])
        #expect(summary.finish == .toolCalls)
        #expect(summary.chunks.contains { !$0.isPlainText })
        #expect(trial.wrongCuts(end: trial.bytes.count) == [])
    }

    @Test("the arguments of the answer's tool are the text")
    func answerTool() throws {
        let request = ProviderTrials.chat(["stream": true, "response_format": ["type": "json_object"]])
        let tool = block(
            0, #"{"type":"tool_use","id":"t1","name":"json_answer","input":{}}"#,
            [
                #"{"type":"input_json_delta","partial_json":"{\"a\":"}"#,
                #"{"type":"input_json_delta","partial_json":"1}"}"#,
            ])
        let summary = try trial([start] + tool + [delta("tool_use"), stop], request: request).whole
        #expect(summary.text == #"{"a":1}"#)
        #expect(summary.finish == .stop)
        #expect(!summary.chunks.contains { !$0.isPlainText })
    }

    @Test("white space that was taken off the beginning is not said twice, in whatever pieces it comes")
    func seam() throws {
        let request = ProviderTrials.chat(
            ["stream": true],
            messages: [["role": "user", "content": "a"], ["role": "assistant", "content": "Once \n\n"]])
        for pieces in [[" ", "\\n\\nupon"], [" \\n\\nupon"], ["upon"], ["", "", " ", "\\n", "\\n", "upon"]] {
            let summary = try trial([start] + text(pieces) + [delta("end_turn"), stop], request: request).whole
            #expect(summary.text == "upon", "\(pieces)")
        }
        let later = try trial([start] + text(["upon", " \\n"]) + [delta("end_turn"), stop], request: request).whole
        #expect(later.text == "upon \n")
    }

    @Test("an error inside the stream, and a stream out of order, are failures after what came before")
    func failures() throws {
        let overloaded = #"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"#
        let cases: [([String], FailureClass, String)] = [
            ([start] + text(["a"]) + [overloaded, stop], .overloaded, "a"), ([overloaded], .overloaded, ""),
            ([start] + text(["a"]) + [stop], .malformed, "a"), ([stop], .malformed, ""), (text(["a"]), .malformed, ""),
            ([start, start], .malformed, ""), ([start, "{"], .malformed, ""), ([start, "[DONE]"], .malformed, ""),
            ([], .malformed, ""),
        ]
        for (data, failureClass, text) in cases {
            let summary = try trial(data).whole
            #expect(summary.failure?.failureClass == failureClass, "\(data)")
            #expect(summary.text == text)
            #expect(!summary.isComplete)
        }
        let plain = StreamTrial(
            AnthropicDialect(), ProviderTrials.chat(), try ProviderTrials.target("https://h/v1", model: "m"),
            bytes: Array(overloaded.utf8))
        #expect(plain.whole.failure?.failureClass == .overloaded)
    }

    @Test("a prompt's answer has the form of completions")
    func completions() throws {
        let request = ModelRequest(operation: .completion, body: ["prompt": "Hi", "stream": true])
        let summary = try trial([start] + text(["a"]) + [delta("max_tokens"), stop], request: request).whole
        #expect(summary.payloads.compactMap { $0["choices"]?[0]?["text"]?.string } == ["", "a", ""])
        #expect(summary.payloads.last?["choices"]?[0]?["finish_reason"] == "length")
        #expect(summary.isComplete)
    }
}
