public import Essentials
import Resilience

/// Why the gateway gives no answer.
public struct GatewayError: DescribedFailure, Hashable {
    /// Such as "upstream.exhausted". Never renamed.
    public let code: String
    public let message: String
    public let remedy: String?
    /// The HTTP status that tells a caller the same.
    public let status: Int
    /// When it is worth asking again.
    public let retryAfter: Duration?
    public let category: FailureCategory

    public init(
        code: String, message: String, remedy: String? = nil, status: Int, retryAfter: Duration? = nil,
        category: FailureCategory = .failed
    ) {
        self.code = code
        self.message = message
        self.remedy = remedy
        self.status = status
        self.retryAfter = retryAfter
        self.category = category
    }
}

extension GatewayError {
    static func unknownModel(_ name: String, known: [String]) -> Self {
        let listed = known.sorted().prefix(12).joined(separator: ", ")
        return Self(
            code: "model.unknown", message: "There is no route or model called '\(name)'.",
            remedy: known.isEmpty ? "Add one to the configuration." : "There are: \(listed).", status: 404,
            category: .badInput)
    }

    static let noModel = Self(
        code: "model.missing", message: "The request names no model.",
        remedy: "Give the name of a route or a model in 'model'.", status: 400, category: .badInput)

    /// The provider says that the request is wrong.
    static func refused(_ failure: UpstreamFailure, by endpoint: String) -> Self {
        Self(
            code: failure.code ?? "upstream.refused", message: "\(endpoint) refused the request: \(failure.message)",
            status: failure.status.flatMap { (400..<500).contains($0) ? $0 : nil } ?? 400, category: .badInput)
    }

    static func exhausted(
        route: String, attempts: Int, last: UpstreamFailure?, because reason: String, retryAfter: Duration?
    ) -> Self {
        let tries = attempts == 1 ? "1 attempt" : "\(attempts) attempts"
        let ending = last.map { " The last failure: \($0.message)" } ?? ""
        let status =
            switch last?.failureClass {
            case .throttled: 429
            case .timeout: 504
            case .overloaded, nil: 503
            default: 502
            }
        return Self(
            code: "upstream.exhausted",
            message: "Nobody on route '\(route)' could answer after \(tries): \(reason).\(ending)",
            remedy: "Try again later, or add an endpoint or a fallback to the route.", status: status,
            retryAfter: retryAfter)
    }

    static func deadline(route: String, after span: Duration, last: UpstreamFailure?) -> Self {
        Self(
            code: "deadline.exceeded",
            message: "No answer on route '\(route)' within \(Self.seconds(span))."
                + (last.map { " The last failure: \($0.message)" } ?? ""),
            remedy: "Raise the route's deadline, or add endpoints.", status: 504)
    }

    /// A stream that had begun and cannot be finished.
    static func streamBroken(by endpoint: String, _ failure: UpstreamFailure) -> Self {
        Self(
            code: "stream.broken",
            message: "The answer stopped in the middle: \(endpoint) failed (\(failure.message)).",
            remedy: "What came so far is not the whole answer; ask again.", status: 502)
    }

    /// None of the route's pools has a model for this.
    static func unsupported(_ operation: ModelOperation, route: String) -> Self {
        let example =
            switch operation {
            case .transcription:
                "a model for it, such as whisper-1, or a server of your own in OpenAI's shape (whisper.cpp's, Speaches)"
            case .speech: "a model for it, such as tts-1 or ElevenLabs, or 'local'"
            case .embeddings: "a model for it, such as text-embedding-3-small, or 'local'"
            case .chat, .completion: "a model for it"
            }
        return Self(
            code: "route.unsupported", message: "The route '\(route)' cannot do \(operation.rawValue).",
            remedy: "Give it a pool with \(example).", status: 400, category: .badInput)
    }

    static func overloaded(retryAfter: Duration?) -> Self {
        Self(
            code: "gateway.overloaded", message: "The gateway has more to do than it can.",
            remedy: "Try again in a moment.", status: 503, retryAfter: retryAfter ?? .seconds(1))
    }

    static func seconds(_ span: Duration) -> String {
        let tenths = (span / .milliseconds(100)).rounded() / 10
        return tenths == tenths.rounded() ? "\(Int(tenths)) s" : "\(tenths) s"
    }
}
