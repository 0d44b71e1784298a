import HTTPMessages
import JSON
import Networking
import Resilience
import TestKit
import Testing

@testable import Gateway

@Suite("A streamed answer")
struct StreamTests {
    @Test("comes whole, with its usage known though the caller did not ask", arguments: [false, true])
    func whole(isShared: Bool) async throws {
        try await withUpstream({ _ in .stream(ScriptedStream(["He", "llo", "."])) }) { upstream in
            var bench = try GatewayBench(.scripted(upstream, price: Price(input: 1_000_000, output: 2_000_000)))
            bench.routes[0].sharesIdentical = isShared
            let read = try await bench.gateway().read()
            #expect(read.text == "Hello." && read.finish == "stop" && read.usage == nil && read.error == nil)
            let record = try #require(bench.record.requests.first)
            #expect(record.usage == TokenUsage(input: 7, output: 3))
            #expect(record.cost == 13)
        }
    }

    @Test("tells the usage to those who ask, also beside one who did not")
    func usage() async throws {
        let door = Door()
        try await withUpstream({ _ in .held(by: door, then: .stream(ScriptedStream(["a"]))) }) { upstream in
            var bench = try GatewayBench(.scripted(upstream))
            bench.routes[0].sharesIdentical = true
            let gateway = try bench.gateway()
            var asking = ModelRequest.stream()
            asking.body["stream_options"] = ["include_usage": true]
            let request = asking
            async let plain = gateway.read()
            async let told = gateway.read(request)
            await upstream.holds.wait(for: 2)
            door.open()
            #expect(try await plain.usage == nil)
            #expect(try await told.usage?["prompt_tokens"]?.int == 7)
        }
    }

    @Test("is whole once it has said why it ends", arguments: [0, 1])
    func withoutDone(kind: Int) async throws {
        let ending: ScriptedStream.Ending = kind == 0 ? .finishOnly : .finishThenReset
        try await withUpstream({ _ in .stream(ScriptedStream(["a", "b"], ending)) }) { upstream in
            let gateway = try GatewayBench(.scripted(upstream)).gateway()
            let read = try await gateway.read()
            #expect(read.text == "ab" && read.finish == "stop" && read.error == nil)
        }
    }

    @Test("that fails before its first text begins elsewhere, unseen")
    func beforeFirst() async throws {
        for ending: ScriptedStream.Ending in [.cleanCut, .cut, .reset, .error] {
            for saysRole in [true, false] {
                let order = Tally()
                let script: ScriptedUpstream.Script = { _ in
                    guard order.add() == 0 else { return .stream(ScriptedStream(["all", " of it"])) }
                    var failing = ScriptedStream([], ending)
                    failing.saysRole = saysRole
                    return .stream(failing)
                }
                try await withUpstreams(script, script) { one, other in
                    let bench = try GatewayBench(.scripted(one), .scripted(other, name: "two"))
                    let read = try await bench.gateway().read()
                    #expect(read.text == "all of it" && read.error == nil, "\(ending)")
                    #expect(order.count == 2)
                    // Told once, though it failed below the gateway and in it.
                    #expect(bench.record.attempts.count == 2)
                    #expect(bench.record.attempts.count { $0.failure != nil } == 1)
                }
            }
        }
    }

    @Test("that never says anything is no answer")
    func empty() async throws {
        try await withUpstream({ _ in .body([], contentType: "text/event-stream") }) { upstream in
            let gateway = try GatewayBench(.scripted(upstream)).gateway()
            #expect(try await gateway.failure(.stream()).code == "upstream.exhausted")
            #expect(upstream.calls.count > 1)
        }
    }

    @Test("may come in one piece from an endpoint that does not stream")
    func plainJSON() async throws {
        try await withUpstream({ _ in .answer("In one piece, and told in several.") }) { upstream in
            let read = try await GatewayBench(.scripted(upstream)).gateway().read()
            #expect(read.text == "In one piece, and told in several." && read.finish == "stop")
        }
    }

    @Test("that broke says so again to whoever asks again")
    func sticky() async throws {
        try await withUpstream({ _ in .stream(ScriptedStream(["a"], .cut)) }) { upstream in
            let gateway = try GatewayBench(.scripted(upstream, prefill: false)).gateway()
            let stream = try await gateway.ask(.stream()).stream
            while true {
                do {
                    guard try await stream.next() != nil else { throw TestProblem("it ended well") }
                } catch let error as GatewayError {
                    #expect(error.code == "stream.broken")
                    break
                }
            }
            await #expect(throws: GatewayError.self) { try await stream.next() }
        }
    }

    @Test("keeps the words of the error for all who share it")
    func sharedError() async throws {
        let door = Door()
        try await withUpstream({ _ in .held(by: door, then: .stream(ScriptedStream(["a"], .cut))) }) { upstream in
            var bench = try GatewayBench(.scripted(upstream))
            bench.routes[0].sharesIdentical = true
            let gateway = try bench.gateway()
            async let one = gateway.read()
            async let other = gateway.read()
            await upstream.holds.wait(for: 1)
            door.open()
            for read in try await [one, other] {
                #expect(read.error?.code == "stream.broken")
                #expect(read.error?.message.contains("one failed") == true)
            }
        }
    }
}
