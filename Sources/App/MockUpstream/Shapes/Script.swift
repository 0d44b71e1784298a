import HTTPMessages

/// An answer that is ready to go out: whole, or in pieces.
struct Script: Sendable {
    struct Piece: Sendable {
        var bytes: [UInt8]
        /// How many tokens it carries.
        var tokens: Int

        init(_ bytes: [UInt8], tokens: Int = 0) {
            self.bytes = bytes
            self.tokens = tokens
        }
    }

    enum Body: Sendable {
        case whole([UInt8])
        case stream([Piece])
    }

    var status = 200
    var headers: HeaderFields
    var body: Body
    /// Of the whole answer.
    var tokens: Int

    init(status: Int = 200, type: String, body: Body, tokens: Int) {
        self.status = status
        headers = ["Content-Type": type]
        self.body = body
        self.tokens = tokens
    }

    /// The pieces up to the one with the last of so many tokens.
    static func pieces(_ pieces: [Piece], upTo tokens: Int) -> [Piece] {
        var sent = 0
        var kept: [Piece] = []
        for piece in pieces {
            if piece.tokens > 0, sent + piece.tokens > tokens { break }
            // What closes the answer comes after its tokens, and a cut is always before it.
            if piece.tokens == 0, sent > 0 { break }
            sent += piece.tokens
            kept.append(piece)
        }
        // An answer without tokens has only what opens and what closes it.
        return sent == 0 && kept.count == pieces.count ? Array(kept.prefix(1)) : kept
    }
}

/// How one provider writes answers and errors.
protocol ProviderShape: Sendable {
    var streamType: String { get }

    /// The whole answer.
    func whole(_ reply: Reply) -> [UInt8]
    /// What a stream begins with.
    func opening(_ reply: Reply) -> [UInt8]
    /// One piece for each token.
    func pieces(_ reply: Reply) -> [[UInt8]]
    /// What a stream ends with.
    func closing(_ reply: Reply) -> [UInt8]
    /// An answer in which everything is there but an answer.
    func withoutChoices(_ reply: Reply) -> [UInt8]
    /// The stream of such an answer.
    func streamWithoutChoices(_ reply: Reply) -> [UInt8]
    /// A piece of a stream that cannot be read.
    func brokenPiece() -> [UInt8]
    /// An error inside a stream.
    func streamError(_ error: ProviderError) -> [UInt8]
    func error(_ error: ProviderError) -> [UInt8]
    /// Fields that answers with this error have.
    func headers(of error: ProviderError) -> HeaderFields
}

extension ProviderShape {
    func streamWithoutChoices(_ reply: Reply) -> [UInt8] { opening(reply) }

    func headers(of error: ProviderError) -> HeaderFields { [:] }
}

/// A failure that the mock reports.
struct ProviderError: Sendable {
    var status: Int
    var message: String
    /// Seconds after which to come back, where the answer says so.
    var wait: Double?

    init(_ status: Int, _ message: String? = nil, wait: Double? = nil) {
        self.status = status
        self.message = message ?? Self.messages[status] ?? "The mock answers with status \(status)."
        self.wait = wait
    }

    private static let messages = [
        400: "The request is invalid.", 401: "Incorrect API key provided.", 403: "You may not use this model.",
        404: "The model does not exist or you do not have access to it.", 408: "The request timed out.",
        429: "Rate limit reached. Please try again later.", 500: "The server had an error.",
        502: "Bad gateway.", 503: "The service is temporarily unavailable.", 504: "The upstream request timed out.",
        529: "Overloaded.",
    ]
}
