import Essentials
import HTTPMessages
import NIOCore
import Testing

@testable import Networking

@Suite("A call that fails")
struct ClientFailureTests {
    private let endless = CallLimits(head: .seconds(60), idle: .seconds(60))

    @Test("because nobody listens is refused at once")
    func refused() async throws {
        let server = try await ScriptedServer(script: .silent)
        try await server.stop()
        try await withClient { client in
            #expect(await client.failure(server.request()) == .refused)
            #expect(client.statistics(of: server.origin).failed == 1)
            #expect(client.statistics(of: server.origin).open == 0)
        }
    }

    @Test("on a kept connection that the server closed says so, and may be sent again")
    func stale() async throws {
        try await withServer(
            Script { visit in
                switch (visit.connection, visit.request) {
                case (_, 0): []
                case (1, 2): [.close]
                default: [Visit.answer("fine")]
                }
            }
        ) { server in
            try await withClient { client in
                try await client.expect("fine", for: server.request())
                #expect(await client.failure(server.request()) == .closedBeforeAnswer(reused: true))
                try await client.expect("fine", for: server.request())
                #expect(server.requests.map(\.connection) == [1, 1, 2])
            }
        }
    }

    @Test("by a reset says whether an answer had begun")
    func reset() async throws {
        try await withServer(
            Script { visit in
                switch (visit.connection, visit.request) {
                case (_, 0): []
                case (1, 1): [Visit.answer("fine")]
                case (1, _): [.reset]
                case (2, _): [.reset]
                default: [.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhal"), .reset]
                }
            }
        ) { server in
            try await withClient { client in
                #expect(await client.failure(server.request()) == nil)
                #expect(await client.failure(server.request()) == .closedBeforeAnswer(reused: true))
                #expect(await client.failure(server.request()) == .reset)
                let last = await client.failure(server.request())
                #expect(last == .reset || last == .truncated)
            }
        }
    }

    @Test("because nothing comes ends after the limit for the head", .timeLimit(.minutes(1)))
    func hang() async throws {
        try await withServer(.silent) { server in
            try await withClient { client in
                #expect(await client.failure(server.request(), CallLimits(head: .milliseconds(50))) == .headTimeout)
                try await server.untilClosed(1)
            }
        }
    }

    @Test("because only part of the head comes ends after the same limit", .timeLimit(.minutes(1)))
    func slowHead() async throws {
        try await withServer(.always(.send("HTTP/1.1 200 OK\r\n"), .drip("X-A: b\r\n", every: .milliseconds(5)))) {
            server in
            try await withClient { client in
                #expect(await client.failure(server.request(), CallLimits(head: .milliseconds(60))) == .headTimeout)
            }
        }
    }

    @Test("because the body stops ends after the limit between pieces", .timeLimit(.minutes(1)))
    func hangInBody() async throws {
        try await withServer(.always(.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhal"))) {
            server in
            try await withClient { client in
                let exchange = try await client.send(server.request(), limits: CallLimits(idle: .milliseconds(50)))
                #expect(try await exchange.next() == Array("hal".utf8))
                await #expect { try await exchange.next() } throws: { ($0 as? TransportError)?.kind == .idleTimeout }
                try await server.untilClosed(1)
            }
        }
    }

    @Test("because the body drips passes the limit between pieces, not the deadline", .timeLimit(.minutes(1)))
    func drip() async throws {
        try await withServer(
            Script { visit in
                visit.request == 0
                    ? []
                    : [.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"), .drip("x", every: .milliseconds(5))]
            }
        ) { server in
            try await withClient { client in
                let began = ContinuousClock.now
                let limits = CallLimits(idle: .seconds(5), deadline: .now + .milliseconds(150))
                #expect(await client.failure(server.request(), limits) == .deadline)
                #expect(ContinuousClock.now - began >= .milliseconds(150))
            }
        }
    }

    @Test("at its deadline before anything came, or before it began", .timeLimit(.minutes(1)))
    func deadline() async throws {
        try await withServer(.silent) { server in
            try await withClient { client in
                #expect(
                    await client.failure(server.request(), CallLimits(deadline: .now + .milliseconds(40))) == .deadline)
                #expect(await client.failure(server.request(), CallLimits(deadline: .now - .seconds(1))) == .deadline)
                #expect(server.requests.count <= 1)
            }
        }
    }

    @Test("a limit that comes nearer than the last call's is kept", .timeLimit(.minutes(1)))
    func nearerLimit() async throws {
        try await withServer(Script { $0.request == 1 ? [Visit.answer("fine")] : [] }) { server in
            try await withClient { client in
                #expect(await client.failure(server.request(), endless) == nil)
                #expect(await client.failure(server.request(), CallLimits(head: .milliseconds(30))) == .headTimeout)
                #expect(server.connectionCount == 1)
            }
        }
    }

    @Test(
        "on what is not HTTP",
        arguments: [
            "SSH-2.0-OpenSSH_9.2\r\n", "HTTP/2 200\r\n\r\n", "HTTP/1.1 200 OK\r\nBad Name: x\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n",
        ])
    func malformed(answer: String) async throws {
        try await withServer(.always(.send(answer))) { server in
            try await withClient { client in
                #expect(await client.failure(server.request()) == .malformed)
                try await server.untilClosed(1)
            }
        }
    }

    @Test("on a head that never ends is too large")
    func endlessHead() async throws {
        try await withServer(
            Script { visit in
                visit.request == 0
                    ? []
                    : [
                        .send("HTTP/1.1 200 OK\r\n"),
                        .drip("X-A: " + String(repeating: "b", count: 500) + "\r\n", every: .milliseconds(1)),
                    ]
            }
        ) { server in
            try await withClient(.with { $0.maximumHeaderBytes = 4096 }) { client in
                #expect(await client.failure(server.request()) == .tooLarge)
            }
        }
    }

    @Test("that cannot be written leaves the connection as it was")
    func unwritable() async throws {
        try await withServer(.always(Visit.answer("fine"))) { server in
            try await withClient { client in
                #expect(await client.failure(server.request()) == nil)
                var request = server.request()
                request.headers = ["X-A": "one\r\nX-Injected: two"]
                #expect(await client.failure(request) == .invalidRequest)
                #expect(await client.failure(server.request()) == nil)
                #expect(server.connectionCount == 1)
            }
        }
    }

    @Test("is told in one line that names the origin")
    func wording() {
        let error = TransportError(.refused, origin: Origin(scheme: .https, host: "api.example.org"))
        #expect(error.code == "transport.refused")
        #expect(
            error.description == "https://api.example.org refused the connection. "
                + "Check that the service runs and that the port is right.")
    }
}
