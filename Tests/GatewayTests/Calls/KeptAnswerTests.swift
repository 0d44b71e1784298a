import Gateway
import HTTPMessages
import JSON
import Networking
import Resilience
import TestKit
import Testing

@Suite("An answer that was kept")
struct KeptAnswerTests {
    private func bench(_ endpoint: EndpointConfiguration) -> GatewayBench {
        var bench = GatewayBench(endpoint)
        bench.routes[0].cache.exact = true
        return bench
    }

    private static let either: ScriptedUpstream.Script = { call in
        call.isStreaming
            ? .stream(ScriptedStream(["Sale", " of ", "words."])) : .answer("Sale of words.")
    }

    @Test("is given out again, whole or as a stream, whichever way it came", arguments: [true, false], [true, false])
    func replay(firstStreams: Bool, secondStreams: Bool) async throws {
        try await withUpstream(Self.either) { upstream in
            let gateway = try bench(.scripted(upstream, price: Price(input: 1_000_000, output: 0))).gateway()
            if firstStreams { _ = try await gateway.read() } else { _ = try await gateway.ask() }
            let reply = try await gateway.ask(.chat(stream: secondStreams))
            #expect(reply.report.source == .cache)
            #expect(reply.report.attempts == 0)
            if secondStreams {
                let read = try await ReadStream(reply.stream)
                #expect(read.text == "Sale of words." && read.finish == "stop")
            } else {
                #expect(try reply.text == "Sale of words.")
                // A whole answer tells its usage, also where the stream that it was made of did not.
                #expect(try reply.answer.json?["usage"]?["prompt_tokens"]?.int == 7)
            }
            #expect(upstream.calls.count == 1)
            #expect(gateway.cacheStatistics["task"]?.saved.dollars == 7)
        }
    }

    @Test("is not that of another question, tenant, or of one who does not want it")
    func misses() async throws {
        try await withUpstream(Self.either) { upstream in
            let gateway = try bench(.scripted(upstream)).gateway()
            _ = try await gateway.ask(for: Caller(tenant: "a"))
            _ = try await gateway.ask(.chat("Another."), for: Caller(tenant: "a"))
            #expect(upstream.calls.count == 2)
            _ = try await gateway.ask(for: Caller(tenant: "b"))
            #expect(upstream.calls.count == 3)
            _ = try await gateway.ask(for: Caller(tenant: "a", cachePolicy: .bypass))
            _ = try await gateway.ask(for: Caller(tenant: "a", cachePolicy: .refresh))
            #expect(upstream.calls.count == 5)
            #expect(try await gateway.ask(for: Caller(tenant: "a")).report.source == .cache)
            #expect(upstream.calls.count == 5)
        }
    }

    @Test("was asked for with permission to keep it")
    func bypassIsNotKept() async throws {
        try await withUpstream(Self.either) { upstream in
            let gateway = try bench(.scripted(upstream)).gateway()
            _ = try await gateway.ask(for: Caller(cachePolicy: .bypass))
            _ = try await gateway.ask()
            #expect(upstream.calls.count == 2)
            upstream.change { _ in .answer("newer") }
            #expect(try await gateway.ask(for: Caller(cachePolicy: .refresh)).text == "newer")
            #expect(try await gateway.ask().text == "newer")
        }
    }

    @Test("was no error and no part of an answer")
    func errors() async throws {
        let failures: [ScriptedReply] = [
            .error(400, type: "invalid_request_error"), .stream(ScriptedStream(["Sale"], .cut)),
            .json(.completion("wrong", model: "model-z")),
        ]
        for failure in failures {
            try await withUpstream({ $0.number == 0 ? failure : Self.either($0) }) { upstream in
                let gateway = try bench(.scripted(upstream)).gateway()
                if case .stream = failure { _ = try await gateway.read() } else { _ = try? await gateway.ask() }
                let reply = try await gateway.ask()
                #expect(reply.report.source == .model)
                #expect(try reply.text == "Sale of words.")
            }
        }
    }

    @Test("of a fallback is not given out as the first choice's")
    func fallback() async throws {
        try await withUpstreams(
            { $0.number < 3 ? .status(500) : .answer("first choice") },
            { _ in .answer("second choice", model: "model-b") }
        ) { one, other in
            let time = ManualTime()
            var bench = try bench(.scripted(one))
            bench.time = time.source
            bench.routes[0].retry = RetryConfiguration(attempts: 4, base: .zero, cap: .zero)
            bench.addFallback("second", try .scripted(other, name: "two", model: "model-b"))
            let gateway = try bench.gateway()
            #expect(try await gateway.ask().text == "second choice")
            time.advance(by: .seconds(120))
            let reply = try await gateway.ask()
            #expect(try reply.text == "first choice")
            #expect(reply.report.source == .model && !reply.report.isFallback)
        }
    }

    @Test("ages")
    func age() async throws {
        try await withUpstream(Self.either) { upstream in
            let time = ManualTime()
            var bench = try bench(.scripted(upstream))
            bench.time = time.source
            bench.routes[0].cache.timeToLive = .seconds(60)
            let gateway = try bench.gateway()
            _ = try await gateway.ask()
            time.advance(by: .seconds(59))
            #expect(try await gateway.ask().report.source == .cache)
            time.advance(by: .seconds(2))
            #expect(try await gateway.ask().report.source == .model)
        }
    }
}
