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
