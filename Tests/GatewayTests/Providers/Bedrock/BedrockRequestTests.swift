import Foundation
import HTTPMessages
import JSON
import Testing

@testable import Gateway

@Suite("Bedrock requests")
struct BedrockRequestTests {
    static let claude = "eu.anthropic.claude-3-5-haiku-20241022-v1:0"

    static func target(
        _ model: String = "eu.amazon.nova-lite-v1:0", credential: Credential? = nil, region: String? = "eu-west-1",
        settings: [String: String] = [:], base: String = BedrockDialect.usualBase
    ) throws -> CallTarget {
        CallTarget(
            base: try #require(HTTPAddress(base)), model: model, credential: credential, region: region,
            settings: settings, time: Date(timeIntervalSince1970: 1_772_323_198))
    }

    static func chat(_ body: JSONValue) -> ModelRequest { ModelRequest(operation: .chat, body: body) }

    private func body(_ request: JSONValue, for target: CallTarget? = nil) throws -> JSONValue {
        let encoded = try BedrockDialect().encode(Self.chat(request), for: try target ?? Self.target())
        return try JSONValue(parsing: encoded.body)
    }

    @Test("goes to the model's address in the region, signed or with a bearer token")
    func goesToTheRegion() throws {
        let hello: JSONValue = ["messages": [["role": "user", "content": "hello"]]]
        let key = try BedrockDialect().encode(Self.chat(hello), for: Self.target(credential: .key("bedrock-key")))
        #expect(key.origin.description == "https://bedrock-runtime.eu-west-1.amazonaws.com")
        #expect(key.target == "/model/eu.amazon.nova-lite-v1%3A0/converse")
        #expect(key.headers["Authorization"] == "Bearer bedrock-key")
        var streaming = hello
        streaming["stream"] = true
        let signed = try BedrockDialect().encode(
            Self.chat(streaming),
            for: Self.target(credential: .aws(accessKey: "AK", secret: "secret", sessionToken: nil)))
        #expect(signed.target.hasSuffix("/converse-stream"))
        #expect(signed.headers["Accept"] == "application/vnd.amazon.eventstream")
        #expect(signed.headers["Authorization"]?.contains("/20260228/eu-west-1/bedrock/aws4_request") == true)
        let own = try BedrockDialect().encode(
            Self.chat(hello), for: Self.target("arn:aws:bedrock:x/y", base: "http://127.0.0.1:8080/proxy"))
        #expect(own.target == "/proxy/model/arn%3Aaws%3Abedrock%3Ax%2Fy/converse")
        #expect(own.headers["Authorization"] == nil)
        #expect(throws: RequestProblem.self) {
            _ = try BedrockDialect().encode(Self.chat(hello), for: Self.target(region: nil))
        }
    }

    @Test("says the conversation in turns: instructions apart, neighbours of a role merged, blank texts left out")
    func saysTheConversation() throws {
        let json = try body([
            "model": "any", "temperature": 0.5, "max_tokens": 100, "top_p": 1, "stop": "END", "user": "u1",
            "messages": [
                ["role": "system", "content": "Be brief."],
                ["role": "user", "content": "One."],
                ["role": "user", "content": [["type": "text", "text": "Two."], ["type": "text", "text": "  "]]],
                [
                    "role": "assistant", "content": "",
                    "tool_calls": [
                        ["id": "c1", "type": "function", "function": ["name": "f", "arguments": #"{"a":1}"#]],
                        ["id": "c2", "type": "function", "function": ["name": "g", "arguments": ""]],
                    ],
                ],
                ["role": "tool", "tool_call_id": "c1", "content": "first"],
                ["role": "tool", "tool_call_id": "c2", "content": "second"],
                ["role": "user", "content": "Three."],
            ],
        ])
        #expect(json["system"] == [["text": "Be brief."]])
        #expect(
            json["inferenceConfig"] == ["maxTokens": 100, "temperature": 0.5, "topP": 1, "stopSequences": ["END"]])
        #expect(
            json["messages"] == [
                ["role": "user", "content": [["text": "One."], ["text": "Two."]]],
                [
                    "role": "assistant",
                    "content": [
                        ["toolUse": ["toolUseId": "c1", "name": "f", "input": ["a": 1]]],
                        ["toolUse": ["toolUseId": "c2", "name": "g", "input": [:]]],
                    ],
                ],
                [
                    "role": "user",
                    "content": [
                        ["toolResult": ["toolUseId": "c1", "content": [["text": "first"]]]],
                        ["toolResult": ["toolUseId": "c2", "content": [["text": "second"]]]],
                        ["text": "Three."],
                    ],
                ],
            ])
        // The tools of the past have to be named.
        #expect(json["toolConfig"]?["tools"]?.array?.count == 2)
        #expect(json["user"] == nil)
    }

    @Test("gives pictures, documents, sound and videos as bytes, or by their place in S3")
    func givesMedia() throws {
        let json = try body([
            "messages": [
                [
                    "role": "user",
                    "content": [
                        ["type": "image_url", "image_url": ["url": "data:image/jpeg;base64,AAAA"]],
                        [
                            "type": "file",
                            "file": ["filename": "A_report (v2).pdf", "file_data": "data:application/pdf;base64,BBBB"],
                        ],
                        ["type": "input_audio", "input_audio": ["data": "CCCC", "format": "mp3"]],
                        ["type": "video_url", "video_url": ["url": "s3://bucket/film.mov"]],
                    ],
                ]
            ]
        ])
        #expect(
            json["messages"]?[0]?["content"] == [
                ["image": ["format": "jpeg", "source": ["bytes": "AAAA"]]],
                ["document": ["format": "pdf", "source": ["bytes": "BBBB"], "name": "A report (v2)"]],
                ["audio": ["format": "mp3", "source": ["bytes": "CCCC"]]],
                ["video": ["format": "mov", "source": ["s3Location": ["uri": "s3://bucket/film.mov"]]]],
            ])
    }

    @Test(
        "names the field of what it cannot be given",
        arguments: [
            (["type": "image_url", "image_url": ["url": "https://example.org/a.png"]], "messages[0].content[0]"),
            (["type": "image_url", "image_url": ["url": "data:image/tiff;base64,AAAA"]], "messages[0].content[0]"),
            (["type": "file", "file": ["file_id": "file-1"]], "messages[0].content[0]"),
        ] as [(JSONValue, String)])
    func namesTheField(part: JSONValue, field: String) throws {
        let problem = #expect(throws: RequestProblem.self) {
            _ = try body(["messages": [["role": "user", "content": [part]]]])
        }
        #expect(problem?.field == field)
    }

    @Test("refuses what would change the answer, and passes Bedrock's own fields on")
    func knowsFields() throws {
        let messages: JSONValue = [["role": "user", "content": "hi"]]
        let problem = #expect(throws: RequestProblem.self) { _ = try body(["messages": messages, "n": 3]) }
        #expect(problem?.field == "n")
        let json = try body(["messages": messages, "guardrailConfig": ["guardrailIdentifier": "g"], "top_k": 5])
        #expect(json["guardrailConfig"] == ["guardrailIdentifier": "g"])
        #expect(json["additionalModelRequestFields"] == nil)
        let claude = try body(["messages": messages, "top_k": 5], for: Self.target(Self.claude))
        #expect(claude["additionalModelRequestFields"] == ["top_k": 5])
    }

    @Test("offers tools and choices")
    func offersTools() throws {
        let tool: JSONValue = [
            "type": "function",
            "function": ["name": "f", "description": "d", "parameters": ["type": "object"], "strict": true],
        ]
        let messages: JSONValue = [["role": "user", "content": "hi"]]
        let choices: [(JSONValue, JSONValue?)] = [
            ("auto", ["auto": [:]]), ("required", ["any": [:]]),
            (["type": "function", "function": ["name": "f"]], ["tool": ["name": "f"]]), (nil, nil),
        ]
        for (choice, expected) in choices {
            let json = try body(["messages": messages, "tools": [tool], "tool_choice": choice])
            #expect(json["toolConfig"]?["toolChoice"] == expected)
            #expect(
                json["toolConfig"]?["tools"] == [
                    [
                        "toolSpec": [
                            "name": "f", "description": "d", "inputSchema": ["json": ["type": "object"]],
                            "strict": true,
                        ]
                    ]
                ])
        }
        #expect(try body(["messages": messages, "tools": [tool], "tool_choice": "none"])["toolConfig"] == nil)
    }

    @Test("enforces a schema by a tool where the model needs one, else by Converse's own means")
    func enforcesSchemas() throws {
        let schema: JSONValue = ["type": "object", "properties": ["a": ["type": "string"]]]
        var request: JSONValue = [
            "messages": [["role": "user", "content": "hi"]],
            "response_format": ["type": "json_schema", "json_schema": ["name": "card", "schema": schema]],
        ]
        let byTool = try body(request)
        #expect(byTool["toolConfig"]?["tools"]?[0]?["toolSpec"]?["inputSchema"] == ["json": schema])
        #expect(byTool["toolConfig"]?["toolChoice"] == ["tool": ["name": "card"]])
        #expect(byTool["outputConfig"] == nil)
        let native = try body(request, for: Self.target("qwen.qwen3-32b-v1:0"))
        #expect(native["toolConfig"] == nil)
        let definition = native["outputConfig"]?["textFormat"]?["structure"]?["jsonSchema"]
        #expect(definition?["name"] == "card")
        #expect(try JSONValue(parsing: definition?["schema"]?.string ?? "") == schema)
        let chosen = try body(request, for: Self.target(settings: ["structured_output": "native"]))
        #expect(chosen["outputConfig"] != nil)
        request["tools"] = [["type": "function", "function": ["name": "card"]]]
        let beside = try body(request)
        #expect(beside["toolConfig"]?["tools"]?.array?.compactMap { $0["toolSpec"]?["name"] } == ["card", "card_"])
        #expect(beside["toolConfig"]?["toolChoice"] == ["any": [:]])
    }

    @Test("lets Claude go on from what was said, without the space at the end")
    func continues() throws {
        let dialect = BedrockDialect()
        let request = Self.chat(["messages": [["role": "user", "content": "Count."]]])
        let target = try Self.target(Self.claude)
        let continued = try #require(dialect.continuation(of: request, after: "One, two,\n ", for: target))
        let json = try JSONValue(parsing: dialect.encode(continued, for: target).body)
        #expect(json["messages"]?[1] == ["role": "assistant", "content": [["text": "One, two,"]]])
        let again = try #require(dialect.continuation(of: continued, after: "three", for: target))
        #expect(again.body["messages"]?.array?.count == 2)
        #expect(again.body["messages"]?[1]?["content"] == "One, two,\n three")
        #expect(dialect.continuation(of: request, after: "One", for: try Self.target()) == nil)
        #expect(
            dialect.continuation(of: request, after: "One", for: try Self.target(settings: ["prefill": "true"])) != nil)
        let newest = try Self.target("anthropic.claude-opus-4-6-v1")
        #expect(dialect.continuation(of: request, after: "One", for: newest) == nil)
        var withSchema = request
        withSchema.body["response_format"] = ["type": "json_object"]
        #expect(dialect.continuation(of: withSchema, after: "{", for: target) == nil)
    }

    @Test("embeds with Titan and Cohere, and writes vectors as numbers or as base64")
    func embeds() throws {
        let dialect = BedrockDialect()
        var request = ModelRequest(operation: .embeddings, body: ["input": ["one", "two"], "dimensions": 2])
        let cohere = try Self.target("cohere.embed-v4:0")
        let encoded = try dialect.encode(request, for: cohere)
        #expect(encoded.target == "/model/cohere.embed-v4%3A0/invoke")
        #expect(try JSONValue(parsing: encoded.body)["texts"] == ["one", "two"])
        let response = HTTPResponse(
            status: 200, headers: ["X-Amzn-Bedrock-Input-Token-Count": "7"],
            body: Array(#"{"embeddings":{"float":[[1,0.5],[0,-2]]}}"#.utf8))
        let answer = try dialect.decode(response, to: request, from: cohere)
        #expect(answer.json?["data"]?[1]?["embedding"] == [0, -2])
        #expect(answer.usage == TokenUsage(input: 7, output: 0))
        request.body["encoding_format"] = "base64"
        let packed = try dialect.decode(response, to: request, from: cohere)
        #expect(packed.json?["data"]?[0]?["embedding"] == "AACAPwAAAD8=")
        let titan = try Self.target("amazon.titan-embed-text-v2:0")
        #expect(throws: RequestProblem.self) { _ = try dialect.encode(request, for: titan) }
        request.body["input"] = "one"
        #expect(
            try JSONValue(parsing: dialect.encode(request, for: titan).body) == ["inputText": "one", "dimensions": 2])
        let short = HTTPResponse(status: 200, body: Array(#"{"embedding":[]}"#.utf8))
        #expect(throws: UpstreamFailure.self) { _ = try dialect.decode(short, to: request, from: titan) }
    }
}
