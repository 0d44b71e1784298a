import Gateway
import JSON
import Testing

@Suite("Chat requests read into types")
struct ChatRequestTests {
    private func read(_ fields: JSONObject = [:], messages: JSONValue = [["role": "user", "content": "Hi"]]) throws
        -> ChatRequest
    {
        try ChatRequest(ProviderTrials.chat(fields, messages: messages))
    }

    private func problem(_ fields: JSONObject = [:], messages: JSONValue = [["role": "user", "content": "Hi"]])
        -> String?
    {
        let problem = #expect(throws: RequestProblem.self) { try read(fields, messages: messages) }
        return problem?.field
    }

    @Test("roles, parts and tool calls are read")
    func messages() throws {
        let chat = try read(messages: [
            ["role": "system", "content": "Be kind."],
            ["role": "developer", "content": [["type": "text", "text": "Short."]]],
            [
                "role": "user", "name": "ann",
                "content": [
                    ["type": "text", "text": "Look"],
                    ["type": "image_url", "image_url": ["url": "data:IMAGE/PNG;base64,AAAA", "detail": "low"]],
                    ["type": "image_url", "image_url": "https://a.b/c.png"],
                    ["type": "input_audio", "input_audio": ["data": "BBBB", "format": "mp3"]],
                    ["type": "video_url", "video_url": ["url": "data:video/mp4;codecs=h264;base64,CC,CC"]],
                    ["type": "file", "file": ["filename": "a.pdf", "file_data": "data:application/pdf;base64,DD"]],
                    ["type": "file", "file": ["file_id": "file-1"]],
                ],
            ],
            [
                "role": "assistant", "content": .null,
                "tool_calls": [["id": "c1", "type": "function", "function": ["name": "f", "arguments": "{\"a\":1}"]]],
            ],
            ["role": "tool", "tool_call_id": "c1", "content": "42"],
        ])
        #expect(chat.instructions == "Be kind.\n\nShort.")
        #expect(chat.conversation.map(\.role) == [.user, .assistant, .tool])
        #expect(
            chat.messages[2].parts == [
                .text("Look"), .image(.data(mediaType: "image/png", base64: "AAAA")), .image(.url("https://a.b/c.png")),
                .audio(.data(mediaType: "audio/mpeg", base64: "BBBB")),
                .video(.data(mediaType: "video/mp4", base64: "CC,CC")),
                .file(.data(mediaType: "application/pdf", base64: "DD"), name: "a.pdf"),
                .file(.uploaded(id: "file-1"), name: nil),
            ])
        #expect(chat.messages[2].name == "ann")
        #expect(chat.messages[3].toolCalls == [ChatToolCall(id: "c1", name: "f", arguments: "{\"a\":1}")])
        #expect(chat.messages[3].parts == [])
        #expect(try chat.messages[3].toolCalls[0].argumentsObject(at: "x") == ["a": 1])
        #expect(chat.messages[4].toolCallID == "c1")
    }

    @Test("options, tools and the wished form are read")
    func options() throws {
        let chat = try read([
            "temperature": 0.5, "top_p": 1, "max_tokens": 5, "max_completion_tokens": 7, "stop": "x", "seed": -3,
            "tools": [
                ["type": "function", "function": ["name": "f", "parameters": ["type": "object"], "strict": true]]
            ],
            "tool_choice": ["type": "function", "function": ["name": "f"]], "parallel_tool_calls": false,
            "response_format": [
                "type": "json_schema", "json_schema": ["name": "n", "schema": ["type": "object"], "strict": true],
            ],
            "stream": true, "stream_options": ["include_usage": true], "reasoning_effort": "low", "user": .null,
        ])
        #expect(chat.options.temperature == 0.5)
        #expect(chat.options.maxTokens == 7)
        #expect(chat.options.stop == ["x"])
        #expect(chat.options.seed == -3)
        #expect(chat.options.reasoningEffort == "low")
        #expect(chat.tools.map(\.name) == ["f"])
        #expect(chat.tools[0].isStrict)
        #expect(chat.toolChoice == .named("f"))
        #expect(chat.parallelToolCalls == false)
        #expect(chat.responseFormat == .jsonSchema(name: "n", schema: ["type": "object"], strict: true))
        #expect(chat.isStreaming && chat.includesUsage)
        #expect(try read(["tool_choice": "none"]).toolChoice == ToolChoice.none)
        #expect(try read(["stop": ["a", "b"]]).options.stop == ["a", "b"])
    }

    @Test("a problem names its field")
    func problems() {
        #expect(problem(messages: .null) == "messages")
        #expect(problem(messages: []) == "messages")
        #expect(problem(messages: "Hi") == "messages")
        #expect(problem(messages: [5]) == "messages[0]")
        #expect(problem(messages: [["content": "a"]]) == "messages[0].role")
        #expect(problem(messages: [["role": "king", "content": "a"]]) == "messages[0].role")
        #expect(problem(messages: [["role": "user", "content": "a"], ["role": "user"]]) == "messages[1].content")
        #expect(problem(messages: [["role": "user", "content": 5]]) == "messages[0].content")
        #expect(problem(messages: [["role": "user", "content": [["type": "smell"]]]]) == "messages[0].content[0].type")
        let svg: JSONValue = ["type": "image_url", "image_url": ["url": "data:image/svg+xml,<svg/>"]]
        #expect(problem(messages: [["role": "user", "content": [svg]]]) == "messages[0].content[0].image_url.url")
        #expect(problem(messages: [["role": "tool", "content": "a"]]) == "messages[0].tool_call_id")
        #expect(problem(["temperature": "hot"]) == "temperature")
        #expect(problem(["max_tokens": 0]) == "max_tokens")
        #expect(problem(["max_tokens": 1.5]) == "max_tokens")
        #expect(problem(["max_tokens": 1e300]) == "max_tokens")
        #expect(problem(["stop": [1]]) == "stop[0]")
        #expect(problem(["tools": [["type": "web_search"]]]) == "tools[0].type")
        #expect(problem(["tools": [["type": "function"]]]) == "tools[0].function.name")
        #expect(problem(["tool_choice": "maybe"]) == "tool_choice")
        #expect(problem(["response_format": ["type": "json_schema"]]) == "response_format.json_schema.schema")
        #expect(problem(["response_format": ["type": "yaml"]]) == "response_format.type")
        #expect(problem(["stream": "yes"]) == "stream")
    }

    @Test("arguments of a tool call that are no object are a problem, and none are an empty object")
    func arguments() throws {
        #expect(try ChatToolCall(id: "1", name: "f", arguments: " \n").argumentsObject(at: "x") == [:])
        for text in ["[]", "5", "{", "null"] {
            #expect(throws: RequestProblem.self) {
                try ChatToolCall(id: "1", name: "f", arguments: text).argumentsObject(at: "x")
            }
        }
    }

    @Test(
        "fields without an equivalent are refused where they change the answer",
        arguments: [
            ("n", 2), ("logprobs", true), ("top_logprobs", 3), ("logit_bias", ["5": -100]),
            ("modalities", ["text", "audio"]),
            ("functions", []), ("web_search_options", [:]), ("audio", ["voice": "alloy"]),
        ] as [(String, JSONValue)])
    func refusedFields(name: String, value: JSONValue) throws {
        let chat = try read([name: value])
        let problem = #expect(throws: RequestProblem.self) { try chat.refuseFields(unknownTo: [], by: "Acme") }
        #expect(problem?.field == name)
        #expect(problem?.message.contains("Acme") == true)
        try chat.refuseFields(unknownTo: [name], by: "Acme")
    }

    @Test("fields that change nothing are left out, and listed")
    func ignoredFields() throws {
        let chat = try read([
            "n": 1, "logprobs": false, "logit_bias": [:], "modalities": ["text"], "seed": 5, "user": "a", "store": true,
            "prompt_cache_key": "k", "best": .null,
        ])
        try chat.refuseFields(unknownTo: ["user"], by: "Acme")
        #expect(
            chat.fields(unknownTo: ["user"])
                == ["logit_bias", "logprobs", "modalities", "n", "prompt_cache_key", "seed", "store"])
    }
}
