import HTTPMessages
import NIOCore
import Networking
import Synchronization
import TestKit
import Testing

@Suite("Requests to the server", .timeLimit(.minutes(1)))
struct ServerRequestTests {
    @Test("requests on one connection are answered one after the other, with length and date")
    func keepsConnection() async throws {
        try await withHTTPServer(handler: echo) { port in
            let client = try await RawClient.connect(to: port)
            client.send("GET /first?a=1 HTTP/1.1\r\nHost: here\r\n\r\n")
            let first = try #require(await client.answer())
            #expect(first.status == 200)
            #expect(first.text == "GET /first a=1 ")
            #expect(first.fields["content-length"] == "15")
            #expect(first.fields["date"]?.hasSuffix(" GMT") == true)
            #expect(first.fields["connection"] == nil)
            client.send("DELETE /second? HTTP/1.1\r\nHost: here\r\n\r\n")
            #expect(await client.answers(2).map(\.text) == ["GET /first a=1 ", "DELETE /second  "])
            await client.close()
        }
    }

    @Test("a thousand requests sent at once are answered in order")
    func pipelines() async throws {
        let asked = (0..<1000).map { "POST /\($0) HTTP/1.1\r\nHost: here\r\nContent-Length: 3\r\n\r\nabc" }.joined()
        try await withHTTPServer(handler: echo) { port in
            let client = try await RawClient.connect(to: port)
            client.send(asked)
            #expect(await client.answers(1000).map(\.text) == (0..<1000).map { "POST /\($0) - abc" })
            await client.close()
        }
    }

    @Test("requests sent while one is answered wait for their turn")
    func takesOneAtATime() async throws {
        let running = Mutex(0)
        let most = Mutex(0)
        try await withHTTPServer(
            handler: { request, writer in
                let now = running.withLock { count in
                    count += 1
                    return count
                }
                most.withLock { $0 = max($0, now) }
                for _ in 0..<20 { await Task.yield() }
                running.withLock { $0 -= 1 }
                await echo(request, writer)
            },
            { port in
                let client = try await RawClient.connect(to: port)
                for index in 0..<50 { client.send("GET /\(index) HTTP/1.1\r\nHost: here\r\n\r\n") }
                #expect(await client.answers(50).map(\.text) == (0..<50).map { "GET /\($0) - " })
                await client.close()
            })
        #expect(most.withLock { $0 } == 1)
    }

    @Test("a client that sends many more than are answered is made to wait, and loses none")
    func holdsPipelinersBack() async throws {
        let asked = (0..<12_000).map { "GET /\($0) HTTP/1.1\r\nHost: here\r\n\r\n" }.joined()
        let mayAnswer = Signal<Void>()
        let patient: @Sendable (ReceivedRequest, ResponseWriter) async -> Void = { request, writer in
            if request.path == "/0" { await mayAnswer.value }
            await echo(request, writer)
        }
        try await withHTTPServer(handler: patient) { port in
            let client = try await RawClient.connect(to: port)
            client.send(asked + "GET /last HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n")
            // While others are served, a server that read on would come to hold all of it.
            for _ in 0..<300 {
                let other = try await RawClient.connect(to: port)
                other.send("GET /other HTTP/1.1\r\nHost: here\r\n\r\n")
                _ = await other.answer()
                await other.close()
            }
            mayAnswer.send(())
            let answers = RawAnswer.parse(await client.untilEnd().bytes).map(\.text)
            #expect(answers.count == 12_001)
            #expect(answers.dropLast().elementsEqual((0..<12_000).lazy.map { "GET /\($0) - " }))
        }
    }

    @Test("however a request is cut on its way, it arrives the same")
    func survivesCuts() async throws {
        let body = (0..<3000).map { UInt8(truncatingIfNeeded: $0 * 7) }
        let counted = Array("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 3000\r\n\r\n".utf8) + body
        let chunked =
            Array("POST /x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3E8;note=1\r\n".utf8)
            + body[..<1000] + Array("\r\n7d0\r\n".utf8) + body[1000...] + Array("\r\n0\r\nAfter: all\r\n\r\n".utf8)
        let expected = Array("POST /x - ".utf8) + body
        try await withHTTPServer(handler: echo) { port in
            let client = try await RawClient.connect(to: port)
            var random = SeededGenerator(seed: 7)
            for round in 0..<24 {
                let request = round % 2 == 0 ? counted : chunked
                var start = 0
                while start < request.count {
                    let end = min(request.count, start + Int.random(in: 1...[3, 40, 900][round % 3], using: &random))
                    try await client.sendAll(Array(request[start..<end]))
                    start = end
                }
                #expect(await client.answers(round + 1).last?.body == expected)
            }
            await client.close()
        }
    }

    @Test("a client that waits for permission to send its body gets it")
    func continues() async throws {
        try await withHTTPServer(handler: echo) { port in
            let client = try await RawClient.connect(to: port)
            client.send("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nExpect: 100-Continue\r\n\r\n")
            #expect(await client.answers(1).map(\.status) == [100])
            client.send("body")
            #expect(await client.answers(2).map(\.text) == ["", "PUT / - body"])
            await client.close()
        }
    }

    @Test("HEAD gets the head that GET would get, and no body")
    func answersHead() async throws {
        try await withHTTPServer(handler: echo) { port in
            let client = try await RawClient.connect(to: port)
            client.send("HEAD /abc HTTP/1.1\r\nHost: h\r\n\r\nHEAD /abcd HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(await client.answers(2, toHead: true).map { $0.fields["content-length"] } == ["12", "13"])
            client.send("HEAD /z HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
            let text = String(decoding: await client.untilEnd().bytes, as: UTF8.self)
            #expect(text.hasSuffix("\r\n\r\n"))
            #expect(!text.contains("HEAD"))
        }
    }

    @Test(
        "a connection is kept or closed as the client wants",
        arguments: [
            ("HTTP/1.1\r\nHost: h\r\nConnection: close", true), ("HTTP/1.0", true),
            ("HTTP/1.0\r\nConnection: keep-alive", false), ("HTTP/1.1\r\nHost: h", false),
            ("HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: h2c", true),
        ])
    func obeysConnection(version: String, closes: Bool) async throws {
        try await withHTTPServer(handler: echo) { port in
            let client = try await RawClient.connect(to: port)
            client.send("GET /1 \(version)\r\n\r\n")
            let first = try #require(await client.answer())
            #expect(first.text == "GET /1 - ")
            #expect((first.fields["connection"] == "close") == closes)
            if closes {
                #expect(await client.untilEnd().end == .closed)
            } else {
                client.send("GET /2 \(version)\r\n\r\n")
                #expect(await client.answers(2).last?.text == "GET /2 - ")
                await client.close()
            }
        }
    }

    @Test("a target may be a whole address, or * for OPTIONS")
    func readsTargets() async throws {
        try await withHTTPServer(handler: echo) { port in
            let client = try await RawClient.connect(to: port)
            client.send("GET http://example.org/p%20q?x=1?y HTTP/1.1\r\nHost: h\r\n\r\n")
            client.send("OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(await client.answers(2).map(\.text) == ["GET /p%20q x=1?y ", "OPTIONS * - "])
            await client.close()
        }
    }

    @Test("the handler sees the fields in order and the address of the client, and runs on the connection's loop")
    func describesRequest() async throws {
        let seen = Signal<(ReceivedRequest, Bool, Bool)>()
        try await withHTTPServer(
            handler: { request, writer in
                let loop = writer.executor.loop
                async let child = loop.inEventLoop
                seen.send((request, loop.inEventLoop, await child))
                await echo(request, writer)
            },
            { port in
                let client = try await RawClient.connect(to: port)
                client.send("GET / HTTP/1.1\r\nHost: h\r\nX-Two: 1\r\nx-two:  2 \r\n\r\n")
                _ = await client.answer()
                let (request, isOnLoop, isChildOnLoop) = await seen.value
                #expect(request.headers.values(of: "x-two") == ["1", "2"])
                #expect(request.headers.map(\.name) == ["Host", "X-Two", "x-two"])
                #expect(request.peer == client.address)
                #expect(isOnLoop && isChildOnLoop)
                await client.close()
            })
    }
}
