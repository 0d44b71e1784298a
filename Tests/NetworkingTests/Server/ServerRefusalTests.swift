import HTTPMessages
import Networking
import Synchronization
import TestKit
import Testing

@Suite("What the server refuses", .timeLimit(.minutes(1)))
struct ServerRefusalTests {
    /// Requests that no handler may see, and the status they get.
    static let refused: [(String, Int)] = [
        // Two opinions on where the body ends.
        ("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello", 400),
        ("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello", 400),
        ("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5, 5\r\n\r\nhello", 400),
        ("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: +5\r\n\r\nhello", 400),
        ("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: -5\r\n\r\nhello", 400),
        ("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0x5\r\n\r\nhello", 400),
        ("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999999999999\r\n\r\nhello", 400),
        ("POST / HTTP/1.1\r\nHost: h\r\nContent-Length:\r\n\r\nhello", 400),
        ("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", 400),
        ("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501),
        ("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding:\u{0B}chunked\r\n\r\n0\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n", 400),
        // Hosts and targets.
        ("GET / HTTP/1.1\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        ("GET nowhere HTTP/1.1\r\nHost: h\r\n\r\n", 400),
        ("GET * HTTP/1.1\r\nHost: h\r\n\r\n", 400),
        ("CONNECT example.org:443 HTTP/1.1\r\nHost: h\r\n\r\n", 501),
        // Grammar.
        ("hello\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: h\r\nno colon\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: h\r\nSpace : 1\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: h\r\nZero: a\u{0}b\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: h\r\n: unnamed\r\n\r\n", 400),
        ("GET / FTP/1.1\r\nHost: h\r\n\r\n", 400),
        ("GET /a b HTTP/1.1\r\nHost: h\r\n\r\n", 400),
        ("GET / HTTP/2.0\r\nHost: h\r\n\r\n", 505),
        ("\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}", 400),
        // Limits and expectations.
        ("GET / HTTP/1.1\r\nHost: h\r\nLong: \(String(repeating: "x", count: 5000))\r\n\r\n", 431),
        ("GET /\(String(repeating: "x", count: 5000)) HTTP/1.1\r\nHost: h\r\n\r\n", 431),
        ("GET / HTTP/1.1\r\nHost: h\r\n\(String(repeating: "a: b\r\n", count: 300))\r\n", 431),
        ("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nExpect: tea\r\n\r\nhello", 417),
        ("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1001\r\nExpect: 100-continue\r\n\r\n", 413),
        ("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n7FFFFFFFFFFFFFFF\r\n", 0),
    ]

    @Test("a request that is malformed, ambiguous or too large reaches no handler", arguments: refused)
    func refuses(request: String, status: Int) async throws {
        var configuration = HTTPServer.Configuration()
        configuration.maximumHeadBytes = 4096
        configuration.maximumBodyBytes = 1000
        configuration.bodyTimeout = .milliseconds(50)
        let handled = Mutex(0)
        try await withHTTPServer(
            configuration,
            handler: { request, writer in
                handled.withLock { $0 += 1 }
                await echo(request, writer)
            },
            { port in
                let client = try await RawClient.connect(to: port)
                client.send(request)
                let answer = try #require(await client.answer())
                // An endless chunk may be refused, or waited for in vain.
                #expect(status == 0 ? [400, 408, 413].contains(answer.status) : answer.status == status)
                #expect(answer.fields["connection"] == "close")
                let (bytes, end) = await client.untilEnd()
                #expect(RawAnswer.parse(bytes).count == 1)
                #expect(end == .closed)
            })
        #expect(handled.withLock { $0 } == 0)
    }

    @Test("behind a good request a bad one gets its answer in turn")
    func refusesInTurn() async throws {
        try await withHTTPServer(handler: echo) { port in
            let client = try await RawClient.connect(to: port)
            client.send("GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\nHost: h\r\n\r\nnonsense\r\n\r\n")
            #expect(await client.answers(3).map(\.status) == [200, 200, 400])
            await client.close()
        }
    }

    @Test("a client that is still sending a body that is too long can read why", arguments: [true, false])
    func explainsLongBodies(isChunked: Bool) async throws {
        var configuration = HTTPServer.Configuration()
        configuration.maximumBodyBytes = 100_000
        let piece = [UInt8](repeating: 0x78, count: 100_000)
        try await withHTTPServer(configuration, handler: echo) { port in
            let client = try await RawClient.connect(to: port)
            let length = isChunked ? "Transfer-Encoding: chunked" : "Content-Length: 4000000"
            client.send("POST / HTTP/1.1\r\nHost: h\r\n\(length)\r\n\r\n")
            for _ in 0..<40 {
                if isChunked { client.send("186A0\r\n") }
                try await client.sendAll(piece + (isChunked ? [13, 10] : []))
            }
            await client.halfClose()
            let (bytes, end) = await client.untilEnd()
            #expect(RawAnswer.parse(bytes).map(\.status) == [413])
            #expect(end == .closed)
        }
    }

    @Test("a body of exactly the limit is taken")
    func takesTheLimit() async throws {
        var configuration = HTTPServer.Configuration()
        configuration.maximumBodyBytes = 10
        try await withHTTPServer(configuration, handler: echo) { port in
            let client = try await RawClient.connect(to: port)
            client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n0123456789")
            client.send(
                "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n0123\r\n6\r\n456789\r\n0\r\n\r\n")
            #expect(await client.answers(2).map(\.text) == ["POST / - 0123456789", "POST / - 0123456789"])
            await client.close()
        }
    }

    @Test(
        "a request that does not come to its end is given up",
        arguments: [
            "", "GET / HT", "GET / HTTP/1.1\r\nHost: h\r\n",
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nab",
        ])
    func givesUp(beginning: String) async throws {
        var configuration = HTTPServer.Configuration()
        configuration.headTimeout = .milliseconds(40)
        configuration.bodyTimeout = .milliseconds(40)
        try await withHTTPServer(configuration, handler: echo) { port in
            let client = try await RawClient.connect(to: port)
            if !beginning.isEmpty { client.send(beginning) }
            #expect(await client.answer()?.status == 408)
            #expect(await client.untilEnd().end == .closed)
        }
    }

    @Test("a head that begins on a kept connection has its own time")
    func timesSecondHeads() async throws {
        var configuration = HTTPServer.Configuration()
        configuration.headTimeout = .seconds(1)
        try await withHTTPServer(configuration, handler: echo) { port in
            let client = try await RawClient.connect(to: port)
            client.send("GET /1 HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(await client.answer()?.status == 200)
            client.send("GET /2 HT")
            #expect(await client.answers(2).map(\.status) == [200, 408])
            await client.close()
        }
    }

    @Test("a connection on which nothing is asked is closed without a word")
    func closesIdle() async throws {
        var configuration = HTTPServer.Configuration()
        configuration.idleTimeout = .milliseconds(40)
        try await withHTTPServer(configuration, handler: echo) { port in
            let client = try await RawClient.connect(to: port)
            client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            let (bytes, end) = await client.untilEnd()
            #expect(RawAnswer.parse(bytes).map(\.status) == [200])
            #expect(end == .closed)
        }
    }

    @Test("one connection too many is told so, and there is room again when another leaves")
    func limitsConnections() async throws {
        var configuration = HTTPServer.Configuration()
        configuration.maximumConnections = 2
        try await withHTTPServer(configuration, handler: echo) { port in
            let first = try await RawClient.connect(to: port)
            let second = try await RawClient.connect(to: port)
            for client in [first, second] {
                client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                #expect(await client.answer()?.status == 200)
            }
            let third = try await RawClient.connect(to: port)
            third.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(await third.answers(1).map(\.status) == [503])
            #expect(await third.untilEnd().end == .closed)
            await first.close()
            var status: Int?
            repeat {
                let client = try await RawClient.connect(to: port)
                client.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
                status = await client.answer()?.status
                await client.close()
            } while status != 200
            await second.close()
        }
    }

    @Test("nonsense of every kind ends in an answer or a closed connection, and never hurts the server")
    func survivesNonsense() async throws {
        var configuration = HTTPServer.Configuration()
        configuration.headTimeout = .milliseconds(20)
        configuration.bodyTimeout = .milliseconds(20)
        let request = Array(
            ("POST /a?b=c HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n"
                + "5\r\nhello\r\n0\r\n\r\n").utf8)
        try await withHTTPServer(configuration, handler: echo) { port in
            var random = SeededGenerator(seed: 2026)
            for _ in 0..<400 {
                var bytes = request + request
                for _ in 0..<Int.random(in: 1...6, using: &random) {
                    let place = Int.random(in: 0..<bytes.count, using: &random)
                    switch Int.random(in: 0..<4, using: &random) {
                    case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                    case 1: bytes.remove(at: place)
                    case 2: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
                    default: bytes.removeSubrange(place..<min(bytes.count, place + 20))
                    }
                    if bytes.isEmpty { bytes = [13] }
                }
                let client = try await RawClient.connect(to: port)
                client.send(bytes)
                await client.halfClose()
                _ = await client.untilEnd()
            }
            let client = try await RawClient.connect(to: port)
            client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(await client.answer()?.status == 200)
            await client.close()
        }
    }
}
