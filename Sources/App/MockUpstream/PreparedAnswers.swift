import HTTPMessages
import Networking

/// Answers that need no decision, ready for the next equal request.
struct PreparedAnswers: Sendable {
    struct Key: Hashable, Sendable {
        var path: String
        var query: String?
        var body: [UInt8]

        init(_ request: ReceivedRequest) {
            path = request.path
            query = request.query
            body = request.body
        }

        func hash(into hasher: inout Hasher) {
            hasher.combine(path)
            body.withUnsafeBytes { hasher.combine(bytes: $0) }
        }
    }

    enum Answer: Sendable {
        case whole(HTTPResponse)
        case stream(HTTPResponseHead, [UInt8])

        init(_ script: Script) {
            switch script.body {
            case .whole(let bytes):
                self = .whole(HTTPResponse(status: script.status, headers: script.headers, body: bytes))
            case .stream(let pieces):
                let head = HTTPResponseHead(status: script.status, headers: script.headers)
                self = .stream(head, pieces.flatMap(\.bytes))
            }
        }

        func send(to writer: ResponseWriter) async {
            switch self {
            case .whole(let response): try? await writer.send(response)
            case .stream(let head, let bytes):
                try? await writer.begin(head)
                try? await writer.write(bytes)
                try? await writer.finish()
            }
        }
    }

    private var answers: [Key: Answer] = [:]
    private static let limit = 1024
    private static let longestBody = 64 << 10

    subscript(key: Key) -> Answer? { answers[key] }

    mutating func keep(_ answer: Answer, for key: Key) {
        guard key.body.count <= Self.longestBody else { return }
        if answers.count >= Self.limit { answers.removeAll(keepingCapacity: true) }
        answers[key] = answer
    }
}
