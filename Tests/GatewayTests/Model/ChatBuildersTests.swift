import Gateway
import JSON
import Testing

@Suite("Answers built in OpenAI's form")
struct ChatBuildersTests {
    private func json(_ chunk: StreamChunk) throws -> JSONValue { try JSONValue(parsing: chunk.payload) }

    @Test("a whole answer has all that a client reads")
    func answer() throws {
        var builder = ChatAnswerBuilder(id: "a\"1", created: 5, model: "m", finish: .toolCalls)
        builder.reasoning = "Hm"
        builder.toolCalls = [ChatToolCall(id: "c", name: "f", arguments: "{}")]
        builder.usage = TokenUsage(input: 9, output: 4, cachedInput: 2)
        builder.extras = ["annotations": []]
        let answer = builder.answer()
        #expect(try JSONValue(parsing: answer.payload) == answer.json)
        #expect(
            answer.json == [
                "id": "a\"1", "object": "chat.completion", "created": 5, "model": "m",
                "choices": [
                    [
                        "index": 0, "logprobs": .null, "finish_reason": "tool_calls",
                        "message": [
                            "role": "assistant", "content": .null, "refusal": .null, "reasoning_content": "Hm",
                            "tool_calls": [
                                ["id": "c", "type": "function", "function": ["name": "f", "arguments": "{}"]]
                            ],
                            "annotations": [],
                        ],
                    ]
                ],
                "usage": [
                    "prompt_tokens": 9, "completion_tokens": 4, "total_tokens": 13,
                    "prompt_tokens_details": ["cached_tokens": 2],
                ],
            ])
        #expect(TokenUsage(json: answer.json?["usage"]) == answer.usage)
    }

    @Test("pieces are valid, say the role once, and escape what they carry")
    func chunks() throws {
        var builder = ChatChunkBuilder(id: "i\n", created: 7, model: "m\"", includesUsage: true)
        let nasty = "a\"\\\u{1}\n\u{2028}é🎈"
        let chunks = [
            builder.text(nasty), builder.reasoning(nasty), builder.toolCall(0, id: nasty, name: "f"),
            builder.toolArguments(0, nasty), builder.refusal(nasty), builder.extra("x", [1]), builder.finish(.length),
            builder.usage(TokenUsage(input: 1, output: 2)),
        ]
        let all = try chunks.map(json)
        for json in all {
            #expect(json["id"] == "i\n")
            #expect(json["object"] == "chat.completion.chunk")
            #expect(json["created"] == 7)
            #expect(json["model"] == "m\"")
        }
        let deltas = all.compactMap { $0["choices"]?[0]?["delta"] }
        #expect(deltas.count == 7)
        #expect(deltas[0] == ["role": "assistant", "content": .string(nasty)])
        #expect(deltas[1] == ["reasoning_content": .string(nasty)])
        #expect(
            deltas[2]["tool_calls"]?[0]
                == ["index": 0, "id": .string(nasty), "type": "function", "function": ["name": "f", "arguments": ""]])
        #expect(deltas[3]["tool_calls"]?[0] == ["index": 0, "function": ["arguments": .string(nasty)]])
        #expect(deltas[4] == ["refusal": .string(nasty)])
        #expect(deltas[5] == ["x": [1]])
        #expect(deltas[6] == [:])
        #expect(all[6]["choices"]?[0]?["finish_reason"] == "length")
        #expect(all[7]["choices"] == [])
        #expect(all[7]["usage"]?["total_tokens"] == 3)
        #expect(chunks.map(\.hasContent) == [true, true, true, true, true, false, false, false])
        #expect(chunks.map(\.text) == [nasty, "", "", "", "", "", "", ""])
        #expect(chunks[6].finish == .length)
    }

    @Test("the usage that nobody asked for has no payload")
    func hiddenUsage() {
        let chunk = ChatChunkBuilder(id: "1", created: 0, model: "m", includesUsage: false).usage(
            TokenUsage(input: 1, output: 1))
        #expect(chunk.payload.isEmpty)
        #expect(chunk.usage == TokenUsage(input: 1, output: 1))
    }

    @Test("a prompt becomes a message, and what chat cannot do is refused")
    func completionRequest() throws {
        func chat(_ body: JSONValue) throws -> JSONValue {
            try CompletionsAsChat.chatRequest(for: ModelRequest(operation: .completion, body: body)).body
        }
        #expect(
            try chat(["model": "m", "prompt": "Hi", "max_tokens": 5, "echo": false, "best_of": 1, "suffix": ""])
                == ["model": "m", "max_tokens": 5, "messages": [["role": "user", "content": "Hi"]]])
        #expect(try chat(["prompt": ["Hi"]])["max_tokens"] == 16)
        for body: JSONValue in [
            [:], ["prompt": ["a", "b"]], ["prompt": [1, 2]], ["prompt": "a", "echo": true],
            ["prompt": "a", "suffix": "b"],
            ["prompt": "a", "logprobs": 0], ["prompt": "a", "best_of": 2],
        ] {
            #expect(throws: RequestProblem.self, "\(body)") { try chat(body) }
        }
    }

    @Test("an answer of chat becomes one of completions, whole and in pieces")
    func completionAnswer() throws {
        var builder = ChatAnswerBuilder(id: "1", created: 3, model: "m", finish: .stop)
        builder.text = "Hi"
        builder.usage = TokenUsage(input: 1, output: 1)
        let completion = CompletionsAsChat.completion(of: builder.answer())
        #expect(completion.json?["object"] == "text_completion")
        #expect(
            completion.json?["choices"] == [["text": "Hi", "index": 0, "logprobs": .null, "finish_reason": "stop"]])
        #expect(completion.json?["usage"] == builder.answer().json?["usage"])

        struct Script: StreamDecoder {
            mutating func receive(_ bytes: [UInt8]) -> [StreamEvent] {
                var builder = ChatChunkBuilder(id: "1", created: 3, model: "m", includesUsage: true)
                return [
                    .chunk(builder.role()), .chunk(builder.text("H\n")), .chunk(builder.text("i")),
                    .chunk(builder.finish(.stop)),
                    .chunk(builder.usage(TokenUsage(input: 1, output: 1))), .end,
                ]
            }
            mutating func ended() -> [StreamEvent] { [] }
        }
        var decoder = CompletionStreamDecoder(Script())
        let events = decoder.receive([])
        let summary = StreamSummary(events)
        #expect(summary.isComplete)
        #expect(summary.payloads.compactMap { $0["choices"]?[0]?["text"]?.string }.joined() == "H\ni")
        #expect(summary.payloads.map { $0["object"] } == Array(repeating: "text_completion", count: 5))
        #expect(summary.payloads.map { $0["created"] } == Array(repeating: 3, count: 5))
        #expect(summary.payloads[3]["choices"]?[0]?["finish_reason"] == "stop")
        #expect(summary.payloads[4]["usage"]?["total_tokens"] == 2)
    }
}
