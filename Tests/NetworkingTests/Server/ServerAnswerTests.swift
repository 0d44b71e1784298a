import Dispatch
import HTTPMessages
import NIOCore
import NIOPosix
import Networking
import Synchronization
import Testing

@Suite("Answers of the server", .timeLimit(.minutes(1)))
struct ServerAnswerTests {
    typealias Handler = @Sendable (ReceivedRequest, ResponseWriter) async -> Void

    /// What a client gets that asks once and waits for the end of the connection.
    private func exchange(
        version: String = "HTTP/1.1\r\nHost: h\r\nConnection: close", _ handler: @escaping Handler
    ) async throws -> (bytes: [UInt8], end: RawClient.End) {
        try await withHTTPServer(handler: handler) { port in
            let client = try await RawClient.connect(to: port)
            client.send("GET / \(version)\r\n\r\n")
            return await client.untilEnd()
        }
    }

    /// Keeps the code of what `body` throws.
    private func note(_ codes: borrowing Mutex<[String]>, _ body: () async throws(NetworkingError) -> Void) async {
        do { try await body() } catch { codes.withLock { $0.append(error.code) } }
    }

    @Test("an answer in pieces arrives whole, and the connection goes on")
    func streams() async throws {
        let handler: Handler = { _, writer in
            try? await writer.begin(HTTPResponseHead(status: 201, headers: ["Content-Type": "text/event-stream"]))
            for piece in ["one", "", "two", "three"] { try? await writer.write(Array(piece.utf8)) }
            try? await writer.finish()
        }
        try await withHTTPServer(handler: handler) { port in
            let client = try await RawClient.connect(to: port)
            for round in 1...3 {
                client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                let answers = await client.answers(round)
                #expect(answers.map(\.text) == Array(repeating: "onetwothree", count: round))
                #expect(answers.last?.status == 201)
                #expect(answers.last?.fields["transfer-encoding"] == "chunked")
            }
            await client.close()
        }
    }

    @Test("a piece is sent when it is written, not when the answer ends")
    func sendsAtOnce() async throws {
        let more = Signal<Void>()
        let handler: Handler = { _, writer in
            try? await writer.begin(HTTPResponseHead(status: 200))
            try? await writer.write(Array("early".utf8))
            await more.value
            try? await writer.finish()
        }
        try await withHTTPServer(handler: handler) { port in
            let client = try await RawClient.connect(to: port)
            client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(await client.text(containing: "early").contains("200 OK"))
            more.send(())
            #expect(await client.answer()?.text == "early")
            await client.close()
        }
    }

    @Test("a piece that is flushed is sent before the turn of the loop ends")
    func flushes() async throws {
        let arrived = DispatchSemaphore(value: 0)
        let wasSent = Mutex(false)
        let handler: Handler = { _, writer in
            try? await writer.begin(HTTPResponseHead(status: 200))
            try? await writer.write(Array("first".utf8))
            writer.flush()
            // Holds the loop up, as the rest of a long answer would.
            wasSent.withLock { $0 = arrived.wait(timeout: .now() + 10) == .success }
            try? await writer.write(Array(", second".utf8))
            try? await writer.finish()
        }
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        try await withHTTPServer(group: group, handler: handler) { port in
            let client = try await RawClient.connect(to: port)
            client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            _ = await client.text(containing: "first")
            arrived.signal()
            #expect(await client.answer()?.text == "first, second")
            await client.close()
        }
        #expect(wasSent.withLock { $0 })
        try await group.shutdownGracefully()
    }

    @Test("a head alone is sent at once, too")
    func sendsHeadAtOnce() async throws {
        let more = Signal<Void>()
        let handler: Handler = { _, writer in
            try? await writer.begin(HTTPResponseHead(status: 200))
            await more.value
            try? await writer.finish()
        }
        try await withHTTPServer(handler: handler) { port in
            let client = try await RawClient.connect(to: port)
            client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            _ = await client.text(containing: "\r\n\r\n")
            more.send(())
            #expect(await client.answer()?.body == [])
            await client.close()
        }
    }

    @Test("an answer of announced length has no chunks; one that breaks its word is cut")
    func countsBodies() async throws {
        let (whole, _) = try await exchange { _, writer in
            try? await writer.begin(HTTPResponseHead(status: 200, headers: ["content-length": "6"]))
            try? await writer.write(Array("abc".utf8))
            try? await writer.write(Array("def".utf8))
            try? await writer.finish()
        }
        #expect(RawAnswer.parse(whole).map(\.text) == ["abcdef"])

        let codes = Mutex<[String]>([])
        let (cut, _) = try await exchange { _, writer in
            try? await writer.begin(HTTPResponseHead(status: 200, headers: ["Content-Length": "6"]))
            await note(codes) { () throws(NetworkingError) in try await writer.write(Array("too long".utf8)) }
            await note(codes) { () throws(NetworkingError) in try await writer.finish() }
        }
        #expect(RawAnswer.parse(cut).isEmpty)
        #expect(codes.withLock { $0 } == ["answer.wrong-length", "answer.wrong-length"])
    }

    @Test("to HTTP/1.0 an answer of unknown length ends with the connection, and a cut one with a reset")
    func endsWithConnection() async throws {
        let (bytes, end) = try await exchange(version: "HTTP/1.0\r\nConnection: keep-alive") { _, writer in
            try? await writer.begin(HTTPResponseHead(status: 200))
            try? await writer.write(Array("all of it".utf8))
            try? await writer.finish()
        }
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.hasSuffix("\r\n\r\nall of it"))
        #expect(!text.contains("chunked"))
        #expect(end == .closed)

        let (_, cut) = try await exchange(version: "HTTP/1.0") { _, writer in
            try? await writer.begin(HTTPResponseHead(status: 200))
            try? await writer.write(Array("a part".utf8))
        }
        #expect(cut == .reset)
    }

    @Test("statuses without a body have none", arguments: [204, 304])
    func leavesOutBodies(status: Int) async throws {
        let (bytes, _) = try await exchange { _, writer in
            try? await writer.send(HTTPResponse(status: status, body: Array("never".utf8)))
        }
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.hasPrefix("HTTP/1.1 \(status) "))
        #expect(text.hasSuffix("\r\n\r\n"))
        #expect(!text.contains("Content-Length"))
    }

    @Test("a handler that gives no answer gives 500")
    func answersForHandler() async throws {
        let silent: Handler = { _, _ in }
        try await withHTTPServer(handler: silent) { port in
            let client = try await RawClient.connect(to: port)
            client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(await client.answers(2).map(\.status) == [500, 500])
            await client.close()
        }
    }

    @Test("an answer that its handler leaves unfinished, or closes, is not whole", arguments: [true, false])
    func cutsAnswers(closes: Bool) async throws {
        let (bytes, end) = try await exchange(version: "HTTP/1.1\r\nHost: h") { _, writer in
            try? await writer.begin(HTTPResponseHead(status: 200))
            try? await writer.write(Array("a part".utf8))
            if closes { writer.close() }
        }
        #expect(String(decoding: bytes, as: UTF8.self).hasSuffix("6\r\na part\r\n"))
        #expect(RawAnswer.parse(bytes).isEmpty)
        #expect(end == .closed)
    }

    @Test("an aborted answer is a reset", arguments: [true, false])
    func aborts(isBegun: Bool) async throws {
        let (bytes, end) = try await exchange(version: "HTTP/1.1\r\nHost: h") { _, writer in
            if isBegun { try? await writer.begin(HTTPResponseHead(status: 200)) }
            writer.abort()
        }
        #expect(RawAnswer.parse(bytes).isEmpty)
        #expect(end == .reset)
    }

    @Test(
        "fields that would end a line are refused, and nothing of them is sent",
        arguments: [
            ("X", "a\r\nInjected: 1"), ("X\r\nInjected", "1"), ("X", "a\nInjected: 1"), ("Bad Name", "1"), ("", "1"),
            ("X", "zero\u{0}"),
        ])
    func refusesInjection(name: String, value: String) async throws {
        let code = Signal<String>()
        let (bytes, _) = try await exchange { _, writer in
            do throws(NetworkingError) {
                let headers = HeaderFields([HeaderFields.Field(name: name, value: value)])
                try await writer.send(HTTPResponse(status: 200, headers: headers))
            } catch {
                code.send(error.code)
            }
        }
        #expect(await code.value == "answer.bad-field")
        #expect(RawAnswer.parse(bytes).map(\.status) == [500])
        #expect(!String(decoding: bytes, as: UTF8.self).contains("Injected"))
    }

    @Test("what the handler says of length and connection does not get in the way")
    func ownsFraming() async throws {
        let handler: Handler = { request, writer in
            let headers: HeaderFields = [
                "Content-Length": "999", "Transfer-Encoding": "chunked", "Keep-Alive": "timeout=5", "Date": "yesterday",
                "Connection": request.path == "/last" ? "close" : "keep-alive",
            ]
            try? await writer.send(HTTPResponse(status: 200, headers: headers, body: Array("abc".utf8)))
        }
        try await withHTTPServer(handler: handler) { port in
            let client = try await RawClient.connect(to: port)
            client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            let answer = try #require(await client.answer())
            #expect(answer.fields == ["content-length": "3", "date": "yesterday"])
            #expect(answer.text == "abc")
            client.send("GET /last HTTP/1.1\r\nHost: h\r\n\r\n")
            let (bytes, end) = await client.untilEnd()
            #expect(RawAnswer.parse(bytes).last?.fields["connection"] == "close")
            #expect(end == .closed)
        }
    }

    @Test("an answer cannot be given twice, out of order, or after its handler")
    func keepsOrder() async throws {
        let first = Signal<ResponseWriter>()
        let codes = Mutex<[String]>([])
        let handler: Handler = { request, writer in
            if request.path == "/1" {
                first.send(writer)
                await note(codes) { () throws(NetworkingError) in try await writer.write([1]) }
                await note(codes) { () throws(NetworkingError) in try await writer.finish() }
                await note(codes) { () throws(NetworkingError) in try await writer.send(HTTPResponse(status: 99)) }
                await echo(request, writer)
                await note(codes) { () throws(NetworkingError) in try await writer.send(HTTPResponse(status: 200)) }
                let head = HTTPResponseHead(status: 200)
                await note(codes) { () throws(NetworkingError) in try await writer.begin(head) }
                await note(codes) { () throws(NetworkingError) in try await writer.write([1]) }
            } else {
                let late = await first.value
                await note(codes) { () throws(NetworkingError) in try await late.send(HTTPResponse(status: 200)) }
                late.abort()
                late.close()
                await echo(request, writer)
            }
        }
        try await withHTTPServer(handler: handler) { port in
            let client = try await RawClient.connect(to: port)
            client.send("GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(await client.answers(2).map(\.text) == ["GET /1 - ", "GET /2 - "])
            await client.close()
        }
        let expected =
            ["answer.not-begun", "answer.not-begun", "answer.bad-status"] + Array(repeating: "answer.over", count: 4)
        #expect(codes.withLock { $0 } == expected)
    }

    @Test("a writer may be used from any thread")
    func writesFromElsewhere() async throws {
        let large = (0..<300_000).map { UInt8(truncatingIfNeeded: $0) }
        let handler: Handler = { request, writer in
            await Task.detached {
                if request.path == "/whole" {
                    try? await writer.send(HTTPResponse(status: 200, body: large))
                } else {
                    try? await writer.begin(HTTPResponseHead(status: 200))
                    for start in stride(from: 0, to: large.count, by: 1000) {
                        try? await writer.write(Array(large[start..<start + 1000]))
                    }
                    try? await writer.finish()
                }
            }.value
        }
        try await withHTTPServer(handler: handler) { port in
            let client = try await RawClient.connect(to: port)
            client.send("GET /whole HTTP/1.1\r\nHost: h\r\n\r\nGET /pieces HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(await client.answers(2).map(\.body) == [large, large])
            await client.close()
        }
    }

    @Test("a client that reads late gets everything", arguments: [true, false])
    func waitsForReader(isWhole: Bool) async throws {
        let large = (0..<6_000_000).map { UInt8(truncatingIfNeeded: $0 ^ ($0 >> 9)) }
        let began = Signal<Void>()
        let handler: Handler = { _, writer in
            began.send(())
            if isWhole {
                try? await writer.send(HTTPResponse(status: 200, body: large))
            } else {
                try? await writer.begin(HTTPResponseHead(status: 200))
                for start in stride(from: 0, to: large.count, by: 100_000) {
                    try? await writer.write(Array(large[start..<start + 100_000]))
                }
                try? await writer.finish()
            }
        }
        try await withHTTPServer(handler: handler) { port in
            let client = try await RawClient.connect(to: port, reads: false)
            client.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
            await began.value
            try await client.startReading()
            let answer = RawAnswer.parse(await client.untilEnd().bytes).first
            #expect(answer?.body == large)
        }
    }

    @Test("a client that never reads makes its writer wait, and is given up", arguments: [true, false])
    func bearsNoHoarding(isWhole: Bool) async throws {
        var configuration = HTTPServer.Configuration()
        configuration.stallTimeout = .milliseconds(200)
        let outcome = Signal<(pieces: Int, code: String)>()
        let piece = [UInt8](repeating: 0x61, count: 1 << 20)
        let handler: Handler = { _, writer in
            var pieces = 0
            do throws(NetworkingError) {
                if isWhole {
                    let body = [UInt8](repeating: 0x62, count: 64 << 20)
                    try await writer.send(HTTPResponse(status: 200, body: body))
                } else {
                    try await writer.begin(HTTPResponseHead(status: 200))
                    while pieces < 500 {
                        try await writer.write(piece)
                        pieces += 1
                    }
                }
                outcome.send((pieces, "none"))
            } catch {
                outcome.send((pieces, error.code))
            }
        }
        try await withHTTPServer(configuration, handler: handler) { port in
            let client = try await RawClient.connect(to: port, reads: false)
            client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            let (pieces, code) = await outcome.value
            #expect(code == "answer.peer-gone")
            // What the kernel's buffers on both sides take; the rest was never asked for.
            #expect(pieces < 32)
            await client.close()
        }
    }

    @Test("waiting for a client that does not read can be cancelled")
    func cancelsWaiting() async throws {
        let code = Signal<String>()
        let handler: Handler = { _, writer in
            let waiting = Task {
                do throws(NetworkingError) {
                    try await writer.begin(HTTPResponseHead(status: 200))
                    while true { try await writer.write([UInt8](repeating: 0, count: 1 << 20)) }
                } catch {
                    code.send(error.code)
                }
            }
            waiting.cancel()
            await waiting.value
        }
        try await withHTTPServer(handler: handler) { port in
            let client = try await RawClient.connect(to: port, reads: false)
            client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(await code.value == "answer.cancelled")
            await client.close()
        }
    }
}
