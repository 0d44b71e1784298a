import HTTPMessages
import NIOCore
import NIOHTTP1

/// What the answer to a request must know of it.
struct RequestTraits: Hashable {
    /// Asked with HEAD: the answer has a head only.
    var isHead = false
    /// HTTP/1.1 or later: understands chunks and interim answers.
    var isModern = true
    /// The client expects the connection to stay open.
    var keepsAlive = true
}

/// Why a request is answered by the server itself, and its connection closed.
struct Refusal: Hashable {
    var status: Int
    var sentence: String
}

/// Puts a request together from the parts that the parser found, and refuses what is ambiguous or too large. It
/// holds no socket and no clock.
///
/// The parser has checked the grammar; here is what it lets pass: who may have a body, and how long (RFC 9112, 6.3;
/// two opinions on the length of a body are how requests are smuggled past a proxy), the `Host` field (3.2), the
/// forms of a target (3.2), and expectations (RFC 9110, 10.1.1).
struct RequestAssembler {
    enum Progress: Hashable {
        case more
        /// The client waits for "100 Continue" before it sends the body.
        case moreAfterContinue
        case complete(ReceivedRequest)
        case refused(Refusal)
    }

    let maximumBodyBytes: Int
    /// Of the request that is being put together or was the last to be.
    private(set) var traits = RequestTraits()
    private var request = ReceivedRequest(method: "", path: "")

    init(maximumBodyBytes: Int) {
        self.maximumBodyBytes = maximumBodyBytes
    }

    /// How much of the body has come.
    var bodyBytes: Int { request.body.count }

    mutating func take(_ part: HTTPServerRequestPart, from peer: @autoclosure () -> String?) -> Progress {
        switch part {
        case .head(let head):
            return begin(head, peer: peer())
        case .body(let bytes):
            guard bytes.readableBytes <= maximumBodyBytes - request.body.count else { return .refused(tooLong) }
            bytes.withUnsafeReadableBytes { request.body.append(contentsOf: $0) }
            return .more
        case .end:
            defer { request = ReceivedRequest(method: "", path: "") }
            return .complete(request)
        }
    }

    private mutating func begin(_ head: HTTPRequestHead, peer: String?) -> Progress {
        var survey = HeadSurvey()
        var fields: [HeaderFields.Field] = []
        fields.reserveCapacity(head.headers.count)
        for (name, untrimmed) in head.headers {
            let value = Self.trimmed(untrimmed)
            survey.look(at: name, value)
            fields.append(HeaderFields.Field(name: name, value: value))
        }
        let isModern = head.version != .http1_0
        traits = RequestTraits(
            isHead: head.method == .HEAD, isModern: isModern,
            // The parser stops after a request that asks for another protocol, even though it is not granted.
            keepsAlive: head.isKeepAlive && !survey.asksForUpgrade)
        if let refusal = survey.refusal(isModern: isModern, method: head.method) { return .refused(refusal) }
        guard let (path, query) = Self.target(of: head) else {
            return .refused(Refusal(status: 400, sentence: "The request's target is not a path."))
        }
        let length = survey.length ?? 0
        guard length <= maximumBodyBytes else { return .refused(tooLong) }
        request = ReceivedRequest(
            method: head.method.rawValue, path: path, query: query, headers: HeaderFields(fields), peer: peer)
        // A length is a promise of the client's, so only a little is set aside for it.
        request.body.reserveCapacity(min(length, 256 << 10))
        let hasBody = length > 0 || survey.codings > 0
        return survey.expectsContinue && isModern && hasBody ? .moreAfterContinue : .more
    }

    /// Without the white space behind it, which the parser leaves (RFC 9112, 5.1).
    private static func trimmed(_ value: String) -> String {
        guard let last = value.utf8.last, last == 0x20 || last == 0x09 else { return value }
        let end = value.utf8.lastIndex { $0 != 0x20 && $0 != 0x09 }
        return end.map { String(value[...$0]) } ?? ""
    }

    /// Path and query of the forms that a server must take: "/path?query", "http://host/path?query", "*".
    private static func target(of head: HTTPRequestHead) -> (path: String, query: String?)? {
        let target = head.uri
        if target.utf8.first == UInt8(ascii: "/") {
            guard let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) else { return (target, nil) }
            return (String(target[..<mark]), String(target[target.utf8.index(after: mark)...]))
        }
        if target == "*" { return head.method == .OPTIONS ? ("*", nil) : nil }
        return HTTPAddress(target).map { ($0.path, $0.query) }
    }

    private var tooLong: Refusal {
        Refusal(status: 413, sentence: "The request's body is longer than \(maximumBodyBytes) bytes.")
    }
}

/// What a head says about its own body and connection.
private struct HeadSurvey {
    private(set) var length: Int?
    /// How many `Transfer-Encoding` fields there are.
    private(set) var codings = 0
    private(set) var expectsContinue = false
    private(set) var asksForUpgrade = false
    private var lengths = 0
    private var hosts = 0
    private var knowsCoding = true
    private var knowsExpectation = true

    mutating func look(at name: String, _ value: String) {
        // The length tells most names apart before any letter is compared.
        switch name.utf8.count {
        case 4 where HeaderFields.isSameName(name, "host"):
            hosts += 1
        case 6 where HeaderFields.isSameName(name, "expect"):
            expectsContinue = HeaderFields.isSameName(value, "100-continue")
            knowsExpectation = knowsExpectation && expectsContinue
        case 7 where HeaderFields.isSameName(name, "upgrade"):
            asksForUpgrade = true
        case 14 where HeaderFields.isSameName(name, "content-length"):
            lengths += 1
            length = value.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(value) : nil
            if length == nil { lengths = .max / 2 }
        case 17 where HeaderFields.isSameName(name, "transfer-encoding"):
            codings += 1
            knowsCoding = knowsCoding && HeaderFields.isSameName(value, "chunked")
        default:
            break
        }
    }

    func refusal(isModern: Bool, method: HTTPMethod) -> Refusal? {
        if lengths > 1 || (lengths > 0 && codings > 0) || codings > 1 || (codings > 0 && !isModern) {
            return Refusal(status: 400, sentence: "The length of the request's body is ambiguous.")
        }
        if hosts > 1 || (hosts == 0 && isModern) {
            return Refusal(status: 400, sentence: "A request has exactly one Host field.")
        }
        if !knowsCoding {
            return Refusal(status: 501, sentence: "The only transfer coding that is understood is chunked.")
        }
        if method == .CONNECT {
            return Refusal(status: 501, sentence: "This server is not a tunnel.")
        }
        if isModern && !knowsExpectation {
            return Refusal(status: 417, sentence: "The only expectation that is understood is 100-continue.")
        }
        return nil
    }
}
