import HTTPMessages
import JSON
import Networking
import Resilience
import TestKit
import Testing

@testable import Gateway

@Suite("A stream that is cut in the middle")
struct StreamContinuationTests {
    /// No piece repeats, so that a doubled or lost one shows.
    static let pieces = (0..<200).map { "w\($0) " }
    static let text = pieces.joined()

    /// Cuts the first call after `position` pieces, and goes on after the given text in those that follow.
    static func script(
        _ position: Int, _ ending: ScriptedStream.Ending, _ order: Tally
    ) -> ScriptedUpstream.Script {
        { call in
            if order.add() == 0 { return .stream(ScriptedStream(Array(pieces.prefix(position)), ending)) }
            guard let given = call.prefill else { return .stream(ScriptedStream(pieces)) }
            guard text.hasPrefix(given) else { return .error(400, type: "invalid_request_error") }
            return .stream(ScriptedStream([String(text.dropFirst(given.count))]))
        }
    }

    @Test("at any position is whole or says that it is not", arguments: [true, false], [1, 2])
    func everyPosition(prefill: Bool, endpoints: Int) async throws {
        let client = HTTPClient.ofTests()
        let never: ScriptedUpstream.Script = { _ in .reset }
        try await withUpstreams(never, never) { one, other in
            for position in 0...200 {
                let order = Tally()
                let endings: [ScriptedStream.Ending] = [.cut, .reset, .cleanCut, .error]
                let isReset = position % 4 == 1
                let script = Self.script(position, endings[position % 4], order)
                one.change(script)
                other.change(script)
                var bench = try GatewayBench(.scripted(one, prefill: prefill))
                if endpoints == 2 {
                    bench.pools[0].endpoints.append(try .scripted(other, name: "two", prefill: prefill))
                }
                let read = try await bench.gateway(client: client).read()
                // A reset takes with it what was not read yet, so that nothing may have been seen.
                let isWhole = prefill || position == 0 || isReset && order.count == 2
                let part = Self.pieces.prefix(position).joined()
                #expect(read.error?.code == (isWhole ? nil : "stream.broken"), "cut at \(position)")
                #expect(read.finish == (isWhole ? "stop" : nil), "cut at \(position)")
                #expect(order.count == (isWhole ? 2 : 1), "cut at \(position)")
                if isWhole || !isReset {
                    #expect((read.text == (isWhole ? Self.text : part)) as Bool, "cut at \(position)")
                } else {
                    #expect(part.hasPrefix(read.text) as Bool, "cut at \(position)")
                }
            }
        }
        await client.shutdown()
    }

    @Test("is gone on with in one form: same name, text of the last piece, usage at the end")
    func form() async throws {
        let order = Tally()
        try await withUpstream({ call in
            if order.add() == 0 { return .stream(ScriptedStream(["a", "b"], .cut)) }
            // All in one piece, as some servers tell it.
            let stream = ScriptedStream([])
            let last: JSONValue = [
                "id": "other", "object": "chat.completion.chunk", "created": 9, "model": "model-a-2",
                "choices": [["index": 0, "delta": ["content": "c"], "finish_reason": "length"]],
                "usage": ["prompt_tokens": 9, "completion_tokens": 1],
            ]
            return .body(stream.event(last) + Array("data: [DONE]\n\n".utf8), contentType: "text/event-stream")
        }) { upstream in
            let gateway = try GatewayBench(.scripted(upstream, prefill: true)).gateway()
            var request = ModelRequest.stream()
            request.body["stream_options"] = ["include_usage": true]
            request.body["max_tokens"] = 10
            let stream = try await gateway.ask(request).stream
            var payloads: [JSONValue] = []
            while let chunk = try await stream.next() { payloads.append(try JSONValue(parsing: chunk.payload)) }
            #expect(Set(payloads.compactMap { $0["id"]?.string }) == ["scripted"])
            #expect(payloads.compactMap { $0["choices"]?[0]?["delta"]?["content"]?.string }.joined() == "abc")
            #expect(payloads.compactMap { $0["choices"]?[0]?["finish_reason"]?.string } == ["length"])
            #expect(payloads.last?["usage"]?["prompt_tokens"]?.int == 9)
            // What was said counts towards the limit.
            #expect(upstream.received.last?.body["max_tokens"]?.int == 8)
        }
    }

    @Test("is not gone on with by something else than text")
    func otherThanText() async throws {
        let order = Tally()
        try await withUpstream({ _ in
            if order.add() == 0 { return .stream(ScriptedStream(["a"], .cut)) }
            let stream = ScriptedStream([])
            let call: JSONValue = [
                ["index": 0, "id": "c", "type": "function", "function": ["name": "f", "arguments": ""]]
            ]
            let bytes = stream.chunk(["tool_calls": call]) + stream.chunk([:], finish: "tool_calls")
            return .body(bytes + Array("data: [DONE]\n\n".utf8), contentType: "text/event-stream")
        }) { upstream in
            let read = try await GatewayBench(.scripted(upstream, prefill: true)).gateway().read()
            #expect(read.error?.code == "stream.broken")
            #expect(read.text == "a")
        }
    }

    @Test("is offered to a third endpoint when the second refuses to go on")
    func refusedContinuation() async throws {
        let order = Tally()
        let refusals = Tally()
        let script: ScriptedUpstream.Script = { call in
            if order.add() == 0 { return .stream(ScriptedStream(["a", "b"], .cut)) }
            if refusals.add() == 0 { return .error(400, type: "invalid_request_error") }
            return .stream(ScriptedStream(call.prefill == "ab" ? ["c"] : ["wrong"]))
        }
        try await withUpstreams(script, script) { one, other in
            let bench = try GatewayBench(
                .scripted(one, prefill: true), .scripted(other, name: "two", prefill: true))
            let read = try await bench.gateway().read()
            #expect(read.text == "abc" && read.error == nil)
        }
    }

    @Test("again and again ends with an error, and within the budget")
    func alwaysCut() async throws {
        try await withUpstream({ call in .stream(ScriptedStream(["x"], .cut)) }) { upstream in
            let read = try await GatewayBench(.scripted(upstream, prefill: true)).gateway().read()
            #expect(read.error?.code == "stream.broken")
            #expect(upstream.calls.count <= 4)
            #expect(read.text == String(repeating: "x", count: upstream.calls.count))
        }
    }
}
