import HTTPMessages
import JSON
import TestKit
import Testing

@testable import Gateway

@Suite("Gemini streams as recorded", .enabled(if: sharedFixtures != nil))
struct GeminiStreamFixtureTests {
    static let exchanges = [
        ("gemini-text-stream", 1), ("gemini-tools-stream", 1), ("gemini-tools-stream", 2), ("gemini-tools-stream", 3),
    ]

    private let dialect = GeminiDialect(.gemini)

    @Test(
        "tell the known texts and calls, however they are cut, and are never complete before their end",
        arguments: exchanges)
    func tellWhatIsKnown(folder: String, number: Int) throws {
        let exchange = try RecordedExchange(folder, number)
        let target = try GeminiRequestTests.target("gemini-2.0-flash")
        let request = GeminiRequestTests.chat(["messages": []])
        let reading = expectSameEvents(exchange.body) { dialect.streamDecoder(for: request, from: target) }
        #expect(reading.isComplete)
        #expect(exchange.body.suffix(4) == Array("\r\n\r\n".utf8)[...])
        expectTruncation(exchange.body, before: exchange.body.count - 2) {
            dialect.streamDecoder(for: request, from: target)
        }
        switch (folder, number) {
        case ("gemini-text-stream", _):
            #expect(reading.text == "The capital of France is Paris.\n")
            #expect(reading.usage == TokenUsage(input: 13, output: 8))
            #expect(reading.json.first?["model"] == "gemini-2.0-flash-exp")
        case (_, 1):
            #expect(reading.toolCalls.map(\.name) == ["get_capital"])
            #expect(reading.toolCalls.first?.arguments == #"{"country":"France"}"#)
            #expect(reading.finish == .toolCalls)
        case (_, 2):
            #expect(reading.toolCalls.map(\.name) == ["get_temperature"])
        default:
            #expect(reading.text == "The temperature in Paris is 30°C.\n")
            #expect(reading.finish == .stop)
        }
    }

    @Test("requests are encoded as they were recorded")
    func requestsAreEncoded() throws {
        let tools: JSONValue = .array(
            [
                ("get_capital", "Get the capital of a country.", "country", "The country name."),
                ("get_temperature", "Get the temperature in a city.", "city", "The city name."),
            ].map {
                [
                    "type": "function",
                    "function": [
                        "name": .string($0.0), "description": .string($0.1),
                        "parameters": [
                            "type": "object", "required": [.string($0.2)],
                            "properties": .object([$0.2: ["type": "string", "description": .string($0.3)]]),
                        ],
                    ],
                ]
            })
        func call(_ id: String, _ name: String, _ arguments: String) -> JSONValue {
            [
                "role": "assistant",
                "tool_calls": [
                    [
                        "id": .string(id), "type": "function",
                        "function": ["name": .string(name), "arguments": .string(arguments)],
                    ]
                ],
            ]
        }
        func result(_ id: String, _ content: String) -> JSONValue {
            ["role": "tool", "tool_call_id": .string(id), "content": .string(content)]
        }
        let ids = ["pyd_ai_0e1a07b3c2b64d2ab3ad2efbe18e1b97", "pyd_ai_98b25d994c5648df82f683188629229d"]
        let messages: [JSONValue] = [
            ["role": "system", "content": "You are a helpful chatbot."],
            ["role": "user", "content": "What is the temperature of the capital of France?"],
            call(ids[0], "get_capital", #"{"country":"France"}"#), result(ids[0], #"{"return_value":"Paris"}"#),
            call(ids[1], "get_temperature", #"{"city":"Paris"}"#), result(ids[1], #"{"return_value":"30°C"}"#),
        ]
        for number in 1...3 {
            let body: JSONValue = [
                "messages": .array(Array(messages.prefix(2 * number))), "tools": tools, "stream": true,
            ]
            try expectSame(body, as: RecordedExchange("gemini-tools-stream", number), model: "gemini-2.0-flash")
        }
        let text: JSONValue = [
            "messages": [messages[0], ["role": "user", "content": "What is the capital of France?"]],
            "temperature": 0, "stream": true,
        ]
        try expectSame(text, as: RecordedExchange("gemini-text-stream", 1), model: "gemini-2.0-flash-exp")
    }

    private func expectSame(_ body: JSONValue, as exchange: RecordedExchange, model: String) throws {
        let encoded = try dialect.encode(GeminiRequestTests.chat(body), for: GeminiRequestTests.target(model))
        #expect(encoded.target == exchange.target)
        #expect(try JSONValue(parsing: encoded.body) == Self.translated(exchange.request))
    }

    /// The recorder wrote the older form of schemas, with types in capitals, and a role on the instructions.
    private static func translated(_ recorded: JSONValue) -> JSONValue {
        var request = recorded
        if request["generationConfig"]?.object?.isEmpty == true { request["generationConfig"] = nil }
        request["systemInstruction"]?["role"] = nil
        let declarations = request["tools"]?[0]?["functionDeclarations"]?.array ?? []
        for index in declarations.indices {
            var declaration = declarations[index]
            declaration["parametersJsonSchema"] = declaration["parameters"].map(lowercasedTypes)
            declaration["parameters"] = nil
            request["tools"]?[0]?["functionDeclarations"]?[index] = declaration
        }
        return request
    }

    private static func lowercasedTypes(_ value: JSONValue) -> JSONValue {
        guard let object = value.object else { return value }
        return .object(
            JSONObject(
                object.map { key, value in
                    (
                        key,
                        key == "type" ? value.string.map { .string($0.lowercased()) } ?? value : lowercasedTypes(value)
                    )
                }))
    }
}
