import Foundation
import HTTPMessages
import JSON
import Testing

@testable import Gateway

@Suite("Gemini requests")
struct GeminiRequestTests {
    static func target(
        _ model: String = "gemini-2.5-flash", service: GeminiDialect.Service = .gemini, region: String? = "us-central1",
        settings: [String: String] = ["project": "my-project"], base: String? = nil
    ) throws -> CallTarget {
        let usual = service == .gemini ? GeminiDialect.usualBase : GeminiDialect.usualVertexBase
        return CallTarget(
            base: try #require(HTTPAddress(base ?? usual)), model: model, credential: .key("a-key"), region: region,
            settings: settings, time: Date(timeIntervalSince1970: 1_772_323_198))
    }

    static func chat(_ body: JSONValue) -> ModelRequest { ModelRequest(operation: .chat, body: body) }

    private func body(
        _ request: JSONValue, service: GeminiDialect.Service = .gemini, model: String = "gemini-2.5-flash"
    ) throws -> JSONValue {
        let target = try Self.target(model, service: service)
        return try JSONValue(parsing: GeminiDialect(service).encode(Self.chat(request), for: target).body)
    }

    @Test("go to the Gemini API with a key, and to Vertex AI with a token, a project and a region")
    func goToTheirService() throws {
        let hello: JSONValue = ["messages": [["role": "user", "content": "hello"]]]
        var streaming = hello
        streaming["stream"] = true
        let gemini = try GeminiDialect(.gemini).encode(Self.chat(streaming), for: Self.target())
        #expect(gemini.origin.description == "https://generativelanguage.googleapis.com")
        #expect(gemini.target == "/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse")
        #expect(gemini.headers["x-goog-api-key"] == "a-key")
        #expect(gemini.headers["Authorization"] == nil)
        let dialect = GeminiDialect(.vertex)
        let vertex = try dialect.encode(Self.chat(hello), for: Self.target(service: .vertex))
        #expect(vertex.origin.description == "https://us-central1-aiplatform.googleapis.com")
        #expect(
            vertex.target
                == "/v1/projects/my-project/locations/us-central1/publishers/google/models/gemini-2.5-flash:generateContent"
        )
        #expect(vertex.headers["Authorization"] == "Bearer a-key")
        let global = try dialect.encode(Self.chat(hello), for: Self.target(service: .vertex, region: "global"))
        #expect(global.origin.host == "aiplatform.googleapis.com")
        #expect(global.target.contains("/locations/global/"))
        let tuned = try dialect.encode(
            Self.chat(hello), for: Self.target("endpoints/42", service: .vertex, base: "http://127.0.0.1:9/v1beta1"))
        #expect(tuned.target == "/v1beta1/projects/my-project/locations/us-central1/endpoints/42:generateContent")
        for target in [
            try Self.target(service: .vertex, region: nil), try Self.target(service: .vertex, settings: [:]),
            try Self.target(service: .vertex, region: "evil.example/"),
        ] {
            #expect(throws: RequestProblem.self) { _ = try dialect.encode(Self.chat(hello), for: target) }
        }
    }

    @Test("say the conversation in turns, with the results of calls together and by name")
    func sayTheConversation() throws {
        let request: JSONValue = [
            "messages": [
                ["role": "developer", "content": "Be brief."],
                ["role": "user", "content": "One."],
                [
                    "role": "assistant", "content": "Let me see.",
                    "tool_calls": [
                        [
                            "id": "c1", "type": "function", "function": ["name": "f", "arguments": #"{"a":1}"#],
                            "extra_content": ["google": ["thought_signature": "sig"]],
                        ],
                        ["id": "c2", "type": "function", "function": ["name": "g", "arguments": "{}"]],
                    ],
                ],
                ["role": "tool", "tool_call_id": "c1", "content": "warm"],
                ["role": "tool", "tool_call_id": "c2", "content": #"{"degrees":30}"#],
                ["role": "user", "content": "Two."],
            ]
        ]
        let json = try body(request)
        #expect(json["systemInstruction"] == ["parts": [["text": "Be brief."]]])
        #expect(
            json["contents"] == [
                ["role": "user", "parts": [["text": "One."]]],
                [
                    "role": "model",
                    "parts": [
                        ["text": "Let me see."],
                        ["functionCall": ["name": "f", "args": ["a": 1], "id": "c1"], "thoughtSignature": "sig"],
                        ["functionCall": ["name": "g", "args": [:], "id": "c2"]],
                    ],
                ],
                [
                    "role": "user",
                    "parts": [
                        ["functionResponse": ["name": "f", "id": "c1", "response": ["output": "warm"]]],
                        ["functionResponse": ["name": "g", "id": "c2", "response": ["degrees": 30]]],
                    ],
                ],
                ["role": "user", "parts": [["text": "Two."]]],
            ])
        #expect(try body(request, service: .vertex).text.contains(#""id""#) == false)
        var lost = request
        lost["messages"]?[2]?["tool_calls"]?[0]?["extra_content"] = nil
        let newer = try body(lost, model: "gemini-3-pro-preview")
        #expect(newer["contents"]?[1]?["parts"]?[1]?["thoughtSignature"] == "skip_thought_signature_validator")
        #expect(newer["contents"]?[1]?["parts"]?[2]?["thoughtSignature"] == nil)
        #expect(try body(lost)["contents"]?[1]?["parts"]?[1]?["thoughtSignature"] == nil)
    }

    @Test("refuse a result without its call, naming the field")
    func refuseAResultWithoutACall() throws {
        let problem = #expect(throws: RequestProblem.self) {
            _ = try body(["messages": [["role": "tool", "tool_call_id": "c9", "content": "x"]]])
        }
        #expect(problem?.field == "messages[0].tool_call_id")
    }

    @Test("carry pictures, sound, video and files inline or by address")
    func carryMedia() throws {
        let json = try body([
            "messages": [
                [
                    "role": "user",
                    "content": [
                        ["type": "text", "text": "Look:"],
                        ["type": "image_url", "image_url": ["url": "data:image/png;base64,AAAA"]],
                        ["type": "image_url", "image_url": ["url": "https://example.org/a.webp?size=2"]],
                        ["type": "input_audio", "input_audio": ["data": "BBBB", "format": "wav"]],
                        ["type": "video_url", "video_url": ["url": "gs://bucket/film"]],
                        ["type": "file", "file": ["file_id": "files/abc"]],
                    ],
                ]
            ]
        ])
        #expect(
            json["contents"]?[0]?["parts"] == [
                ["text": "Look:"],
                ["inlineData": ["mimeType": "image/png", "data": "AAAA"]],
                ["fileData": ["mimeType": "image/webp", "fileUri": "https://example.org/a.webp?size=2"]],
                ["inlineData": ["mimeType": "audio/wav", "data": "BBBB"]],
                ["fileData": ["mimeType": "video/mp4", "fileUri": "gs://bucket/film"]],
                [
                    "fileData": [
                        "mimeType": "application/pdf",
                        "fileUri": "https://generativelanguage.googleapis.com/v1beta/files/abc",
                    ]
                ],
            ])
    }

    @Test("configure the writing, the thinking and the form")
    func configure() throws {
        let json = try body([
            "messages": [["role": "user", "content": "hi"]], "temperature": 0.25, "top_p": 0.5, "top_k": 4,
            "max_completion_tokens": 99, "stop": ["A", "B"], "seed": 7, "presence_penalty": 1, "frequency_penalty": -1,
            "reasoning_effort": "low", "safetySettings": [["category": "X"]],
            "response_format": [
                "type": "json_schema", "json_schema": ["name": "n", "schema": ["type": "object"], "strict": true],
            ],
        ])
        #expect(
            json["generationConfig"] == [
                "temperature": 0.25, "topP": 0.5, "topK": 4, "maxOutputTokens": 99, "stopSequences": ["A", "B"],
                "seed": 7, "presencePenalty": 1, "frequencyPenalty": -1, "responseMimeType": "application/json",
                "responseJsonSchema": ["type": "object"], "thinkingConfig": ["thinkingBudget": 1024],
            ])
        #expect(json["safetySettings"] == [["category": "X"]])
        let newer = try body(
            ["messages": [["role": "user", "content": "hi"]], "reasoning_effort": "high"], model: "gemini-3-flash")
        #expect(newer["generationConfig"] == ["thinkingConfig": ["thinkingLevel": "high"]])
        #expect(throws: RequestProblem.self) {
            _ = try body(["messages": [["role": "user", "content": "hi"]], "logprobs": true])
        }
    }

    @Test("offer tools and choices")
    func offerTools() throws {
        let tools: JSONValue = [
            [
                "type": "function",
                "function": [
                    "name": "f", "description": "d",
                    "parameters": ["type": "object", "properties": ["a": ["type": "string"]]],
                ],
            ],
            ["type": "function", "function": ["name": "g", "parameters": ["type": "object", "properties": [:]]]],
        ]
        let choices: [(JSONValue, JSONValue?)] = [
            ("auto", ["mode": "AUTO"]), ("none", ["mode": "NONE"]), ("required", ["mode": "ANY"]), (nil, nil),
            (["type": "function", "function": ["name": "f"]], ["mode": "ANY", "allowedFunctionNames": ["f"]]),
        ]
        for (choice, expected) in choices {
            let json = try body([
                "messages": [["role": "user", "content": "hi"]], "tools": tools, "tool_choice": choice,
            ])
            #expect(json["toolConfig"]?["functionCallingConfig"] == expected)
            #expect(
                json["tools"] == [
                    [
                        "functionDeclarations": [
                            [
                                "name": "f", "description": "d",
                                "parametersJsonSchema": ["type": "object", "properties": ["a": ["type": "string"]]],
                            ],
                            ["name": "g"],
                        ]
                    ]
                ])
        }
    }

    @Test("let the model go on from what was said")
    func goOn() throws {
        let dialect = GeminiDialect(.gemini)
        let request = Self.chat(["messages": [["role": "user", "content": "Count."]]])
        let target = try Self.target()
        let continued = try #require(dialect.continuation(of: request, after: "One, two, ", for: target))
        let json = try JSONValue(parsing: dialect.encode(continued, for: target).body)
        #expect(json["contents"]?[1] == ["role": "model", "parts": [["text": "One, two, "]]])
        let again = try #require(dialect.continuation(of: continued, after: "three", for: target))
        #expect(again.body["messages"]?[1]?["content"] == "One, two, three")
        let unable = try Self.target(settings: ["prefill": "false"])
        #expect(dialect.continuation(of: request, after: "One", for: unable) == nil)
        var withTool = request
        withTool.body["tool_choice"] = "required"
        #expect(dialect.continuation(of: withTool, after: "One", for: target) == nil)
    }

    @Test("embed texts on both services")
    func embed() throws {
        let request = ModelRequest(
            operation: .embeddings, body: ["input": ["one", "two"], "dimensions": 3, "task_type": "CLUSTERING"])
        let gemini = try GeminiDialect(.gemini).encode(request, for: Self.target("gemini-embedding-001"))
        #expect(gemini.target == "/v1beta/models/gemini-embedding-001:batchEmbedContents")
        #expect(
            try JSONValue(parsing: gemini.body)["requests"]?[1] == [
                "model": "models/gemini-embedding-001", "content": ["parts": [["text": "two"]]],
                "taskType": "CLUSTERING", "outputDimensionality": 3,
            ])
        let vertex = try GeminiDialect(.vertex).encode(
            request, for: Self.target("text-embedding-005", service: .vertex))
        #expect(vertex.target.hasSuffix("/text-embedding-005:predict"))
        #expect(
            try JSONValue(parsing: vertex.body) == [
                "instances": [
                    ["content": "one", "task_type": "CLUSTERING"], ["content": "two", "task_type": "CLUSTERING"],
                ], "parameters": ["outputDimensionality": 3],
            ])
        #expect(throws: RequestProblem.self) {
            _ = try GeminiDialect(.gemini).encode(
                ModelRequest(operation: .embeddings, body: ["input": [[1, 2]]]), for: Self.target())
        }
    }
}
