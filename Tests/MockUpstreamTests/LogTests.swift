import Foundation
import HTTPMessages
import JSON
import MockUpstream
import Networking
import Testing

@Suite("The log and the control of a mock")
struct LogTests {
    @Test("every call is in the log, in its order, with what was decided and sent, and no key")
    func complete() async throws {
        try await LiveMock.run("{answer: {tokens: 3}, rules: [{calls: {every: 2}, fault: 500}]}") { mock in
            for number in 0..<10 { _ = try await mock.chat("question \(number / 2)", key: "very-secret") }
            // The client has the last answer a moment before the mock writes down that it was sent.
            try await mock.settle()
            let entries = mock.upstream.log.entries
            #expect(entries.map(\.number) == Array(1...10))
            #expect(entries.map(\.decision) == (0..<10).map { $0.isMultiple(of: 2) ? "none" : "500" })
            #expect(entries.map(\.tokensSent) == (0..<10).map { $0.isMultiple(of: 2) ? 3 : 0 })
            #expect(entries.allSatisfy { $0.end == .complete && $0.path == "/v1/chat/completions" })
            #expect(entries[0].body == entries[1].body && entries[1].body != entries[2].body)
            #expect(Set(entries.map(\.key)).count == 1 && entries[0].key?.count == 8)
            #expect(!mock.upstream.log.json().text.contains("very-secret"))
            #expect(
                mock.upstream.log.totals.calls == 10 && mock.upstream.log.totals.decisions == ["none": 5, "500": 5])
        }
    }

    @Test("concurrent calls lose nothing, and a small log keeps the latest and counts all")
    func bounded() async throws {
        try await LiveMock.run("answer: {tokens: 1}", logCapacity: 20) { mock in
            await withTaskGroup(of: Void.self) { tasks in
                for number in 0..<300 { tasks.addTask { _ = try? await mock.chat("\(number)") } }
            }
            try await mock.settle()
            #expect(mock.upstream.log.totals.calls == 300)
            #expect(mock.upstream.log.totals.tokensSent == 300)
            #expect(mock.upstream.log.entries.map(\.number) == Array(281...300))
            mock.upstream.log.clear()
            #expect(mock.upstream.log.entries.isEmpty && mock.upstream.log.totals.calls == 0)
            _ = try await mock.chat()
            #expect(mock.upstream.log.entries.map(\.number) == [301])
        }
    }

    @Test("without entries, calls are counted and equal questions get equal answers")
    func prepared() async throws {
        try await LiveMock.run(logCapacity: 0) { mock in
            let first = try await mock.chat("one")
            for _ in 0..<5 { #expect(try await mock.chat("one").body == first.body) }
            #expect(try await mock.chat("two").body != first.body)
            let streamed = try await mock.stream("one")
            #expect(streamed.isDone && NumberedText.verdict(on: streamed.text) == .whole(16))
            #expect(try await mock.stream("one").text == streamed.text)
            #expect(mock.upstream.log.totals.calls == 9)
            #expect(mock.upstream.log.totals.ends == ["complete": 9])
            mock.upstream.set(Scenario(rules: [Rule(faults: [.status(503)])]))
            #expect(try await mock.chat("one").head.status == 503)
        }
    }

    @Test("the scenario changes over HTTP, a wrong one is refused and changes nothing")
    func control() async throws {
        try await LiveMock.run { mock in
            let put = try await mock.send("PUT", "/mock/scenario", body: Array("rules: [{fault: 503}]".utf8))
            #expect(put.head.status == 204)
            #expect(try await mock.chat().head.status == 503)
            let wrong = try await mock.send("PUT", "/mock/scenario", body: Array("rules: [{fault: 7}]".utf8))
            #expect(wrong.head.status == 400 && wrong.json["error"]?.string?.contains("rules") == true)
            #expect(try await mock.chat().head.status == 503)
            let shown = try await mock.send("GET", "/mock/scenario")
            #expect(try Scenario(reading: String(decoding: shown.body, as: UTF8.self)) == mock.upstream.scenario)
            let log = try await mock.send("GET", "/mock/log")
            #expect(log.json["calls"]?.int == 2 && log.json["entries"]?.array?.count == 2)
            #expect(try await mock.send("DELETE", "/mock/log").head.status == 204)
            #expect(try await mock.send("GET", "/mock/log").json["calls"]?.int == 0)
        }
    }

    @Test("two mocks in one process do not know each other")
    func several() async throws {
        try await LiveMock.run("{region: one, rules: [{calls: {first: 1}, fault: 500}]}") { one in
            try await LiveMock.run("region: two") { two in
                let answers = [try await one.chat(), try await two.chat(), try await one.chat()]
                #expect(answers.map(\.head.status) == [500, 200, 200])
                #expect(answers.map { $0.head.headers["x-mock-region"] } == ["one", "two", "one"])
                #expect(two.upstream.log.totals.calls == 1)
            }
        }
    }

    @Test("models, unknown paths and broken questions")
    func otherPaths() async throws {
        try await LiveMock.run("models: [large, small]") { mock in
            let list = try await mock.send("GET", "/v1/models")
            #expect(list.json["data"]?.array?.compactMap { $0["id"]?.string } == ["large", "small"])
            #expect(try await mock.send("GET", "/v1/models/small").json["id"]?.string == "small")
            #expect(try await mock.send("GET", "/v1/models/tiny").head.status == 404)
            #expect(try await mock.chat(model: "tiny").head.status == 404)
            #expect(try await mock.send("POST", "/v1/nothing").head.status == 404)
            for body in ["", "[]", "{}", "{\"model\":\"large\"}", "{\"model\":\"large\",\"messages\":[]}"] {
                let response = try await mock.send("POST", "/v1/chat/completions", body: Array(body.utf8))
                #expect(response.head.status == 400)
            }
        }
    }

    @Test("speech and transcription, whole and as a stream")
    func sound() async throws {
        try await LiveMock.run { mock in
            let speech: JSONObject = ["model": "tts", "input": "three short words", "voice": "alloy"]
            for (format, first) in [("mp3", [0xFF, 0xFB]), ("wav", [0x52, 0x49])] as [(String, [UInt8])] {
                var body = speech
                body["response_format"] = .string(format)
                let sound = try await mock.send("POST", "/v1/audio/speech", body: JSONValue.object(body).serialized())
                #expect(sound.head.status == 200 && Array(sound.body.prefix(2)) == first)
            }
            var flac = speech
            flac["response_format"] = "flac"
            let refused = try await mock.send("POST", "/v1/audio/speech", body: JSONValue.object(flac).serialized())
            #expect(refused.head.status == 400)
            let form = MultipartForm([
                FormPart(name: "model", text: "whisper"),
                FormPart(name: "file", fileName: "a.wav", mediaType: "audio/wav", bytes: [1, 2, 3]),
            ]).encoded(boundary: "edge")
            let transcript = try await mock.send(
                "POST", "/v1/audio/transcriptions", headers: ["Content-Type": form.contentType], body: form.body)
            #expect(transcript.json["text"]?.string == NumberedText.text(0..<16))
        }
    }

    @Test("a schema is answered with a value that follows it")
    func schema() async throws {
        let schema: JSONValue = [
            "type": "object", "required": ["title", "tags", "kind"],
            "properties": [
                "title": ["type": "string", "minLength": 12], "kind": ["enum": ["a", "b"]],
                "tags": ["type": "array", "minItems": 2, "items": ["$ref": "#/$defs/tag"]],
            ],
            "$defs": ["tag": ["type": "object", "properties": ["n": ["type": "integer", "minimum": 5]]]],
        ]
        try await LiveMock.run { mock in
            let format: JSONValue = ["type": "json_schema", "json_schema": ["name": "x", "schema": schema]]
            let text = try #require(try await mock.chat(members: ["response_format": format]).text)
            let value = try JSONValue(parsing: text)
            let expected: JSONValue = ["title": "examplexxxxx", "kind": "a", "tags": [["n": 5], ["n": 5]]]
            #expect(value == expected)
            #expect(try JSONSchema(schema).allows(value))
        }
    }
}
