import Essentials
import HTTPMessages
import NIOPosix
import Networking
import Testing

@Suite("The server's life", .timeLimit(.minutes(1)))
struct ServerLifecycleTests {
    enum Leaving: CaseIterable {
        case closes, resets, halfCloses
    }

    @Test("a client that leaves cancels the handler of its request", arguments: Leaving.allCases)
    func cancelsHandler(leaving: Leaving) async throws {
        let began = Signal<Void>()
        let cancelled = Signal<Bool>()
        try await withHTTPServer(
            handler: { request, writer in
                await withTaskCancellationHandler {
                    began.send(())
                    _ = await cancelled.value
                } onCancel: {
                    cancelled.send(true)
                }
            },
            { port in
                let client = try await RawClient.connect(to: port)
                client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                await began.value
                switch leaving {
                case .closes: await client.close()
                case .resets: await client.reset()
                case .halfCloses: await client.halfClose()
                }
                #expect(await cancelled.value)
                await client.close()
            })
    }

    @Test("a client that leaves in the middle of an answer cancels its handler, too")
    func cancelsStream() async throws {
        let cancelled = Signal<Bool>()
        try await withHTTPServer(
            handler: { _, writer in
                try? await writer.begin(HTTPResponseHead(status: 200))
                try? await writer.write(Array("first".utf8))
                await withTaskCancellationHandler {
                    _ = await cancelled.value
                } onCancel: {
                    cancelled.send(true)
                }
            },
            { port in
                let client = try await RawClient.connect(to: port)
                client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                _ = await client.text(containing: "first")
                await client.close()
                #expect(await cancelled.value)
            })
    }

    @Test("a client that leaves behind more requests than one is noticed as well")
    func noticesPipeliners() async throws {
        let began = Signal<Void>()
        let cancelled = Signal<Bool>()
        try await withHTTPServer(
            handler: { request, writer in
                await withTaskCancellationHandler {
                    began.send(())
                    _ = await cancelled.value
                } onCancel: {
                    cancelled.send(true)
                }
            },
            { port in
                let client = try await RawClient.connect(to: port)
                for _ in 0..<200 { client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n") }
                await began.value
                await client.close()
                #expect(await cancelled.value)
            })
    }

    @Test("a client that only stops sending gets the answers to what it asked", arguments: [1, 500])
    func answersHalfClosed(count: Int) async throws {
        try await withHTTPServer(handler: echo) { port in
            let client = try await RawClient.connect(to: port)
            client.send((0..<count).map { "GET /\($0) HTTP/1.1\r\nHost: h\r\n\r\n" }.joined())
            await client.halfClose()
            let (bytes, end) = await client.untilEnd()
            #expect(RawAnswer.parse(bytes).map(\.text) == (0..<count).map { "GET /\($0) - " })
            #expect(end == .closed)
        }
    }

    @Test("a large answer reaches a client that only stopped sending")
    func answersHalfClosedAtLength() async throws {
        let large = [UInt8](repeating: 0x63, count: 5_000_000)
        try await withHTTPServer(
            handler: { _, writer in try? await writer.send(HTTPResponse(status: 200, body: large)) },
            { port in
                let client = try await RawClient.connect(to: port, reads: false)
                client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                await client.halfClose()
                try await client.startReading()
                #expect(RawAnswer.parse(await client.untilEnd().bytes).first?.body == large)
            })
    }

    @Test("a server that stops lets the request that runs finish, closes the idle, and takes no more")
    func stopsGracefully() async throws {
        let server = HTTPServer(group: MultiThreadedEventLoopGroup.singleton)
        let port = Signal<Int>()
        let began = Signal<Void>()
        let mayEnd = Signal<Void>()
        let running = Task {
            try await server.run(onListening: { port.send($0) }) { request, writer in
                if request.path == "/slow" {
                    began.send(())
                    await mayEnd.value
                }
                try? await writer.send(HTTPResponse(status: Task.isCancelled ? 499 : 200))
            }
        }
        let idle = try await RawClient.connect(to: await port.value)
        idle.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect(await idle.answer()?.status == 200)
        let busy = try await RawClient.connect(to: await port.value)
        busy.send("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n")
        await began.value
        running.cancel()
        #expect(await idle.untilEnd().end == .closed)
        await #expect(throws: (any Error).self) { try await RawClient.connect(to: await port.value) }
        mayEnd.send(())
        let (bytes, end) = await busy.untilEnd()
        let answer = RawAnswer.parse(bytes).first
        #expect(answer?.status == 200)
        #expect(answer?.fields["connection"] == "close")
        #expect(end == .closed)
        try await running.value
    }

    @Test("a request that runs longer than the grace time is cancelled")
    func endsGrace() async throws {
        var configuration = HTTPServer.Configuration()
        configuration.graceTime = .milliseconds(30)
        let server = HTTPServer(configuration: configuration, group: MultiThreadedEventLoopGroup.singleton)
        let port = Signal<Int>()
        let began = Signal<Void>()
        let cancelled = Signal<Bool>()
        let running = Task {
            try await server.run(onListening: { port.send($0) }) { _, _ in
                await withTaskCancellationHandler {
                    began.send(())
                    _ = await cancelled.value
                } onCancel: {
                    cancelled.send(true)
                }
            }
        }
        let client = try await RawClient.connect(to: await port.value)
        client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
        await began.value
        running.cancel()
        try await running.value
        #expect(await cancelled.value)
        #expect(RawAnswer.parse(await client.untilEnd().bytes).isEmpty)
    }

    @Test("starting and stopping under load leaves nothing behind, and frees the port")
    func startsAndStops() async throws {
        let active = Gauge()
        var configuration = HTTPServer.Configuration()
        for round in 0..<40 {
            let server = HTTPServer(configuration: configuration, group: MultiThreadedEventLoopGroup.singleton)
            let port = Signal<Int>()
            let running = Task {
                try await server.run(onListening: { port.send($0) }) { request, writer in
                    active.add(1)
                    await Task.yield()
                    await echo(request, writer)
                    active.add(-1)
                }
            }
            configuration.port = await port.value
            let clients = (0..<8).map { _ in
                Task { [port = configuration.port] in
                    guard let client = try? await RawClient.connect(to: port) else { return 0 }
                    for _ in 0..<20 { client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n") }
                    let bytes = await client.untilEnd().bytes
                    // Whatever came is whole answers.
                    let answers = RawAnswer.parse(bytes)
                    return answers.allSatisfy { $0.text == "GET / - " } ? answers.count : -1
                }
            }
            for _ in 0..<round * 3 { await Task.yield() }
            running.cancel()
            try await running.value
            #expect(active.value == 0)
            for client in clients { #expect(await client.value >= 0) }
        }
    }

    @Test("a server that was cancelled before it began serves nobody and returns")
    func isCancelledEarly() async throws {
        let server = HTTPServer(group: MultiThreadedEventLoopGroup.singleton)
        let running = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await server.run(handler: echo)
        }
        try await running.value
    }

    @Test("a port that is taken is named, with what to do")
    func namesTakenPort() async throws {
        try await withHTTPServer(handler: echo) { port in
            var configuration = HTTPServer.Configuration()
            configuration.port = port
            let second = HTTPServer(configuration: configuration, group: MultiThreadedEventLoopGroup.singleton)
            let error = await #expect(throws: NetworkingError.self) { try await second.run(handler: echo) }
            #expect(error?.code == "listen.port-in-use")
            #expect(error?.message == "Port \(port) of 127.0.0.1 is in use by another program.")
            #expect(error?.remedy?.contains("sport = :\(port)") == true)
            #expect(error?.category == .usage)
        }
    }

    @Test(
        "a place where nobody can listen is named",
        arguments: [
            ("192.0.2.1", 0, "listen.host-unknown"), ("no such host", 0, "listen.host-unknown"),
            ("127.0.0.1", 65_536, "listen.port-out-of-range"), ("127.0.0.1", -1, "listen.port-out-of-range"),
        ])
    func namesBadPlace(host: String, port: Int, code: String) async throws {
        let server = HTTPServer(
            configuration: .init(host: host, port: port), group: MultiThreadedEventLoopGroup.singleton)
        let error = await #expect(throws: NetworkingError.self) { try await server.run(handler: echo) }
        #expect(error?.code == code)
    }
}
