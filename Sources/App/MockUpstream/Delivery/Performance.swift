import HTTPMessages
import JSON

/// A script, and how far and how well it is played: what a fault makes of an answer.
struct Performance: Sendable {
    enum Ending: Hashable, Sendable {
        /// With the last piece.
        case complete
        /// As if it were complete.
        case stop
        /// The connection is closed.
        case close
        case reset
        /// Nothing more comes for so many seconds, and then the connection is closed.
        case hang(Double)
    }

    var script: Script
    var ending = Ending.complete
    /// Seconds between pieces, in place of the scenario's.
    var pace: Double?
    /// Whether anything is sent at all.
    var isSilent = false
    /// Whether the latency of the scenario applies: errors come at once.
    var hasLatency = true
}

extension Performance {
    /// What `fault` makes of the answer.
    init(_ writer: ScriptWriter, fault: Fault?, retryAfter: (Fault) -> (headers: HeaderFields, wait: Double?)) {
        self.init(script: writer.script())
        guard let fault else { return }
        switch fault.kind {
        case .drip: pace = fault.duration?.value ?? 1
        // These two have been made when the answer was.
        case .wrongModel, .nonsense: break
        case .wrongContentType: script.headers["Content-Type"] = "text/html; charset=utf-8"
        case .refused:
            isSilent = true
            hasLatency = false
            ending = .reset
        case .reset: stop(after: fault.afterTokens, ending: .reset)
        case .hang: stop(after: fault.afterTokens, ending: .hang(fault.duration?.value ?? 3600))
        case .cut: stop(after: fault.afterTokens ?? script.tokens / 2, ending: fault.isTerminated ? .stop : .close)
        case .status:
            let told = retryAfter(fault)
            script = writer.script(of: ProviderError(fault.status, wait: told.wait))
            for field in told.headers { script.headers.add(name: field.name, value: field.value) }
            hasLatency = false
        case .empty: replaceBody(whole: [], pieces: [])
        case .malformed: garble(writer, after: fault.afterTokens ?? 1)
        case .error: report(ProviderError(fault.status), writer, after: fault.afterTokens ?? 0)
        case .noChoices: leaveOutChoices(writer)
        }
    }

    private mutating func replaceBody(whole: [UInt8], pieces: [Script.Piece]) {
        switch script.body {
        case .whole: script.body = .whole(whole)
        case .stream: script.body = .stream(pieces)
        }
    }

    /// - Parameter tokens: `nil`: before anything is sent.
    private mutating func stop(after tokens: Int?, ending: Ending) {
        self.ending = ending
        guard let tokens else {
            isSilent = true
            return
        }
        guard case .stream(let pieces) = script.body else { return }
        script.body = .stream(Script.pieces(pieces, upTo: max(0, tokens)))
    }

    private mutating func garble(_ writer: ScriptWriter, after tokens: Int) {
        switch script.body {
        case .whole(let bytes): script.body = .whole(Array(bytes.prefix(bytes.count * 2 / 3)))
        case .stream(let pieces):
            script.body = .stream(
                Script.pieces(pieces, upTo: tokens) + [Script.Piece(writer.shape.brokenPiece())])
        }
    }

    private mutating func report(_ error: ProviderError, _ writer: ScriptWriter, after tokens: Int) {
        switch script.body {
        case .whole:
            script.body = .whole(writer.shape.error(error))
            script.headers["Content-Type"] = "application/json"
            script.tokens = 0
        case .stream(let pieces):
            script.body = .stream(
                Script.pieces(pieces, upTo: tokens) + [Script.Piece(writer.shape.streamError(error))])
        }
    }

    private mutating func leaveOutChoices(_ writer: ScriptWriter) {
        guard let reply = writer.reply, let question = writer.question else { return }
        script.tokens = 0
        switch question.operation {
        case .chat, .completion:
            replaceBody(
                whole: writer.shape.withoutChoices(reply),
                pieces: [Script.Piece(writer.shape.streamWithoutChoices(reply))])
        case .embeddings, .speech, .transcription: replaceBody(whole: Array("{\"data\":[]}".utf8), pieces: [])
        }
    }

    /// How much of a body that is not streamed goes out before the ending: all of it, or the part that so many tokens
    /// are, but never its last byte.
    func part(of bytes: [UInt8], afterTokens tokens: Int?) -> ArraySlice<UInt8> {
        guard ending != .complete, !bytes.isEmpty else { return bytes[...] }
        let all = max(1, script.tokens)
        let share = tokens.map { Double(min(max(0, $0), all)) / Double(all) } ?? 0.5
        return bytes.prefix(min(Int(Double(bytes.count) * share), bytes.count - 1))
    }
}
