import HTTPMessages
import NIOCore
import Testing

@testable import Networking

@Suite("A request as it goes on the wire")
struct ClientRequestTests {
    private func written(_ request: HTTPRequest) -> Result<String, RequestWriter.Unwritable> {
        var buffer = ByteBuffer()
        do {
            try RequestWriter.write(request, to: &buffer)
            return .success(String(buffer: buffer))
        } catch {
            return .failure(error)
        }
    }

    private let origin = Origin(scheme: .https, host: "Example.ORG")

    @Test("has the host first, the caller's fields as they are, and one length")
    func whole() {
        let request = HTTPRequest(
            origin: origin, target: "/a?b", headers: ["X-One": "1", "HOST": "evil", "transfer-encoding": "chunked"],
            body: Array("hé".utf8))
        #expect(
            written(request)
                == .success(
                    "POST /a?b HTTP/1.1\r\nHost: example.org\r\nX-One: 1\r\nContent-Length: 3\r\n\r\nhé"))
    }

    @Test("tells a length where the method may have a body, or there is one")
    func length() {
        let empty = HTTPRequest(method: "POST", origin: origin, target: "/")
        #expect(written(empty) == .success("POST / HTTP/1.1\r\nHost: example.org\r\nContent-Length: 0\r\n\r\n"))
        let get = HTTPRequest(method: "GET", origin: Origin(scheme: .http, host: "::1", port: 8080), target: "/")
        #expect(written(get) == .success("GET / HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n"))
    }

    @Test(
        "is refused where something would break out of its line",
        arguments: [
            HTTPRequest(method: "GET /x", origin: Origin(scheme: .http, host: "h"), target: "/"),
            HTTPRequest(method: "", origin: Origin(scheme: .http, host: "h"), target: "/"),
            HTTPRequest(origin: Origin(scheme: .http, host: "h"), target: "/a b"),
            HTTPRequest(origin: Origin(scheme: .http, host: "h"), target: ""),
            HTTPRequest(origin: Origin(scheme: .http, host: "h"), target: "/\r\nX: y"),
            HTTPRequest(origin: Origin(scheme: .http, host: "h\r\nX: y"), target: "/"),
            HTTPRequest(origin: Origin(scheme: .http, host: "h"), target: "/", headers: ["A\r\nB": "c"]),
            HTTPRequest(origin: Origin(scheme: .http, host: "h"), target: "/", headers: ["A": "b\nC: d"]),
            HTTPRequest(origin: Origin(scheme: .http, host: "h"), target: "/", headers: ["": "b"]),
        ])
    func refused(request: HTTPRequest) {
        guard case .failure = written(request) else {
            Issue.record("written: \(request)")
            return
        }
    }
}

@Suite("The buffer between a connection and its reader")
struct ClientBodyBufferTests {
    @Test("stops reading at its mark, and goes on when something is taken")
    func backpressure() {
        var buffer = BodyBuffer()
        #expect(buffer.receive(Array(repeating: 1, count: BodyBuffer.highWaterMark - 1), ending: nil) == true)
        #expect(buffer.receive([2], ending: nil) == false)
        guard case .bytes(let bytes, resumeReading: true) = buffer.take() else {
            Issue.record("nothing to take, or reading does not go on")
            return
        }
        #expect(bytes.count == BodyBuffer.highWaterMark && bytes.last == 2)
        #expect(buffer.take() == .wait(resumeReading: false))
        #expect(buffer.receive([3], ending: nil) == true)
    }

    @Test("collects beyond the mark, up to what the reader allows")
    func collecting() {
        var buffer = BodyBuffer()
        let large = Array(repeating: UInt8(1), count: BodyBuffer.highWaterMark)
        #expect(buffer.receive(large, ending: nil) == false)
        #expect(buffer.takeWhole(upTo: large.count * 2) == .wait(resumeReading: true))
        #expect(!buffer.isReady)
        #expect(buffer.receive(large, ending: nil) == true)
        #expect(!buffer.isReady)
        #expect(buffer.receive([1], ending: nil) == false)
        #expect(buffer.isReady)
        #expect(buffer.takeWhole(upTo: large.count * 2) == .tooLarge)
    }

    @Test("gives what came before an error, then the error, again and again")
    func failing() {
        let error = TransportError(.truncated, origin: Origin(scheme: .http, host: "h"))
        var buffer = BodyBuffer()
        _ = buffer.receive([1, 2], ending: nil)
        let goesOn = buffer.receive([3], ending: .failed(error)) || buffer.receive([4], ending: .complete)
        #expect(!goesOn)
        #expect(buffer.takeWhole(upTo: 9) == .failure(error))
        #expect(buffer.take() == .bytes([1, 2, 3], resumeReading: false))
        #expect(buffer.take() == .failure(error))
        #expect(buffer.take() == .failure(error))
    }
}
