import JSON
import TestKit
import Testing

@testable import Gateway

@Suite("Streams and whole answers")
struct AnswerReplayTests {
    private func assembled(_ chunks: [StreamChunk], _ operation: ModelOperation = .chat) -> ModelAnswer? {
        var assembler = AnswerAssembler(operation: operation)
        for chunk in chunks { assembler.receive(chunk) }
        return assembler.finish()
    }

    @Test("an answer told as a stream and put together again is the same answer")
    func roundTrip() throws {
        var generator = AnswerGenerator(seed: 11)
        for number in 0..<1_000 {
            let operation: ModelOperation = number % 4 == 0 ? .completion : .chat
            let answer = generator.answer(operation)
            let length = Int.random(in: 1...80, using: &generator.values.random)
            let chunks = try #require(
                AnswerReplay.chunks(of: answer, operation: operation, includeUsage: true, pieceLength: length))
            let again = try #require(assembled(chunks, operation), "case \(number): \(answer.json?.text ?? "")")
            #expect(again.json == answer.json, "case \(number)")
            #expect(again.usage == answer.usage && again.finish == answer.finish && again.model == answer.model)
            #expect(try JSONValue(parsing: again.payload) == answer.json)
            let text = answer.json?["choices"]?.array?.first { $0["index"]?.int == 0 }
            let told = text?["message"]?["content"]?.string ?? text?["text"]?.string ?? ""
            #expect(chunks.map(\.text).joined() == told)
            // A stream that stops anywhere before the last reason is no answer.
            if let last = chunks.lastIndex(where: { $0.finish != nil }) {
                #expect(assembled(Array(chunks[..<last]), operation) == nil)
            }
        }
    }

    @Test("usage is told only when it is asked for, and then last")
    func usage() throws {
        var generator = AnswerGenerator(seed: 3)
        let answer = generator.answer(.chat)
        let without = try #require(AnswerReplay.chunks(of: answer, operation: .chat, includeUsage: false))
        #expect(without.allSatisfy { $0.usage == nil })
        for chunk in without { #expect(try JSONValue(parsing: chunk.payload)["usage"] == nil) }
        let with = try #require(AnswerReplay.chunks(of: answer, operation: .chat, includeUsage: true))
        #expect(with.count == without.count + 1)
        #expect(with.last?.usage == answer.usage)
        for chunk in with.dropLast() { #expect(try JSONValue(parsing: chunk.payload)["usage"] == .null) }
    }

    @Test("pieces of tool calls that arrive mixed are put where they belong")
    func toolCalls() throws {
        let deltas: [JSONValue] = [
            ["role": "assistant", "content": .null],
            ["tool_calls": [["index": 0, "id": "a", "type": "function", "function": ["name": "f", "arguments": ""]]]],
            [
                "tool_calls": [
                    ["index": 1, "id": "b", "type": "function", "function": ["name": "g", "arguments": "{"]]
                ]
            ],
            ["tool_calls": [["index": 0, "id": "", "function": ["arguments": "{\"x\":"]]]],
            [
                "tool_calls": [
                    ["index": 1, "function": ["arguments": "}"]], ["index": 0, "function": ["arguments": "1}"]],
                ]
            ],
        ]
        var chunks = deltas.map { delta in
            chunk(["index": 0, "delta": delta, "finish_reason": .null])
        }
        chunks.append(chunk(["index": 0, "delta": [:], "finish_reason": "tool_calls"]))
        let answer = try #require(assembled(chunks))
        let expected: JSONValue = [
            "role": "assistant", "content": .null,
            "tool_calls": [
                ["id": "a", "type": "function", "function": ["name": "f", "arguments": "{\"x\":1}"]],
                ["id": "b", "type": "function", "function": ["name": "g", "arguments": "{}"]],
            ],
        ]
        #expect(answer.json?["choices"]?[0]?["message"] == expected)
        #expect(answer.finish == .toolCalls)
    }

    @Test("what nobody knows is merged: strings joined, objects by member, lists by index")
    func unknown() throws {
        let deltas: [JSONValue] = [
            ["content": "", "thoughts": "one ", "audio": ["id": "x", "data": "AB", "n": 1]],
            ["details": [["index": 0, "type": "reasoning", "text": "be"]], "notes": [1]],
            ["thoughts": "two", "audio": ["data": "CD", "n": 2], "notes": [2]],
            ["details": [["index": 0, "type": "reasoning", "text": "cause"], ["index": 1, "text": "!"]]],
        ]
        let chunks =
            deltas.map { chunk(["index": 0, "delta": $0]) } + [
                chunk(["index": 0, "finish_reason": "stop", "score": 3])
            ]
        let choice = try #require(assembled(chunks)?.json?["choices"]?[0])
        let expected: JSONValue = [
            "role": "assistant", "content": "", "thoughts": "one two",
            "audio": ["id": "x", "data": "ABCD", "n": 2], "notes": [1, 2],
            "details": [["index": 0, "type": "reasoning", "text": "because"], ["index": 1, "text": "!"]],
        ]
        #expect(choice["message"] == expected)
        #expect(choice["score"] == 3)
    }

    @Test("a piece that is not a JSON object makes it no answer, and never a crash")
    func broken() {
        let good = chunk(["index": 0, "delta": ["content": "a"], "finish_reason": "stop"])
        #expect(assembled([good]) != nil)
        for text in ["", "[]", "{", "{\"choices\":3}", "{\"choices\":[3]}"] {
            #expect(assembled([good, StreamChunk(payload: Array(text.utf8), hasContent: false)]) == nil, "\(text)")
        }
        #expect(assembled([good], .speech) == nil)
    }

    private func chunk(_ choice: JSONValue) -> StreamChunk {
        let json: JSONValue = [
            "id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice],
        ]
        return StreamChunk(payload: json.serialized(), hasContent: true)
    }
}

/// Makes answers with everything in them that an answer may have.
struct AnswerGenerator {
    var values: RequestGenerator

    init(seed: UInt64) {
        values = RequestGenerator(seed: seed)
    }

    mutating func answer(_ operation: ModelOperation) -> ModelAnswer {
        let choices = (0..<Int.random(in: 1...3, using: &values.random)).map { choice($0, operation) }
        let usage = TokenUsage(input: 7, output: 9, cachedInput: 2)
        var json: JSONValue = [
            "id": .string("id-" + values.word()),
            "object": operation == .chat ? "chat.completion" : "text_completion", "created": 1_700_000_000,
            "model": "maker-1", "system_fingerprint": flip() ? .null : "fp", "choices": .array(choices),
            "usage": [
                "prompt_tokens": 7, "completion_tokens": 9, "total_tokens": 16,
                "prompt_tokens_details": ["cached_tokens": 2],
            ],
        ]
        if flip() { json["x_provider"] = values.value(depth: 2) }
        return ModelAnswer(
            payload: json.serialized(), json: json, model: "maker-1", usage: usage,
            finish: choices[0]["finish_reason"]?.string.flatMap(FinishReason.init(rawValue:)))
    }

    private mutating func choice(_ index: Int, _ operation: ModelOperation) -> JSONValue {
        var choice: JSONValue = ["index": JSONValue(index)]
        let text = (0...Int.random(in: 0...30, using: &values.random)).map { _ in values.text() }.joined(separator: " ")
        choice["finish_reason"] = .string(["stop", "length", "tool_calls"].randomElement(using: &values.random) ?? "")
        if flip() { choice["x_filter"] = values.value(depth: 2) }
        guard operation == .chat else {
            choice["text"] = .string(text)
            choice["logprobs"] = flip() ? .null : ["tokens": ["a", "b"], "token_logprobs": [-1, -2]]
            return choice
        }
        var message: JSONValue = ["role": "assistant", "content": flip() ? .string(text) : .null]
        if flip() { message["content"] = "" }
        if flip() { message["refusal"] = flip() ? .null : .string(text) }
        if flip() { message["reasoning_content"] = .string(text) }
        if flip() { message["annotations"] = [values.value(depth: 1)] }
        if flip() { message["x_note"] = values.value(depth: 2) }
        if flip() {
            message["tool_calls"] = .array(
                (0...1).map { number in
                    [
                        "id": .string("call-\(number)"), "type": "function", "x": values.value(depth: 1),
                        "function": ["name": .string(values.word()), "arguments": .string(text)],
                    ]
                })
        }
        choice["message"] = message
        if flip() { choice["logprobs"] = logprobs(message["content"]?.string) }
        return choice
    }

    private mutating func logprobs(_ text: String?) -> JSONValue {
        guard let text, flip() else { return flip() ? .null : ["content": [["token": "other"]], "refusal": .null] }
        let entries = text.unicodeScalars.map { scalar -> JSONValue in
            ["token": .string(String(scalar)), "logprob": -0.5]
        }
        return ["content": .array(entries), "refusal": .null]
    }

    private mutating func flip() -> Bool { Bool.random(using: &values.random) }
}
