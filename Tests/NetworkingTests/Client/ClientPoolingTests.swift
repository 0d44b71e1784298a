import HTTPMessages
import NIOCore
import NIOPosix
import Testing

@testable import Networking

@Suite("Connections are kept and shared")
struct ClientPoolingTests {
    private static let fine = Script.always(Visit.answer("fine"))

    @Test("a second call uses the first one's connection")
    func reuse() async throws {
        try await withServer(Self.fine) { server in
            try await withClient { client in
                for count in 1...5 {
                    let exchange = try await client.send(server.request())
                    #expect(exchange.reusedConnection == (count > 1))
                    _ = try await exchange.collect(upTo: 100)
                }
                let statistics = client.statistics(of: server.origin)
                #expect(statistics.opened == 1 && statistics.reused == 4 && statistics.idle == 1)
                #expect(server.connectionCount == 1)
            }
        }
    }

    @Test(
        "a connection that the server announced to close, or closed, is not used again",
        arguments: [
            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
            "HTTP/1.1 200 OK\r\nconnection: foo, Close\r\nContent-Length: 2\r\n\r\nok",
            "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok and more than it said",
            "HTTP/1.1 200 OK\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
        ])
    func notKept(answer: String) async throws {
        try await withServer(.always(.send(answer))) { server in
            try await withClient { client in
                for _ in 0..<3 { try await client.expect("ok", for: server.request()) }
                #expect(server.requests.map(\.request) == [1, 1, 1])
            }
        }
    }

    @Test("a connection whose end came while it was idle is never handed out")
    func endWhileIdle() async throws {
        try await withServer(.always(Visit.answer("fine"), .close)) { server in
            try await withClient { client in
                for call in 1...50 {
                    // The end is on its way together with the answer: the loop may not have come to it yet.
                    try await client.expect("fine", for: server.request())
                    try await server.untilClosed(call)
                }
                #expect(server.requests.map(\.connection) == Array(1...50))
            }
        }
    }

    @Test(
        "an idle connection is closed after its time, or after the server's", .timeLimit(.minutes(1)),
        arguments: [
            (Duration.milliseconds(40), ""), (Duration.seconds(60), "Keep-Alive: timeout=1, max=100\r\n"),
        ])
    func idleTime(own: Duration, fields: String) async throws {
        try await withServer(.always(Visit.answer("fine", fields))) { server in
            try await withClient(.with { $0.idleTimeout = own }) { client in
                _ = try await client.text(server.request())
                try await server.untilClosed(1)
                #expect(client.statistics(of: server.origin).open == 0)
            }
        }
    }

    @Test("the idle time counts from the last answer, whatever limits the calls before had", .timeLimit(.minutes(1)))
    func idleTimeAfterShorterLimit() async throws {
        let idle = Duration.milliseconds(1300)
        try await withServer(Self.fine) { server in
            try await withClient(.with { $0.idleTimeout = idle }) { client in
                // The timer was set for this call's limit; it fires before the idle time is over.
                _ = try await client.text(server.request(), CallLimits(head: .seconds(1)))
                let answered = ContinuousClock.now
                try await server.untilClosed(1)
                #expect(ContinuousClock.now - answered >= idle - .milliseconds(100))
            }
        }
    }

    @Test("no more are opened than the limit, and every call gets its turn", .timeLimit(.minutes(1)))
    func limit() async throws {
        try await withServer(Self.fine) { server in
            try await withClient(.with { $0.maximumConnectionsPerOrigin = 3 }) { client in
                try await withThrowingTaskGroup(of: String.self) { tasks in
                    for _ in 0..<200 { tasks.addTask { try await client.text(server.request()) } }
                    for try await text in tasks { #expect(text == "fine") }
                }
                #expect(server.connectionCount <= 3)
                #expect(client.statistics(of: server.origin).waiting == 0)
            }
        }
    }

    @Test("the total limit holds over origins, and idle ones make room", .timeLimit(.minutes(1)))
    func totalLimit() async throws {
        try await withServer(Self.fine) { first in
            try await withServer(Self.fine) { second in
                try await withClient(.with { $0.maximumConnections = 1 }) { client in
                    for server in [first, second, first, second] {
                        try await client.expect("fine", for: server.request())
                        let open = [first, second].map { client.statistics(of: $0.origin).open }
                        #expect(open.reduce(0, +) == 1)
                    }
                }
            }
        }
    }

    @Test("whoever waits for a place is told when it takes too long, or too many wait", .timeLimit(.minutes(1)))
    func exhausted() async throws {
        let configuration = HTTPClient.Configuration.with {
            $0.maximumConnectionsPerOrigin = 1
            $0.maximumWaiting = 2
        }
        try await withServer(.silent) { server in
            try await withClient(configuration) { client in
                let patient = CallLimits(connect: .seconds(300))
                let first = Task { await client.failure(server.request(), patient) }
                await server.untilRequests(1)
                let second = Task { await client.failure(server.request(), patient) }
                while client.statistics(of: server.origin).waiting < 1 { await Task.yield() }
                #expect(await client.failure(server.request(), CallLimits(connect: .milliseconds(60))) == .noConnection)
                let soon = CallLimits(connect: .seconds(300), deadline: .now + .milliseconds(60))
                #expect(await client.failure(server.request(), soon) == .deadline)
                let third = Task { await client.failure(server.request(), patient) }
                while client.statistics(of: server.origin).waiting < 2 { await Task.yield() }
                #expect(await client.failure(server.request(), patient) == .noConnection)
                for task in [third, second, first] {
                    task.cancel()
                    #expect(await task.value == .cancelled)
                }
            }
        }
    }

    @Test("calls that are cancelled while they wait leave the queue to the others", .timeLimit(.minutes(1)))
    func cancelledWaiters() async throws {
        try await withServer(Script { $0.request == 0 || $0.text.contains("/hang") ? [] : [Visit.answer("fine")] }) {
            server in
            try await withClient(.with { $0.maximumConnectionsPerOrigin = 1 }) { client in
                let hanging = Task { await client.failure(server.request("GET", "/hang")) }
                await server.untilRequests(1)
                let waiting = (0..<20).map { _ in Task { await client.failure(server.request()) } }
                while client.statistics(of: server.origin).waiting < 20 { await Task.yield() }
                for task in waiting[..<15] { task.cancel() }
                for task in waiting[..<15] { #expect(await task.value == .cancelled) }
                #expect(client.statistics(of: server.origin).waiting == 5)
                hanging.cancel()
                #expect(await hanging.value == .cancelled)
                for task in waiting[15...] { #expect(await task.value == nil) }
                #expect(server.connectionCount == 2)
            }
        }
    }

    @Test(
        "a cancelled call closes its connection at once, before the head and within the body", .timeLimit(.minutes(1)))
    func cancellation() async throws {
        try await withServer(
            Script { visit in
                visit.request == 0 || visit.connection == 1
                    ? [] : [.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhal")]
            }
        ) { server in
            try await withClient { client in
                for connection in 1...2 {
                    let task = Task { await client.failure(server.request()) }
                    await server.untilRequests(connection)
                    task.cancel()
                    #expect(await task.value == .cancelled)
                    #expect(client.statistics(of: server.origin).open == 0)
                    try await server.untilClosed(connection)
                }
                let early = Task {
                    withUnsafeCurrentTask { $0?.cancel() }
                    return await client.failure(server.request())
                }
                #expect(await early.value == .cancelled)
                #expect(server.connectionCount == 2)
            }
        }
    }

    @Test("an answer that is let go costs its connection; a short rest does not", .timeLimit(.minutes(1)))
    func abandoned() async throws {
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n"
        try await withServer(
            Script { visit in
                visit.request == 0
                    ? []
                    : visit.text.contains("/short")
                        ? [.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhal")]
                        : [.send(head)]
            }
        ) { server in
            try await withClient { client in
                var exchange: HTTPExchange? = try await client.send(server.request())
                exchange = nil
                try await server.untilClosed(1)
                #expect(client.statistics(of: server.origin).abandoned == 1)

                exchange = try await client.send(server.request("GET", "/short"))
                exchange?.abandon()
                try await server.push("f done", to: 2)
                while client.statistics(of: server.origin).idle == 0 { await Task.yield() }

                exchange = try await client.send(server.request())
                #expect(exchange?.reusedConnection == true)
                exchange?.abandon(patience: .seconds(20))
                try await server.push("0\r\n\r\n", to: 2)
                while client.statistics(of: server.origin).idle == 0 { await Task.yield() }
                #expect(client.statistics(of: server.origin).abandoned == 1)
            }
        }
    }

    @Test("warming up opens them beside each other, and tells how many there are", .timeLimit(.minutes(1)))
    func warmUp() async throws {
        let server = try await ScriptedServer(script: Self.fine)
        try await withClient { client in
            #expect(await client.warmUp(server.origin, connections: 4) == 4)
            #expect(await client.warmUp(server.origin, connections: 2) == 4)
            let exchange = try await client.send(server.request())
            #expect(exchange.reusedConnection)
            _ = try await exchange.collect(upTo: 100)
            #expect(client.statistics(of: server.origin).idle == 4)
        }
        try await server.stop()
        try await withClient { client in
            #expect(await client.warmUp(server.origin, connections: 4) == 0)
        }
    }

    @Test("a call on an event loop gets a connection of that loop", .timeLimit(.minutes(1)))
    func ownLoop() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)
        try await withServer(Self.fine) { server in
            let client = HTTPClient(group: group)
            let request = server.request()
            for loop in group.makeIterator() {
                let task = Task(executorPreference: EventLoopExecutor(loop)) {
                    // The first call on the second loop borrows, and has one opened beside.
                    for _ in 0..<20 { _ = try await client.text(request) }
                    return loop.inEventLoop
                }
                let isOnLoop = try await task.value
                #expect(isOnLoop)
            }
            #expect(server.connectionCount == 2)
            let calls = Dictionary(grouping: server.requests, by: \.connection).mapValues(\.count)
            #expect((calls[1] ?? 0) >= 20 && (calls[2] ?? 0) >= 10, "\(calls)")
            await client.shutdown()
        }
        try await group.shutdownGracefully()
    }

    @Test("shutting down ends what is under way, and refuses what comes", .timeLimit(.minutes(1)))
    func shutdown() async throws {
        try await withServer(.silent) { server in
            try await withClient(.with { $0.maximumConnectionsPerOrigin = 1 }) { client in
                async let running = client.failure(server.request())
                await server.untilRequests(1)
                async let waiting = client.failure(server.request())
                while client.statistics(of: server.origin).waiting == 0 { await Task.yield() }
                await client.shutdown()
                #expect(await running == .shutDown)
                #expect(await waiting == .shutDown)
                #expect(await client.failure(server.request()) == .shutDown)
                #expect(client.statistics(of: server.origin).open == 0)
                try await server.untilClosed(1)
            }
        }
    }
}
