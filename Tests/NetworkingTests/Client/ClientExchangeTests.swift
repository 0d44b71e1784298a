import HTTPMessages
import NIOCore
import Testing

@testable import Networking

@Suite("An answer over a real connection")
struct ClientExchangeTests {
    @Test("arrives whole, and the request went out as HTTP/1.1")
    func whole() async throws {
        try await withServer(.always(Visit.answer("hello", "X-Kind: test\r\n"))) { server in
            try await withClient { client in
                var request = server.request("POST", "/v1/chat?x=1", body: Array("{}".utf8))
                request.headers = ["Authorization": "Bearer k", "content-length": "99", "Connection": "close"]
                let exchange = try await client.send(request)
                #expect(exchange.head.status == 200)
                #expect(exchange.head.headers["x-kind"] == "test")
                #expect(exchange.contentLength == 5)
                #expect(!exchange.reusedConnection)
                #expect(exchange.timeToHead > .zero && exchange.timeToHead < .seconds(30))
                #expect(try await exchange.collect(upTo: 5) == Array("hello".utf8))
                #expect(
                    server.requests.map(\.text) == [
                        "POST /v1/chat?x=1 HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\nAuthorization: Bearer k\r\n"
                            + "Content-Length: 2\r\n\r\n{}"
                    ])
            }
        }
    }

    @Test("comes piece by piece, and ends with nil")
    func pieces() async throws {
        try await withServer(
            .always(.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"))
        ) { server in
            try await withClient { client in
                let exchange = try await client.send(server.request())
                try await server.push("3\r\none\r\n", to: 1)
                #expect(try await exchange.next() == Array("one".utf8))
                try await server.push("3;name=value\r\ntwo\r\n0\r\nX-Trailer: 1\r\n\r\n", to: 1)
                #expect(try await exchange.next() == Array("two".utf8))
                #expect(try await exchange.next() == nil)
                #expect(try await exchange.next() == nil)
                #expect(client.statistics(of: server.origin).idle == 1)
            }
        }
    }

    @Test(
        "cut at every byte is an error, never a shorter success",
        arguments: [
            "HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nhello world",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\nX-T: 1\r\n\r\n",
        ])
    func cut(answer: String) async throws {
        let bytes = Array(answer.utf8)
        try await withServer(
            Script { visit in
                guard visit.request == 1, let length = Int(visit.text.split(separator: " ")[1].dropFirst()) else {
                    return []
                }
                return [.sendBytes(Array(bytes.prefix(length))), .close]
            }
        ) { server in
            try await withClient { client in
                for length in 0..<bytes.count {
                    let kind = await client.failure(server.request("GET", "/\(length)"))
                    #expect(kind == (length == 0 ? .closedBeforeAnswer(reused: false) : .truncated), "cut at \(length)")
                }
                try await client.expect("hello world", for: server.request("GET", "/\(bytes.count)"))
            }
        }
    }

    @Test("cut while it is read gives what came, then the error")
    func cutWhileRead() async throws {
        try await withServer(.always(.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhal"), .close)) { server in
            try await withClient { client in
                let exchange = try await client.send(server.request())
                #expect(try await exchange.next() == Array("hal".utf8))
                await #expect { try await exchange.next() } throws: { ($0 as? TransportError)?.kind == .truncated }
                #expect(client.statistics(of: server.origin).open == 0)
            }
        }
    }

    @Test("after 1xx answers is the final one")
    func interim() async throws {
        try await withServer(
            Script {
                $0.request == 0
                    ? []
                    : [
                        .send("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"),
                        Visit.answer("final"),
                    ]
            }
        ) { server in
            try await withClient { client in
                try await client.expect("final", for: server.request())
                try await client.expect("final", for: server.request())
                #expect(server.connectionCount == 1)
            }
        }
    }

    @Test("without a length ends with the connection")
    func untilClose() async throws {
        try await withServer(.always(.send("HTTP/1.0 200 OK\r\n\r\nold style"), .close)) { server in
            try await withClient { client in
                try await client.expect("old style", for: server.request())
                #expect(client.statistics(of: server.origin).open == 0)
            }
        }
    }

    @Test("to HEAD has no body, whatever its length says")
    func head() async throws {
        try await withServer(.always(.send("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n"))) {
            server in
            try await withClient { client in
                for _ in 0..<2 { try await client.expect("", for: server.request("HEAD")) }
                #expect(server.connectionCount == 1)
            }
        }
    }

    @Test("larger than the reader allows is refused, and costs the connection")
    func tooLarge() async throws {
        try await withServer(
            Script { visit in
                visit.request == 0
                    ? []
                    : visit.text.hasPrefix("GET /known")
                        ? [.send("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n")]
                        : [
                            .send("HTTP/1.1 200 OK\r\n\r\n"),
                            .drip(String(repeating: "x", count: 512), every: .milliseconds(1)),
                        ]
            }
        ) { server in
            try await withClient { client in
                for path in ["/known", "/unknown"] {
                    let exchange = try await client.send(server.request("GET", path))
                    await #expect { try await exchange.collect(upTo: 4096) } throws: {
                        ($0 as? TransportError)?.kind == .tooLarge
                    }
                }
                try await server.untilClosed(1)
                try await server.untilClosed(2)
                #expect(client.statistics(of: server.origin).abandoned == 2)
            }
        }
    }

    @Test("of many megabytes comes through both ways", .timeLimit(.minutes(1)))
    func large() async throws {
        let size = 3_000_000
        try await withServer(
            Script { visit in
                guard visit.request > 0 else { return [] }
                let body = visit.text.utf8.count
                return [
                    .send("HTTP/1.1 200 OK\r\nX-Received: \(body)\r\nContent-Length: \(size)\r\n\r\n"),
                    .sendBytes((0..<size).map { UInt8(truncatingIfNeeded: $0 / 7) }),
                ]
            }
        ) { server in
            try await withClient { client in
                for _ in 0..<2 {
                    let request = server.request("POST", body: Array(repeating: 0x61, count: 1_000_000))
                    let exchange = try await client.send(request)
                    var received: [UInt8] = []
                    while let piece = try await exchange.next() { received += piece }
                    #expect(received == (0..<size).map { UInt8(truncatingIfNeeded: $0 / 7) })
                    #expect((exchange.head.headers["X-Received"].flatMap { Int($0) } ?? 0) > 1_000_000)
                }
                #expect(server.connectionCount == 1)
            }
        }
    }

    @Test("is not read ahead of its reader", .timeLimit(.minutes(1)))
    func backpressure() async throws {
        // More than the sockets between hold: the server cannot have sent it all before the reader asks.
        let size = 64_000_000
        try await withServer(
            Script { visit in
                visit.request == 0
                    ? []
                    : [
                        .send("HTTP/1.1 200 OK\r\nContent-Length: \(size)\r\n\r\n"),
                        .sendBytes(Array(repeating: 1, count: size)),
                    ]
            }
        ) { server in
            try await withClient { client in
                let exchange = try await client.send(server.request())
                var largest = 0
                var total = 0
                while let piece = try await exchange.next() {
                    largest = max(largest, piece.count)
                    total += piece.count
                }
                #expect(total == size)
                #expect(largest <= BodyBuffer.highWaterMark * 8)
            }
        }
    }
}
