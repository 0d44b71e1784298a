import Gateway
import HTTPMessages
import JSON
import Networking
import Resilience
import TestKit
import Testing

@Suite("Equal requests at the same time")
struct SharedCallTests {
    private func withGateway(
        _ reply: ScriptedReply, _ body: @Sendable (Gateway, ScriptedUpstream, Door, GatewayBench) async throws -> Void
    ) async throws {
        let door = Door()
        try await withUpstream({ _ in .held(by: door, then: reply) }) { upstream in
            var bench = try GatewayBench(.scripted(upstream))
            bench.routes[0].sharesIdentical = true
            try await body(bench.gateway(), upstream, door, bench)
        }
    }

    @Test("make one call, a thousand of them")
    func thousand() async throws {
        try await withGateway(.answer("once")) { gateway, upstream, door, bench in
            let begun = Tally()
            try await withThrowingTaskGroup(of: (String, CallReport.Source).self) { group in
                for _ in 0..<1000 {
                    group.addTask {
                        begun.add()
                        let reply = try await gateway.ask()
                        return (try reply.text, reply.report.source)
                    }
                }
                await begun.wait(for: 1000)
                await upstream.holds.wait(for: 1)
                await settle()
                door.open()
                var leaders = 0
                for try await (text, source) in group {
                    #expect(text == "once")
                    if source == .model { leaders += 1 }
                }
                #expect(leaders == 1)
            }
            #expect(upstream.calls.count == 1)
            #expect(bench.record.attempts.count == 1)
        }
    }

    @Test("make one stream, which all read whole")
    func thousandStreams() async throws {
        let pieces = (0..<20).map { "p\($0) " }
        try await withGateway(.stream(ScriptedStream(pieces))) { gateway, upstream, door, _ in
            let begun = Tally()
            try await withThrowingTaskGroup(of: ReadStream.self) { group in
                for _ in 0..<1000 {
                    group.addTask {
                        begun.add()
                        return try await gateway.read()
                    }
                }
                await begun.wait(for: 1000)
                await settle()
                door.open()
                for try await read in group {
                    #expect(read.text == pieces.joined() && read.error == nil && read.finish == "stop")
                }
            }
            #expect(upstream.calls.count == 1)
        }
    }

    @Test("are not hurt when all others leave, the first one too", arguments: [false, true])
    func leave(isStreaming: Bool) async throws {
        let reply: ScriptedReply = isStreaming ? .stream(ScriptedStream(["o", "nce"])) : .answer("once")
        try await withGateway(reply) { gateway, upstream, door, _ in
            @Sendable func ask() async throws -> String {
                if isStreaming { return try await gateway.read().text }
                return try await gateway.ask().text
            }
            let first = Task { try await ask() }
            await upstream.holds.wait(for: 1)
            let begun = Tally()
            let others = (0..<999).map { _ in
                Task {
                    begun.add()
                    return try await ask()
                }
            }
            await begun.wait(for: 999)
            await settle()
            first.cancel()
            for task in others.dropLast() { task.cancel() }
            for task in [first] + others.dropLast() {
                await #expect(throws: CancellationError.self) { try await task.value }
            }
            #expect(upstream.departures.count == 0)
            door.open()
            let text = try await others.last?.value
            #expect(text == "once")
            #expect(upstream.calls.count == 1)
        }
    }

    @Test("end the call when all of them leave")
    func allLeave() async throws {
        try await withGateway(.answer("never")) { gateway, upstream, _, _ in
            let tasks = (0..<5).map { _ in Task { try await gateway.ask() } }
            await upstream.holds.wait(for: 1)
            await settle()
            for task in tasks { task.cancel() }
            await upstream.departures.wait(for: upstream.calls.count)
            for task in tasks { await #expect(throws: CancellationError.self) { try await task.value } }
            #expect(await eventually { gateway.endpointReports()[0].gate.inFlight == 0 })
        }
    }

    @Test("of different tenants, or with another wish, are different")
    func apart() async throws {
        try await withGateway(.answer("well")) { gateway, upstream, door, _ in
            async let one = gateway.ask(for: Caller(tenant: "a"))
            async let other = gateway.ask(for: Caller(tenant: "b"))
            async let own = gateway.ask(for: Caller(tenant: "a", cachePolicy: .bypass))
            await upstream.holds.wait(for: 3)
            door.open()
            let replies = try await [one, other, own]
            #expect(replies.allSatisfy { $0.report.source == .model })
        }
    }

    /// Lets the tasks that have begun come to where they wait.
    private func settle() async {
        for _ in 0..<2000 { await Task.yield() }
    }
}
