import HTTPMessages
import JSON
import TestKit
import Testing

@testable import Gateway

@Suite("Bedrock streams as recorded", .enabled(if: sharedFixtures != nil))
struct BedrockStreamFixtureTests {
    private let dialect = BedrockDialect()

    private func target(_ model: String = "us.amazon.nova-micro-v1:0") throws -> CallTarget {
        try BedrockRequestTests.target(model, region: "us-east-1")
    }

    @Test(
        "tell the known texts, tool calls and counts, however they are cut",
        arguments: [
            ("bedrock-converse-stream", 1), ("bedrock-tool-stream", 1), ("bedrock-tool-stream", 2),
        ])
    func tellWhatIsKnown(folder: String, number: Int) throws {
        let exchange = try RecordedExchange(folder, number)
        let target = try target()
        let request = BedrockRequestTests.chat(["messages": []])
        let reading = expectSameEvents(exchange.body) { dialect.streamDecoder(for: request, from: target) }
        #expect(reading.isComplete)
        switch (folder, number) {
        case ("bedrock-converse-stream", _):
            #expect(reading.text.hasPrefix("The capital of France is Paris. Paris is not only the capital city"))
            #expect(reading.text.hasSuffix("or \"The City of Love.\""))
            #expect(reading.usage == TokenUsage(input: 13, output: 82))
        case (_, 1):
            #expect(
                reading.toolCalls == [
                    ChatToolCall(
                        id: "tooluse_lAG_zP8QRHmSYOwZzzaCqA", name: "get_temperature", arguments: #"{"city":"Paris"}"#)
                ])
            #expect(reading.finish == .toolCalls)
            #expect(reading.usage == TokenUsage(input: 471, output: 91))
        default:
            #expect(reading.text == "The current temperature in Paris, the capital of France, is 30°C.")
            #expect(reading.finish == .stop)
        }
    }

    @Test(
        "that are cut at any byte are never complete before their end",
        arguments: [
            ("bedrock-converse-stream", 1), ("bedrock-tool-stream", 1), ("bedrock-tool-stream", 2),
        ])
    func thatAreCut(folder: String, number: Int) throws {
        let exchange = try RecordedExchange(folder, number)
        var messages = EventStreamDecoder()
        messages.append(exchange.body)
        var end = 0
        while let message = try messages.next() {
            end += try message.encoded().count
            if message[":event-type"] == "messageStop" { break }
        }
        #expect(end > 0 && end < exchange.body.count)
        let target = try target()
        expectTruncation(exchange.body, before: end) {
            dialect.streamDecoder(for: BedrockRequestTests.chat(["messages": []]), from: target)
        }
    }

    @Test("are written again byte for byte by the encoder")
    func areWrittenAgain() throws {
        for (folder, number) in [
            ("bedrock-converse-stream", 1), ("bedrock-tool-stream", 1), ("bedrock-tool-stream", 2),
        ] {
            let exchange = try RecordedExchange(folder, number)
            var decoder = EventStreamDecoder()
            decoder.append(exchange.body)
            var written: [UInt8] = []
            while let message = try decoder.next() { written += try message.encoded() }
            #expect(written == exchange.body)
        }
    }

    @Test("an unknown model is no fault of the request")
    func unknownModel() throws {
        let exchange = try RecordedExchange("bedrock-400-unknown-model", 1)
        let failure = dialect.failure(HTTPResponse(status: exchange.status, body: exchange.body), from: try target())
        #expect(failure.blame == .credentials)
        #expect(failure.message == "The provided model identifier is invalid.")
    }

    @Test("requests are encoded as they were recorded")
    func requestsAreEncoded() throws {
        let tools: JSONValue = .array(
            [
                ("get_capital", "Get the capital of a country.", "country", "Country", "The country name."),
                ("get_temperature", "Get the temperature in a city.", "city", "City", "The city name."),
            ].map {
                [
                    "type": "function",
                    "function": [
                        "name": .string($0.0), "description": .string($0.1),
                        "parameters": [
                            "type": "object", "additionalProperties": false, "required": [.string($0.2)],
                            "properties": .object([
                                $0.2: ["type": "string", "title": .string($0.3), "description": .string($0.4)]
                            ]),
                        ],
                    ],
                ]
            })
        let system: JSONValue = ["role": "system", "content": "You are a helpful chatbot."]
        let question: JSONValue = ["role": "user", "content": "What is the temperature of the capital of France?"]
        let thoughts = """
            <thinking> To find the temperature of the capital of France, I need to first determine the capital of \
            France and then get the current temperature in that city. The capital of France is Paris. I will use the \
            "get_temperature" tool to find the current temperature in Paris.</thinking>

            """
        let call: JSONValue = [
            "id": "tooluse_lAG_zP8QRHmSYOwZzzaCqA", "type": "function",
            "function": ["name": "get_temperature", "arguments": #"{"city":"Paris"}"#],
        ]
        let requests: [(String, Int, JSONValue)] = [
            ("bedrock-400-unknown-model", 1, ["messages": [["role": "user", "content": "hello"]]]),
            (
                "bedrock-converse-stream", 1,
                [
                    "messages": [system, ["role": "user", "content": "What is the capital of France?"]],
                    "temperature": 0, "stream": true,
                ]
            ),
            (
                "bedrock-tool-stream", 1,
                ["messages": [system, question], "top_p": 0.5, "stream": true, "tools": tools]
            ),
            (
                "bedrock-tool-stream", 2,
                [
                    "messages": [
                        system, question, ["role": "assistant", "content": .string(thoughts), "tool_calls": [call]],
                        ["role": "tool", "tool_call_id": "tooluse_lAG_zP8QRHmSYOwZzzaCqA", "content": "30°C"],
                    ], "top_p": 0.5, "stream": true, "tools": tools,
                ]
            ),
        ]
        for (folder, number, body) in requests {
            let exchange = try RecordedExchange(folder, number)
            let model = folder.contains("unknown") ? "us.does-not-exist-model-v1:0" : "us.amazon.nova-micro-v1:0"
            let encoded = try dialect.encode(BedrockRequestTests.chat(body), for: target(model))
            #expect(encoded.target == exchange.target)
            #expect(try JSONValue(parsing: encoded.body) == Self.plain(exchange.request))
        }
    }

    /// Without what the recorder wrote beside the need: empty members, and the status of a tool result.
    private static func plain(_ recorded: JSONValue) -> JSONValue {
        var request = recorded
        for name in ["system", "inferenceConfig"] where request[name]?.array == [] || request[name]?.object == [:] {
            request[name] = nil
        }
        for index in (request["messages"]?.array ?? []).indices
        where request["messages"]?[index]?["content"]?[0]?["toolResult"] != nil {
            request["messages"]?[index]?["content"]?[0]?["toolResult"]?["status"] = nil
        }
        return request
    }
}
