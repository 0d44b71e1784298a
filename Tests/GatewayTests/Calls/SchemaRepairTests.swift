import Gateway
import HTTPMessages
import JSON
import Networking
import Resilience
import TestKit
import Testing

@Suite("An answer that is to keep to a JSON schema")
struct SchemaRepairTests {
    private static var request: ModelRequest {
        var request = ModelRequest.chat()
        request.body["response_format"] = [
            "type": "json_schema",
            "json_schema": [
                "name": "n",
                "schema": ["type": "object", "properties": ["n": ["type": "integer"]], "required": ["n"]],
            ],
        ]
        return request
    }

    @Test("is asked for once more when it does not, with what is wrong")
    func repair() async throws {
        try await withUpstream({ $0.number == 0 ? .answer("{\"n\": \"x\"}") : .answer("{\"n\": 3}") }) { upstream in
            var bench = try GatewayBench(.scripted(upstream, price: Price(input: 1_000_000, output: 0)))
            bench.routes[0].cache.exact = true
            let gateway = try bench.gateway()
            let reply = try await gateway.ask(Self.request)
            #expect(try reply.text == "{\"n\": 3}")
            #expect(reply.report.attempts == 2)
            #expect(reply.report.cost == 14)
            let second = try #require(upstream.received.last?.body["messages"]?.array)
            #expect(second.count == 3)
            #expect(second[1]["content"]?.string == "{\"n\": \"x\"}")
            #expect(second[2]["content"]?.string?.contains("/n") == true)
            // It is the answer to the question as it was asked.
            #expect(try await gateway.ask(Self.request).text == "{\"n\": 3}")
            #expect(upstream.calls.count == 2)
        }
    }

    @Test("is an error when it breaks the schema twice")
    func twice() async throws {
        try await withUpstream({ _ in .answer("no JSON") }) { upstream in
            let gateway = try GatewayBench(.scripted(upstream)).gateway()
            let error = try await gateway.failure(Self.request)
            #expect(error.code == "answer.schema" && error.status == 502)
            #expect(upstream.calls.count == 2)
        }
    }

    private static var streamed: ModelRequest {
        var request = Self.request
        request.body["stream"] = true
        return request
    }

    @Test("streamed, ends with an error instead of its end when it does not, and is not kept")
    func wrongStream() async throws {
        try await withUpstream({
            $0.number == 0 ? .stream(ScriptedStream(["{\"n\": ", "\"x\"}"])) : .stream(ScriptedStream(["{\"n\": 3}"]))
        }) { upstream in
            var bench = try GatewayBench(.scripted(upstream))
            bench.routes[0].cache.exact = true
            let gateway = try bench.gateway()
            let wrong = try await gateway.read(Self.streamed)
            #expect(wrong.error?.code == "answer.schema")
            #expect(wrong.error?.message.contains("/n") == true)
            #expect(wrong.finish == nil, "nobody is told that it is whole")
            #expect(bench.record.requests.last?.errorCode == "answer.schema")
            let right = try await gateway.read(Self.streamed)
            #expect(right.error == nil && right.text == "{\"n\": 3}" && right.finish == "stop")
            #expect(upstream.calls.count == 2)
        }
    }

    @Test("streamed, is told to all who share it when it is wrong")
    func wrongSharedStream() async throws {
        let door = Door()
        try await withUpstream({ _ in .held(by: door, then: .stream(ScriptedStream(["no JSON"]))) }) { upstream in
            var bench = try GatewayBench(.scripted(upstream))
            bench.routes[0].sharesIdentical = true
            let gateway = try bench.gateway()
            async let one = gateway.read(Self.streamed)
            async let other = gateway.read(Self.streamed)
            await upstream.holds.wait(for: 1)
            door.open()
            #expect(try await [one, other].map(\.error?.code) == ["answer.schema", "answer.schema"])
        }
    }

    @Test("streamed, is left alone where it was cut at the caller's limit, or where the route says so")
    func streamsThatAreNotJudged() async throws {
        let cut = ScriptedStream(["{\"n\": "], finish: "length")
        try await withUpstream({ _ in .stream(cut) }) { upstream in
            let gateway = try GatewayBench(.scripted(upstream)).gateway()
            let read = try await gateway.read(Self.streamed)
            #expect(read.error == nil && read.finish == "length")
        }
        try await withUpstream({ _ in .stream(ScriptedStream(["no JSON"])) }) { upstream in
            var bench = try GatewayBench(.scripted(upstream))
            bench.routes[0].repairsJSON = false
            let read = try await bench.gateway().read(Self.streamed)
            #expect(read.error == nil && read.text == "no JSON")
        }
    }

    @Test("is taken as it is where the route says so, or when it keeps to the schema")
    func noRepair() async throws {
        try await withUpstream({ _ in .answer("no JSON") }) { upstream in
            var bench = try GatewayBench(.scripted(upstream))
            bench.routes[0].repairsJSON = false
            #expect(try await bench.gateway().ask(Self.request).text == "no JSON")
            upstream.change { _ in .answer("{\"n\": 1}") }
            bench.routes[0].repairsJSON = true
            #expect(try await bench.gateway().ask(Self.request).text == "{\"n\": 1}")
            #expect(upstream.calls.count == 2)
        }
    }
}
