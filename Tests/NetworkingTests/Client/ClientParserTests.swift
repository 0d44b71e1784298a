import HTTPMessages
import NIOCore
import TestKit
import Testing

@testable import Networking

@Suite("The parser of answers")
struct ClientParserTests {
    struct Read: Equatable {
        var head: HTTPResponseHead?
        var body: [UInt8] = []
        var isComplete = false
        var keepsConnection = false
        var left = 0
        var ending = ResponseParser.Ending.nothing
        var problem: ResponseParser.Problem?
    }

    /// Reads `pieces` one after the other as one answer.
    private func read(_ pieces: [[UInt8]], method: String = "GET", limit: Int = 8192) -> Read {
        var parser = ResponseParser(maximumHeaderBytes: limit)
        parser.begin(method: method)
        var result = Read()
        for piece in pieces {
            var input = ByteBuffer(bytes: piece)
            do {
                try parser.consume(&input, body: &result.body)
            } catch {
                result.problem = error
                return result
            }
            result.left += input.readableBytes
        }
        result.head = parser.head
        result.isComplete = parser.isComplete
        result.keepsConnection = parser.keepsConnection
        result.ending = parser.inputEnded()
        return result
    }

    private func read(_ text: String, method: String = "GET", limit: Int = 8192) -> Read {
        read([Array(text.utf8)], method: method, limit: limit)
    }

    private static let samples = [
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-A:  padded \t\r\n\r\nhello",
        "HTTP/1.1 200\r\nTRANSFER-encoding: Chunked\r\n\r\n5 ;x=y\r\nhello\r\nA\r\n0123456789\r\n00\r\nT: 1\r\nU: 2\r\n\r\n",
        "HTTP/1.1 100 Continue\r\nX: y\r\n\r\nHTTP/1.1 404 Not Found\nContent-Length: 2\n\nno",
        "HTTP/1.1 204 No Content\r\n\r\n",
    ]

    @Test("reads the same whatever pieces an answer comes in", arguments: samples)
    func pieces(sample: String) {
        let bytes = Array(sample.utf8)
        let whole = read([bytes])
        #expect(whole.isComplete && whole.keepsConnection && whole.problem == nil)
        #expect(read(bytes.map { [$0] }) == whole)
        for first in 0...bytes.count {
            for second in stride(from: first, through: bytes.count, by: 3) {
                let pieces = [bytes[..<first], bytes[first..<second], bytes[second...]].map(Array.init)
                #expect(read(pieces) == whole)
            }
        }
    }

    @Test("knows at every byte that an answer is not whole", arguments: samples)
    func cut(sample: String) {
        let bytes = Array(sample.utf8)
        for length in 0..<bytes.count {
            #expect(read([Array(bytes[..<length])]).ending == (length == 0 ? .nothing : .truncated), "at \(length)")
        }
        #expect(read([bytes]).ending == .complete)
    }

    @Test("gives status, fields and body as they are")
    func values() {
        let answer = read(Self.samples[0])
        #expect(
            answer.head
                == HTTPResponseHead(
                    status: 200,
                    headers: HeaderFields([
                        .init(name: "Content-Length", value: "5"), .init(name: "X-A", value: "padded"),
                    ])))
        #expect(answer.body == Array("hello".utf8))
        #expect(read(Self.samples[1]).body == Array("hello0123456789".utf8))
        #expect(read(Self.samples[2]).head?.status == 404)
        #expect(
            read("HTTP/1.1 200 OK\r\nX-Latin: caf\u{E9}\r\nEmpty:\r\nContent-Length: 0\r\n\r\n").head?.headers["empty"]
                == "")
    }

    @Test("leaves what follows an answer")
    func leftover() {
        let answer = read("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 500 Hidden\r\n\r\n")
        #expect(answer.body == Array("ok".utf8) && answer.isComplete)
        #expect(answer.left == "HTTP/1.1 500 Hidden\r\n\r\n".utf8.count)
    }

    @Test("knows which answers have no body")
    func noBody() {
        #expect(read("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", method: "HEAD").isComplete)
        #expect(read("HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n").isComplete)
        #expect(!read("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n").isComplete)
        let open = read("HTTP/1.1 200 OK\r\n\r\nuntil the end")
        #expect(!open.isComplete && !open.keepsConnection && open.ending == .complete)
    }

    @Test(
        "knows whether the connection lasts",
        arguments: [
            ("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", true),
            ("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", false),
            ("HTTP/1.1 200 OK\r\nConnection: x, CLOSE\r\nContent-Length: 0\r\n\r\n", false),
            ("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n", false),
            ("HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 0\r\n\r\n", true),
            ("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", false),
            ("HTTP/1.1 200 OK\r\nContent-Length: 0, 0\r\nContent-Length: 0\r\n\r\n", true),
        ])
    func lasting(text: String, keeps: Bool) {
        let answer = read(text)
        #expect(answer.isComplete && answer.keepsConnection == keeps)
    }

    @Test(
        "refuses what is not HTTP",
        arguments: [
            "HTTP/2.0 200 OK\r\n\r\n", "HTTP/1.1 20 OK\r\n\r\n", "HTTP/1.1 099 No\r\n\r\n", "HTTP/1.1 2000\r\n\r\n",
            "\r\n",
            "HTTP/1.1 200 OK\r\nno colon\r\n\r\n", "HTTP/1.1 200 OK\r\nSpace : x\r\n\r\n",
            "HTTP/1.1 200 OK\r\n: x\r\n\r\n",
            "HTTP/1.1 200 OK\r\nA: b\r\n folded: x\r\n\r\n", "HTTP/1.1 200 OK\r\nA: b\u{0}c\r\n\r\n",
            "HTTP/1.1 200 OK\r\nA: b\rc\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 1e3\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: +5\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 5, 6\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\n\r\n", "HTTP/1.1 101 Switching Protocols\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n0\r\n\r\n",
        ])
    func refused(text: String) {
        guard case .malformed? = read(text).problem else {
            Issue.record("accepted: \(text.debugDescription)")
            return
        }
        #expect(read(text.utf8.map { [$0] }).problem == read(text).problem)
    }

    @Test("holds no more of a head than allowed")
    func tooLarge() {
        let head = "HTTP/1.1 200 OK\r\nX: \(String(repeating: "a", count: 200))\r\nContent-Length: 0\r\n\r\n"
        #expect(read(head, limit: head.utf8.count).isComplete)
        #expect(read(head, limit: head.utf8.count - 1).problem == .tooLarge)
        #expect(read(head.utf8.map { [$0] }, limit: head.utf8.count - 1).problem == .tooLarge)
        #expect(read(String(repeating: "x", count: 9000)).problem == .tooLarge)
        let chunks = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        #expect(read(chunks + String(repeating: "0", count: 9000)).problem == .tooLarge)
        #expect(read(chunks + "0\r\n" + String(repeating: "T: x\r\n", count: 2000)).problem == .tooLarge)
        let interim = String(repeating: "HTTP/1.1 100 Continue\r\n\r\n", count: 5000)
        #expect(read(interim).problem != nil)
    }

    @Test("survives whatever comes", arguments: 0..<40)
    func hostile(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        for _ in 0..<250 {
            var bytes = Array(Self.samples.randomElement(using: &random)?.utf8 ?? "".utf8)
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let index = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[index] = UInt8.random(in: .min ... .max, using: &random)
                case 1: bytes.remove(at: index)
                default: bytes.insert(contentsOf: Array("\r\n0:;f".utf8).shuffled(using: &random).prefix(2), at: index)
                }
            }
            let cut = Int.random(in: 0...bytes.count, using: &random)
            let split = read([Array(bytes[..<cut]), Array(bytes[cut...])])
            var whole = read([bytes])
            // What was read before the problem may differ in how much of the body had been passed on: never else.
            if split.problem != nil { whole.left = split.left }
            #expect(split == whole)
        }
    }
}
