import Gateway
import HTTPMessages
import JSON
import Testing

@Suite("Requests to Anthropic")
struct AnthropicRequestTests {
    private let dialect = AnthropicDialect()

    private func target(_ model: String = "claude-sonnet-4-5", settings: [String: String] = [:]) throws -> CallTarget {
        try ProviderTrials.target("https://api.anthropic.com/v1", model: model, settings: settings)
    }

    private func body(
        _ fields: JSONObject = [:], messages: JSONValue = [["role": "user", "content": "Hi"]],
        model: String = "claude-sonnet-4-5", settings: [String: String] = [:]
    ) throws -> JSONValue {
        let request = ProviderTrials.chat(fields, messages: messages)
        return try ProviderTrials.body(of: dialect.encode(request, for: target(model, settings: settings)))
    }

    private func problem(_ fields: JSONObject = [:], messages: JSONValue = [["role": "user", "content": "Hi"]])
        -> String?
    {
        #expect(throws: RequestProblem.self) { try body(fields, messages: messages) }?.field
    }

    private let hi: JSONValue = [["role": "user", "content": [["type": "text", "text": "Hi"]]]]

    @Test("the address, the version and the key are Anthropic's")
    func address() throws {
        let sent = try dialect.encode(ProviderTrials.chat(), for: target(settings: ["anthropic_beta": "x-1"]))
        #expect(sent.target == "/v1/messages")
        #expect(sent.headers["x-api-key"] == "sk-test-0123456789")
        #expect(sent.headers["anthropic-version"] == "2023-06-01")
        #expect(sent.headers["anthropic-beta"] == "x-1")
        #expect(sent.headers["authorization"] == nil)
    }

    @Test("a small request is small, with the number of tokens that Anthropic demands")
    func small() throws {
        #expect(try body() == ["model": "claude-sonnet-4-5", "max_tokens": 16384, "messages": hi])
        #expect(try body(model: "claude-3-haiku-20240307")["max_tokens"] == 4096)
        #expect(try body(model: "claude-3-5-sonnet-latest")["max_tokens"] == 8192)
        #expect(try body(settings: ["max_tokens": "300"])["max_tokens"] == 300)
        #expect(try body(["max_completion_tokens": 9], settings: ["max_tokens": "300"])["max_tokens"] == 9)
    }

    @Test("options have their names, and what Anthropic does not know is refused or left out")
    func options() throws {
        let sent = try body([
            "temperature": 0.30, "top_p": 0.9, "top_k": 5, "stop": ["END", ""], "stream": true, "user": "u1", "seed": 3,
        ])
        #expect(sent["temperature"]?.number?.text == "0.3")
        #expect(sent["top_p"] == 0.9)
        #expect(sent["top_k"] == 5)
        #expect(sent["stop_sequences"] == ["END"])
        #expect(sent["stream"] == true)
        #expect(sent["metadata"] == ["user_id": "u1"])
        #expect(sent["seed"] == nil)
        #expect(problem(["temperature": 1.5]) == "temperature")
        #expect(problem(["stop": " \n"]) == "stop")
        #expect(problem(["n": 2]) == "n")
    }

    @Test("instructions are taken out, and each side's messages become one")
    func turns() throws {
        let sent = try body(messages: [
            ["role": "system", "content": "A"], ["role": "user", "content": "1"], ["role": "user", "content": "2"],
            [
                "role": "assistant", "content": "",
                "tool_calls": [
                    ["id": "t1", "function": ["name": "f", "arguments": "{\"x\":1}"]],
                    ["id": "t2", "function": ["name": "g", "arguments": ""]],
                ],
            ],
            ["role": "tool", "tool_call_id": "t1", "content": "r1"],
            ["role": "tool", "tool_call_id": "t2", "content": ""],
            ["role": "developer", "content": "B"], ["role": "user", "content": "3"],
        ])
        #expect(sent["system"] == "A\n\nB")
        #expect(
            sent["messages"] == [
                ["role": "user", "content": [["type": "text", "text": "1"], ["type": "text", "text": "2"]]],
                [
                    "role": "assistant",
                    "content": [
                        ["type": "tool_use", "id": "t1", "name": "f", "input": ["x": 1]],
                        ["type": "tool_use", "id": "t2", "name": "g", "input": [:]],
                    ],
                ],
                [
                    "role": "user",
                    "content": [
                        ["type": "tool_result", "tool_use_id": "t1", "content": [["type": "text", "text": "r1"]]],
                        ["type": "tool_result", "tool_use_id": "t2"], ["type": "text", "text": "3"],
                    ],
                ],
            ])
        #expect(problem(messages: [["role": "system", "content": "A"]]) == "messages")
    }

    @Test("pictures and documents have their forms, and what cannot be given is refused by its place")
    func media() throws {
        func content(_ part: JSONValue) throws -> JSONValue? {
            try body(messages: [["role": "user", "content": [part]]])["messages"]?[0]?["content"]?[0]
        }
        #expect(
            try content(["type": "image_url", "image_url": ["url": "data:image/jpg;base64,AAAA"]])
                == ["type": "image", "source": ["type": "base64", "media_type": "image/jpeg", "data": "AAAA"]])
        #expect(
            try content(["type": "image_url", "image_url": ["url": "https://a.b/c"]])
                == ["type": "image", "source": ["type": "url", "url": "https://a.b/c"]])
        #expect(
            try content([
                "type": "file", "file": ["filename": "a.pdf", "file_data": "data:application/pdf;base64,AA=="],
            ])
                == [
                    "type": "document", "title": "a.pdf",
                    "source": ["type": "base64", "media_type": "application/pdf", "data": "AA=="],
                ])
        #expect(
            try content(["type": "file", "file": ["filename": "a.txt", "file_data": "SGk="]])?["source"]
                == ["type": "text", "media_type": "text/plain", "data": "Hi"])
        for part: JSONValue in [
            ["type": "image_url", "image_url": ["url": "data:image/svg+xml;base64,AAAA"]],
            ["type": "input_audio", "input_audio": ["data": "AA", "format": "wav"]],
            ["type": "video_url", "video_url": ["url": "https://a.b/c.mp4"]],
            ["type": "file", "file": ["file_id": "f"]],
        ] {
            #expect(
                problem(messages: [["role": "user", "content": [["type": "text", "text": "a"], part]]])
                    == "messages[0].content[1]")
        }
    }

    @Test("marks for the cache and signed thoughts are passed on")
    func passedOn() throws {
        let mark: JSONValue = ["type": "ephemeral"]
        let sent = try body(
            ["tools": [["type": "function", "function": ["name": "f"], "cache_control": mark]]],
            messages: [
                [
                    "role": "system",
                    "content": [["type": "text", "text": "A"], ["type": "text", "text": "B", "cache_control": mark]],
                ],
                ["role": "user", "content": "1", "cache_control": mark],
                [
                    "role": "assistant", "thinking_blocks": [["type": "thinking", "thinking": "hm", "signature": "s"]],
                    "content": "x", "tool_calls": [["id": "t", "function": ["name": "f"]]],
                ],
                ["role": "tool", "tool_call_id": "t", "content": "r", "cache_control": mark],
            ])
        #expect(
            sent["system"] == [["type": "text", "text": "A"], ["type": "text", "text": "B", "cache_control": mark]])
        #expect(sent["messages"]?[0]?["content"]?[0]?["cache_control"] == mark)
        #expect(sent["messages"]?[1]?["content"]?[0]?["signature"] == "s")
        #expect(sent["messages"]?[1]?["content"]?[1]?["text"] == "x")
        #expect(sent["messages"]?[2]?["content"]?[0]?["cache_control"] == mark)
        #expect(
            sent["tools"]?[0] == [
                "name": "f", "input_schema": ["type": "object", "properties": [:]], "cache_control": mark,
            ])
    }

    @Test("tools and the choice among them have their names")
    func tools() throws {
        let tool: JSONValue = [
            "type": "function",
            "function": ["name": "f", "description": "d", "parameters": ["type": "object"], "strict": true],
        ]
        func sent(_ choice: JSONValue, _ more: JSONObject = [:], model: String = "claude-sonnet-4-5") throws
            -> JSONValue
        {
            var fields: JSONObject = ["tools": [tool], "tool_choice": choice]
            for (name, value) in more { fields[name] = value }
            return try body(fields, model: model)
        }
        #expect(
            try sent("auto")["tools"]
                == [["name": "f", "description": "d", "input_schema": ["type": "object"], "strict": true]])
        #expect(try sent("auto", model: "claude-3-5-haiku-latest")["tools"]?[0]?["strict"] == nil)
        #expect(try sent("auto")["tool_choice"] == ["type": "auto"])
        #expect(try sent(.null)["tool_choice"] == nil)
        #expect(try sent("none")["tool_choice"] == ["type": "none"])
        #expect(try sent("required")["tool_choice"] == ["type": "any"])
        let named: JSONValue = ["type": "function", "function": ["name": "f"]]
        #expect(
            try sent(named, ["parallel_tool_calls": false])["tool_choice"]
                == ["type": "tool", "name": "f", "disable_parallel_tool_use": true])
        #expect(
            try sent(.null, ["parallel_tool_calls": false])["tool_choice"] == [
                "type": "auto", "disable_parallel_tool_use": true,
            ])
        #expect(try body(["tool_choice": "auto"])["tool_choice"] == nil)
    }

    @Test("a strict schema is native where the model has it, and a tool elsewhere")
    func schemas() throws {
        let schema: JSONValue = ["type": "object", "properties": ["a": ["type": "string"]]]
        func format(strict: Bool, schema: JSONValue) -> JSONObject {
            [
                "response_format": [
                    "type": "json_schema", "json_schema": ["name": "n", "schema": schema, "strict": JSONValue(strict)],
                ]
            ]
        }
        let native = try body(format(strict: true, schema: schema))
        #expect(native["output_config"] == ["format": ["type": "json_schema", "schema": schema]])
        #expect(native["tools"] == nil)
        for sent in [
            try body(format(strict: false, schema: schema)),
            try body(format(strict: true, schema: schema), model: "claude-sonnet-4-0"),
            try body(format(strict: true, schema: schema), settings: ["structured_output": "tool"]),
        ] {
            #expect(sent["output_config"] == nil)
            #expect(sent["tools"]?[0]?["input_schema"] == schema)
            #expect(sent["tool_choice"] == ["type": "tool", "name": "json_answer"])
        }
        #expect(problem(format(strict: false, schema: ["type": "array"])) == "response_format.json_schema.schema")
        let object = try body(["response_format": ["type": "json_object"]])
        #expect(object["tool_choice"]?["name"] == "json_answer")
        // The caller's own tools stay callable beside the answer.
        var both = format(strict: false, schema: schema)
        both["tools"] = [["type": "function", "function": ["name": "json_answer"]]]
        let beside = try body(both)
        #expect(beside["tools"]?.array?.compactMap { $0["name"]?.string } == ["json_answer", "json_answer_"])
        #expect(beside["tool_choice"] == ["type": "any"])
        both["tool_choice"] = "none"
        #expect(try body(both)["tools"]?.array?.count == 1)
    }

    @Test("a wish for reasoning becomes what the model's generation knows")
    func reasoning() throws {
        func sent(_ effort: String, _ model: String, _ more: JSONObject = [:]) throws -> JSONValue {
            var fields: JSONObject = ["reasoning_effort": .string(effort)]
            for (name, value) in more { fields[name] = value }
            return try body(fields, model: model)
        }
        #expect(try sent("high", "claude-sonnet-4-5")["thinking"] == ["type": "enabled", "budget_tokens": 4096])
        #expect(try sent("high", "claude-sonnet-4-5", ["max_tokens": 3000])["thinking"]?["budget_tokens"] == 1500)
        #expect(try sent("high", "claude-sonnet-4-5", ["max_tokens": 1500])["thinking"] == nil)
        #expect(try sent("low", "claude-opus-4-6")["thinking"] == ["type": "adaptive"])
        #expect(try sent("minimal", "claude-opus-4-6")["output_config"] == ["effort": "low"])
        #expect(try sent("low", "claude-3-5-haiku-latest")["thinking"] == nil)
        #expect(try sent("none", "claude-opus-4-6")["thinking"] == nil)
        #expect(try sent("low", "claude-opus-4-6", ["response_format": ["type": "json_object"]])["thinking"] == nil)
        let own: JSONValue = ["type": "enabled", "budget_tokens": 2000]
        #expect(try body(["thinking": own])["thinking"] == own)
    }

    @Test("an answer goes on in models that accept its beginning, without the white space that they refuse")
    func continuation() throws {
        let request = ProviderTrials.chat()
        let continued = try #require(dialect.continuation(of: request, after: "Once upon \n", for: try target()))
        let sent = try ProviderTrials.body(of: dialect.encode(continued, for: target()))
        #expect(sent["messages"]?[1] == ["role": "assistant", "content": [["type": "text", "text": "Once upon"]]])
        let blank = try #require(dialect.continuation(of: request, after: " \n", for: try target()))
        #expect(try ProviderTrials.body(of: dialect.encode(blank, for: target()))["messages"] == hi)
        let twice = try #require(dialect.continuation(of: continued, after: "a time", for: try target()))
        #expect(twice.body["messages"]?.array?.count == 2)
        #expect(twice.body["messages"]?[1]?["content"] == "Once upon \na time")
        for model in ["claude-opus-4-6", "claude-sonnet-5", "my-model"] {
            #expect(dialect.continuation(of: request, after: "a", for: try target(model)) == nil, "\(model)")
        }
        let told = try target("my-model", settings: ["prefill": "true"])
        #expect(dialect.continuation(of: request, after: "a", for: told) != nil)
        for fields: JSONObject in [
            ["response_format": ["type": "json_object"]], ["reasoning_effort": "low"],
            ["thinking": ["type": "adaptive"]],
        ] {
            #expect(dialect.continuation(of: ProviderTrials.chat(fields), after: "a", for: try target()) == nil)
        }
    }

    @Test("a prompt is asked as a message, and other operations are refused")
    func operations() throws {
        let sent = try dialect.encode(
            ModelRequest(operation: .completion, body: ["model": "m", "prompt": "Hi"]), for: target())
        #expect(try ProviderTrials.body(of: sent)["messages"] == hi)
        for operation in ModelOperation.allCases where !dialect.supports(operation) {
            #expect(throws: RequestProblem.self) {
                try dialect.encode(ModelRequest(operation: operation, body: ["input": "a"]), for: target())
            }
        }
    }
}
