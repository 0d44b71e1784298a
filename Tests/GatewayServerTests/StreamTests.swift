import HTTPMessages
import JSON
import Networking
import Testing

@Suite("Streams are server-sent events that end with [DONE], or with an error")
struct StreamTests {
    private func content(_ events: [String]) -> String {
        events.compactMap { try? JSONValue(parsing: Array($0.utf8)) }
            .compactMap { $0["choices"]?.array?.first?["delta"]?["content"]?.string }.joined()
    }

    @Test("every piece is one event, the last is [DONE]")
    func framing() async throws {
        try await GatewayTrial.run { trial in
            let answer = try await trial.chat("one two three", stream: true)
            #expect(answer.status == 200)
            #expect(answer.headers["content-type"] == "text/event-stream; charset=utf-8")
            #expect(answer.headers["cache-control"] == "no-cache")
            #expect(answer.headers["x-accel-buffering"] == "no")
            #expect(answer.headers["x-atelier-model"] == "main")
            #expect(answer.headers["x-atelier-cache"] == "miss")
            #expect(answer.text.hasSuffix("data: [DONE]\n\n"))
            #expect(answer.events.last == "[DONE]")
            #expect(answer.events.allSatisfy { !$0.hasPrefix("not data") })
            #expect(content(answer.events) == "You said: one two three")
            #expect(!answer.text.contains("prompt_tokens"), "the usage was asked for on our own account")
        }
    }

    @Test("the usage comes where the caller asks for it")
    func usage() async throws {
        try await GatewayTrial.run { trial in
            let answer = try await trial.post(
                "/v1/chat/completions",
                [
                    "model": "main", "stream": true, "stream_options": ["include_usage": true],
                    "messages": [["role": "user", "content": "a"]],
                ])
            let last = try #require(answer.events.dropLast().last)
            #expect(try JSONValue(parsing: Array(last.utf8))["usage"] == ScriptedUpstream.usage)
        }
    }

    @Test("pieces go out as they come")
    func live() async throws {
        let go = Signal<Void>()
        let script: ScriptedUpstream.Script = { call, writer in
            try await writer.begin(HTTPResponseHead(status: 200, headers: ["Content-Type": "text/event-stream"]))
            let chunks = ScriptedUpstream.chunks("first second", of: call)
            for (place, chunk) in chunks.enumerated() {
                try await writer.write(ScriptedUpstream.event(chunk))
                if place == 1 { await go.value }
            }
            try await writer.write(Array("data: [DONE]\n\n".utf8))
            try await writer.finish()
        }
        try await GatewayTrial.run(upstream: script) { trial in
            let body: JSONValue = [
                "model": "main", "stream": true, "messages": [["role": "user", "content": "a"]],
            ]
            let exchange = try await trial.open(path: "/v1/chat/completions", body: body.serialized())
            var text = ""
            while !text.contains("first"), let piece = try await exchange.next() {
                text += String(decoding: piece, as: UTF8.self)
            }
            #expect(text.contains("first") && !text.contains("second"))
            go.send(())
            text += String(decoding: try await exchange.collect(upTo: 1 << 20), as: UTF8.self)
            #expect(text.contains(" second") && text.hasSuffix("data: [DONE]\n\n"))
        }
    }

    @Test("a failure in the middle is an error event, and there is no [DONE]", arguments: ["cut", "reported"])
    func broken(manner: String) async throws {
        let script: ScriptedUpstream.Script = { call, writer in
            try await writer.begin(HTTPResponseHead(status: 200, headers: ["Content-Type": "text/event-stream"]))
            for chunk in ScriptedUpstream.chunks("one two three four", of: call).prefix(3) {
                try await writer.write(ScriptedUpstream.event(chunk))
            }
            if manner == "cut" { return writer.close() }
            try await writer.write(
                ScriptedUpstream.event(["error": ["message": "out of memory", "type": "server_error"]]))
            try await writer.finish()
        }
        try await GatewayTrial.run(upstream: script) { trial in
            let answer = try await trial.chat(model: "quick", stream: true)
            #expect(answer.status == 200)
            #expect(content(answer.events).hasPrefix("one two"))
            #expect(!answer.text.contains("[DONE]"))
            let last = try #require(answer.events.last)
            let error = try JSONValue(parsing: Array(last.utf8))["error"]
            #expect(error?["code"] == "stream.broken")
            #expect(error?["type"] == "server_error")
            #expect(error?["message"]?.string?.isEmpty == false)
            #expect(trial.upstream.calls.count == 1, "what was said cannot be said again")
        }
    }

    @Test("a failure before the first word is never seen")
    func failsEarly() async throws {
        let script: ScriptedUpstream.Script = { call, writer in
            guard call.number == 0 else { return try await ScriptedUpstream.echo(call, writer) }
            try await writer.begin(HTTPResponseHead(status: 200, headers: ["Content-Type": "text/event-stream"]))
            try await writer.write(ScriptedUpstream.event(ScriptedUpstream.chunks("a", of: call)[0]))
            writer.close()
        }
        try await GatewayTrial.run(upstream: script) { trial in
            let answer = try await trial.chat("again", model: "quick", stream: true)
            #expect(content(answer.events) == "You said: again")
            #expect(answer.headers["x-atelier-attempts"] == "2")
            #expect(answer.events.last == "[DONE]")
        }
    }

    @Test("a stream that cannot begin is an ordinary error")
    func cannotBegin() async throws {
        let script: ScriptedUpstream.Script = { _, writer in
            try await writer.send(ScriptedUpstream.error(500, "broken"))
        }
        try await GatewayTrial.run(upstream: script) { trial in
            let answer = try await trial.chat(model: "quick", stream: true)
            #expect(answer.status == 502)
            #expect(answer.error?["code"] == "upstream.exhausted")
        }
    }

    @Test("a piece whose JSON has line ends is still one event")
    func lineEnds() async throws {
        let script: ScriptedUpstream.Script = { call, writer in
            let chunks = ScriptedUpstream.chunks("a b", of: call).map {
                String(decoding: $0.serialized(), as: UTF8.self)
            }
            // Two fields of data are one text with a line end between them.
            let events = chunks.map { "data: {\ndata: " + $0.dropFirst() + "\n\n" }
            try await writer.send(
                HTTPResponse(
                    status: 200, headers: ["Content-Type": "text/event-stream"],
                    body: Array((events.joined() + "data: [DONE]\n\n").utf8)))
        }
        try await GatewayTrial.run(upstream: script) { trial in
            let answer = try await trial.chat(stream: true)
            #expect(content(answer.events) == "a b")
            #expect(answer.text.split(separator: "\n").allSatisfy { $0.hasPrefix("data: ") })
        }
    }

    @Test("a kept answer is told as a stream that says the same")
    func replayed() async throws {
        let yaml = GatewayTrial.plain + "\n  kept: { pool: main, cache: exact }"
        try await GatewayTrial.run(yaml) { trial in
            _ = try await trial.chat("one two three", model: "kept")
            let answer = try await trial.chat("one two three", model: "kept", stream: true)
            #expect(answer.headers["x-atelier-cache"] == "hit")
            #expect(content(answer.events) == "You said: one two three")
            #expect(answer.events.last == "[DONE]")
            #expect(trial.upstream.calls.count == 1)
        }
    }
}
