import HTTPMessages
import JSON
import Networking
import Resilience
import TestKit
import Testing

@testable import Gateway

@Suite("A request on its way along a route")
struct RouteWalkTests {
    @Test("goes to another endpoint at once when one fails", arguments: [500, 502, 503, 504, 429, 408])
    func elsewhere(status: Int) async throws {
        let order = Tally()
        let script: ScriptedUpstream.Script = { _ in order.add() == 0 ? .status(status) : .answer("well") }
        try await withUpstreams(script, script) { one, other in
            let time = ManualTime()
            var bench = try GatewayBench(.scripted(one), .scripted(other, name: "two"))
            bench.time = time.source
            let reply = try await bench.gateway().ask()
            #expect(try reply.text == "well")
            #expect(reply.report.attempts == 2)
            #expect(one.calls.count == 1 && other.calls.count == 1)
            // The clock never moved: nobody waited.
            #expect(time.now == time.start)
        }
    }

    @Test("is tried again whatever the endpoint's failure was")
    func kinds() async throws {
        let failures: [ScriptedReply] = [
            .reset, .cutAnswer("half"), .body([]), .body(Array("{\"choices\":".utf8)),
            .error(200, type: "server_error"), .json(["id": "x", "choices": []]),
        ]
        for failure in failures {
            try await withUpstream({ $0.number == 0 ? failure : .answer("whole") }) { upstream in
                let bench = try GatewayBench(.scripted(upstream))
                let reply = try await bench.gateway().ask()
                #expect(try reply.text == "whole", "after \(failure)")
                #expect(upstream.calls.count == 2)
                #expect(bench.record.attempts.count == 2)
                #expect(bench.record.requests.map(\.attempts) == [2])
            }
        }
    }

    @Test("waits its pause before it asks the only endpoint again")
    func backoff() async throws {
        try await withUpstream({ $0.number < 2 ? .status(500) : .answer("well") }) { upstream in
            let time = ManualTime()
            var bench = try GatewayBench(
                .scripted(upstream), retry: RetryConfiguration(attempts: 4, base: .seconds(1), cap: .seconds(8)))
            bench.time = time.source
            let gateway = try bench.gateway()
            async let reply = gateway.ask()
            for base in [1.0, 2.0] {
                await time.waitForSleepers(1)
                let pause = time.now.duration(to: try #require(time.wakeTimes.first)) / .seconds(1)
                #expect((0.75 * base...1.25 * base).contains(pause))
                time.advance(by: .seconds(pause))
            }
            #expect(try await reply.text == "well")
            #expect(upstream.calls.count == 3)
        }
    }

    @Test("obeys Retry-After to the instant")
    func retryAfter() async throws {
        for status in [429, 503] {
            try await withUpstream({
                $0.number == 0 ? .status(status, headers: ["Retry-After": "7"]) : .answer("well")
            }) { upstream in
                let time = ManualTime()
                var bench = try GatewayBench(.scripted(upstream))
                bench.time = time.source
                let gateway = try bench.gateway()
                async let reply = gateway.ask()
                await time.waitForSleepers(1)
                #expect(time.wakeTimes == [time.start + .seconds(7)])
                time.advance(by: .milliseconds(6_999))
                #expect(upstream.calls.count == 1)
                time.advance(by: .milliseconds(1))
                #expect(try await reply.text == "well")
                #expect(time.now == time.start + .seconds(7))
            }
        }
    }

    @Test("does not wait for a long Retry-After where a fallback can answer")
    func retryAfterWithFallback() async throws {
        try await withUpstream({ _ in .status(429, headers: ["Retry-After": "60"]) }) { upstream in
            let time = ManualTime()
            var bench = try GatewayBench(.scripted(upstream))
            bench.time = time.source
            bench.addFallback("local", .offline)
            let reply = try await bench.gateway().ask()
            #expect(reply.report.isFallback)
            #expect(time.now == time.start)
        }
    }

    @Test("is as patient with the last pool that can do what is asked as with the last of all")
    func incapableFallback() async throws {
        try await withUpstream({ $0.number < 4 ? .status(500) : .body([1, 2, 3], contentType: "audio/mpeg") }) {
            upstream in
            var bench = try GatewayBench(.scripted(upstream))
            bench.routes[0].retry = RetryConfiguration(attempts: 6, base: .milliseconds(1), cap: .seconds(60))
            bench.addFallback("local", .offline)
            let time = ManualTime()
            bench.time = time.source
            let gateway = try bench.gateway()
            let speech = ModelRequest(operation: .speech, body: ["model": "task", "input": "Hello."])
            let answer = try await time.driving { try await gateway.ask(speech).answer }
            #expect(answer.payload == [1, 2, 3])
            #expect(upstream.calls.count == 5)
            let error = try await gateway.failure(
                ModelRequest(operation: .speech, body: ["model": "local", "input": "Hello."]))
            #expect(error.code == "route.unsupported" && error.status == 400)
        }
    }

    @Test("gives a refusal of the request to the caller, after one call")
    func refused() async throws {
        let script: ScriptedUpstream.Script = { _ in .error(400, type: "context_length_exceeded") }
        try await withUpstreams(script, script) { one, other in
            var bench = try GatewayBench(.scripted(one), .scripted(other, name: "two"))
            bench.addFallback("local", .offline)
            let error = try await bench.gateway().failure()
            #expect(error.status == 400)
            #expect(error.code == "context_length_exceeded")
            #expect(one.calls.count + other.calls.count == 1)
        }
    }

    @Test("leaves alone for a while an endpoint that refuses its key")
    func credentials() async throws {
        try await withUpstreams({ _ in .error(401, type: "invalid_api_key") }, { _ in .answer("well") }) { bad, good in
            let bench = try GatewayBench(.scripted(bad), .scripted(good, name: "two"))
            let gateway = try bench.gateway()
            for _ in 0..<20 { #expect(try await gateway.ask().text == "well") }
            #expect(bad.calls.count <= 1)
            #expect(good.calls.count == 20)
            if bad.calls.count == 1 { #expect(gateway.endpointReports()[0].status == .resting) }
        }
    }

    @Test("asks an endpoint that failed once again when the other one refuses its key")
    func credentialsThenRetry() async throws {
        let isFirst = Tally()
        try await withUpstreams(
            { _ in isFirst.add() == 0 ? .status(500) : .answer("well") },
            { _ in .error(401, type: "invalid_api_key") }
        ) { shaky, bad in
            let bench = try GatewayBench(.scripted(shaky), .scripted(bad, name: "two"))
            let gateway = try bench.gateway()
            for _ in 0..<4 { #expect(try await gateway.ask().text == "well") }
        }
    }

    @Test("tells when a fallback answered, and with which model")
    func fallback() async throws {
        try await withUpstreams({ _ in .status(500) }, { _ in .answer("from b", model: "model-b") }) { one, other in
            var bench = try GatewayBench(.scripted(one))
            bench.addFallback("second", try .scripted(other, name: "two", model: "model-b"))
            let gateway = try bench.gateway()
            let reply = try await gateway.ask()
            #expect(try reply.text == "from b")
            #expect(reply.report.isFallback)
            #expect(reply.report.model == "model-b")
            #expect(reply.report.endpoint == "two")
            #expect(one.calls.count == 3)
            #expect(bench.record.requests.map(\.isFallback) == [true])
        }
    }

    @Test("ends with the local writer, under its own name")
    func local() async throws {
        try await withUpstream({ _ in .status(500) }) { upstream in
            var bench = try GatewayBench(.scripted(upstream))
            bench.addFallback("local", .offline)
            let gateway = try bench.gateway()
            for _ in 0..<40 {
                let reply = try await gateway.ask(.chat("One sentence is here. Another sentence is here."))
                #expect(reply.report.model == "local/extractive")
                #expect(try reply.answer.model == "local/extractive")
                #expect(reply.report.isFallback)
            }
            let streamed = try await gateway.read(.stream("One sentence is here."))
            #expect(streamed.text == "One sentence is here." && streamed.finish == "stop")
        }
    }

    @Test("still finds the local writer after it declined what it cannot do")
    func localDeclines() async throws {
        var bench = GatewayBench(.offline)
        bench.routes[0].retry.attempts = 1
        let gateway = try bench.gateway()
        var request = ModelRequest.chat()
        request.body["response_format"] = ["type": "json_object"]
        for _ in 0..<30 { _ = try await gateway.failure(request) }
        #expect(try await gateway.ask(.chat("One sentence.")).text == "One sentence.")
    }

    @Test("asks a provider of another form for what the first cannot express, without blaming it")
    func inexpressible() async throws {
        try await withUpstreams({ _ in .answer("never") }, { _ in .answer("well", model: "model-b") }) { one, other in
            var endpoint = try EndpointConfiguration.scripted(one)
            endpoint.provider = "elevenlabs"
            var bench = GatewayBench(endpoint)
            bench.addFallback("second", try .scripted(other, name: "two", model: "model-b"))
            let gateway = try bench.gateway()
            let reply = try await gateway.ask()
            #expect(try reply.text == "well")
            #expect(one.calls.count == 0)
        }
    }

    @Test("tells the caller of a model that is nowhere, and leaves the endpoints in use")
    func unknownModel() async throws {
        let script: ScriptedUpstream.Script = { call in
            call.body["model"]?.string == "known"
                ? .answer("well", model: "known") : .error(404, type: "model_not_found")
        }
        try await withUpstreams(script, script) { one, other in
            var bench = try GatewayBench(.scripted(one, model: "*"), .scripted(other, name: "two", model: "*"))
            bench.routes = []
            let gateway = try bench.gateway()
            for _ in 0..<5 {
                #expect(try await gateway.failure(.chat(model: "unknown")).status == 404)
            }
            #expect(try await gateway.ask(.chat(model: "known")).text == "well")
            #expect(gateway.endpointReports().allSatisfy { $0.status == .healthy })
        }
    }
}
