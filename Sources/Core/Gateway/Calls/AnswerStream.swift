import JSON
import Resilience
import Synchronization

/// A streamed answer, for one reader: it ends properly, or with an error that says that it is not whole.
///
/// When the endpoint fails in the middle, another one goes on where it stopped, if its model can be given the
/// beginning of an answer; the reader sees one stream.
public final class AnswerStream: Sendable {
    /// Opens the rest of an answer elsewhere; `nil` where nobody can.
    typealias Continuation = @Sendable (_ said: Said, _ failed: ModelEndpoint) async throws -> OpenedStream?

    /// What the reader has got so far.
    struct Said: Sendable {
        var text = ""
        /// Each is a token at least.
        var pieces = 0
    }

    /// How a stream ended, told once.
    enum Ending: Sendable {
        case complete(usage: TokenUsage?)
        case broken(GatewayError)
        case abandoned
    }

    private struct State {
        var source: any ChunkSource
        var endpoint: ModelEndpoint?
        /// Read and not yet taken, the next one last.
        var ready: [StreamChunk]
        var said = Said()
        var first: [UInt8]?
        var isPlain = true
        var isFinished = false
        var usage: TokenUsage?
        /// Writes the pieces of whoever goes on as if the first had never stopped.
        var rewriter: ChatChunkBuilder?
        var resumptions = 0
        var ending: Ending?
    }

    private enum Step {
        case chunk(StreamChunk)
        case read(any ChunkSource)
        case over(Ending)
    }

    private let resume: Continuation?
    private let recorder: StreamRecorder?
    private let schema: SchemaWatch?
    private let includesUsage: Bool
    private let onEnd: @Sendable (Ending) -> Void
    private let state: Mutex<State>

    private static let mostResumptions = 3

    /// - Parameters:
    ///   - schema: what the whole text must keep to; an answer that does not ends with an error instead of its end.
    ///   - includesUsage: whether the caller asked for a last piece with the usage.
    init(
        _ opened: OpenedStream, observer recorder: StreamRecorder?, schema: SchemaWatch? = nil, includesUsage: Bool,
        resume: Continuation?, onEnd: @escaping @Sendable (Ending) -> Void
    ) {
        self.resume = resume
        self.recorder = recorder
        self.schema = schema
        self.includesUsage = includesUsage
        self.onEnd = onEnd
        state = Mutex(
            State(source: opened.source, endpoint: opened.endpoint, ready: opened.beginning.reversed()))
    }

    /// A stream that tells what a source has.
    init(_ source: any ChunkSource, onEnd: @escaping @Sendable (Ending) -> Void) {
        resume = nil
        recorder = nil
        schema = nil
        includesUsage = false
        self.onEnd = onEnd
        state = Mutex(State(source: source, endpoint: nil, ready: []))
    }

    deinit {
        abandon()
    }

    /// What the provider has counted; known at the end.
    var usage: TokenUsage? { state.withLock { $0.usage } }

    /// The next piece; `nil` when the answer is complete.
    ///
    /// - Throws: ``GatewayError`` when the answer is not whole and will not be; `CancellationError`.
    public func next() async throws -> StreamChunk? {
        while true {
            switch step() {
            case .over(.complete): return nil
            case .over(.broken(let error)): throw error
            case .over(.abandoned): throw CancellationError()
            case .chunk(let chunk):
                if let shown = try await show(chunk) { return shown }
            case .read(let source):
                switch await read(source) {
                case .success(let chunk?):
                    if let shown = try await show(chunk) { return shown }
                case .success(nil):
                    try checkSchema()
                    end(.complete(usage: usage))
                case .failure(let failure): try await recover(from: failure)
                }
            }
        }
    }

    /// Nobody reads on: the call is ended.
    public func abandon() {
        end(.abandoned)
    }

    private func step() -> Step {
        state.withLock { state in
            if let ending = state.ending { return .over(ending) }
            return state.ready.popLast().map { .chunk($0) } ?? .read(state.source)
        }
    }

    private func read(_ source: any ChunkSource) async -> Result<StreamChunk?, UpstreamFailure> {
        do throws(UpstreamFailure) {
            return .success(try await source.next())
        } catch {
            return .failure(error)
        }
    }

    private func end(_ ending: Ending) {
        let source: (any ChunkSource)? = state.withLock { state in
            guard state.ending == nil else { return nil }
            state.ending = ending
            state.ready = []
            return state.source
        }
        guard let source else { return }
        if case .complete = ending {} else { source.abandon() }
        onEnd(ending)
    }
}

// What the reader sees.
extension AnswerStream {
    /// What the reader gets of a piece, if anything. A piece without a payload only tells the usage.
    private func show(_ chunk: StreamChunk) async throws -> StreamChunk? {
        guard let shown = note(chunk) else {
            // Whoever goes on with a text says something else than text.
            try await recover(from: .malformed("The answer was not gone on with as text."))
            return nil
        }
        guard !shown.payload.isEmpty else { return nil }
        recorder?.received(shown)
        if let schema {
            schema.received(shown)
            // The piece that says that the answer is whole is kept back when it is wrong.
            if shown.finish != nil { try checkSchema() }
        }
        return shown
    }

    private func checkSchema() throws {
        guard let fault = schema?.fault else { return }
        let endpoint = state.withLock { $0.endpoint?.name }
        let error = GatewayError.brokenSchema(inStreamOf: endpoint ?? "the source", fault)
        end(.broken(error))
        throw error
    }

    /// - Returns: `nil` when the piece cannot be part of the answer.
    private func note(_ chunk: StreamChunk) -> StreamChunk? {
        state.withLock { state in
            if state.first == nil, !chunk.payload.isEmpty { state.first = chunk.payload }
            state.isPlain = state.isPlain && chunk.isPlainText
            if state.rewriter != nil, chunk.hasContent, !chunk.isPlainText { return nil }
            var part = chunk
            if state.rewriter != nil {
                let parts = Self.parts(of: chunk)
                part = parts.first ?? chunk
                state.ready += parts.dropFirst().reversed()
            }
            state.usage = part.usage ?? state.usage
            // A text that nobody could go on with need not be remembered.
            if resume != nil, state.isPlain { state.said.text += part.text }
            if part.hasContent { state.said.pieces += 1 }
            let wasFinished = state.isFinished
            if part.finish != nil { state.isFinished = true }
            guard var rewriter = state.rewriter else { return part }
            defer { state.rewriter = rewriter }
            return Self.rewrite(part, with: &rewriter, atEnd: wasFinished)
        }
    }

    /// A piece in pieces that say one thing each: text, the reason of the end, the usage.
    private static func parts(of chunk: StreamChunk) -> [StreamChunk] {
        var parts: [StreamChunk] = []
        if !chunk.text.isEmpty {
            parts.append(StreamChunk(payload: chunk.payload, text: chunk.text, hasContent: true, model: chunk.model))
        }
        if let finish = chunk.finish {
            parts.append(StreamChunk(payload: chunk.payload, hasContent: false, finish: finish, model: chunk.model))
        }
        if let usage = chunk.usage {
            parts.append(StreamChunk(payload: chunk.payload, hasContent: false, usage: usage, model: chunk.model))
        }
        return parts.isEmpty ? [StreamChunk(payload: [], hasContent: false, model: chunk.model)] : parts
    }

    private static func rewrite(
        _ part: StreamChunk, with rewriter: inout ChatChunkBuilder, atEnd: Bool
    ) -> StreamChunk {
        if let finish = part.finish { return rewriter.finish(finish) }
        if let usage = part.usage {
            // Some tell it in between, too.
            return atEnd ? rewriter.usage(usage) : StreamChunk(payload: [], hasContent: false, usage: usage)
        }
        return part.text.isEmpty ? StreamChunk(payload: [], hasContent: false) : rewriter.text(part.text)
    }
}

// What happens when an endpoint fails in the middle.
extension AnswerStream {
    private func recover(from failure: UpstreamFailure) async throws {
        if failure.failureClass == .cancelled {
            end(.abandoned)
            throw CancellationError()
        }
        let (source, said, failed, mayResume) = state.withLock { state in
            state.resumptions += 1
            let mayResume = state.isPlain && !state.isFinished && state.resumptions <= Self.mostResumptions
            return (state.source, state.said, state.endpoint, mayResume)
        }
        guard mayResume, !said.text.isEmpty, let resume, let failed, let next = try? await resume(said, failed) else {
            if Task.isCancelled { end(.abandoned) }
            try Task.checkCancellation()
            // Where several read, the one who reads for all knows what happened.
            let known = (source as? FollowedStream)?.error
            let error = known ?? GatewayError.streamBroken(by: failed?.name ?? "the source", failure)
            end(.broken(error))
            throw error
        }
        try take(next, after: failed)
    }

    private func take(_ next: OpenedStream, after failed: ModelEndpoint) throws {
        let isWanted = state.withLock { state in
            guard state.ending == nil else { return false }
            state.source = next.source
            state.endpoint = next.endpoint
            state.ready = next.beginning.reversed()
            if state.rewriter == nil { state.rewriter = rewriter(after: state.first) }
            return true
        }
        guard isWanted else {
            next.source.abandon()
            throw CancellationError()
        }
        if next.endpoint.configuration.model != failed.configuration.model { recorder?.isMixed() }
    }

    /// Writes on under the name of the stream that began.
    private func rewriter(after payload: [UInt8]?) -> ChatChunkBuilder {
        let json = payload.flatMap { try? JSONValue(parsing: $0) }
        var builder = ChatChunkBuilder(
            id: json?["id"]?.string ?? "chatcmpl", created: json?["created"]?.int ?? 0,
            model: json?["model"]?.string ?? "", includesUsage: includesUsage)
        // The role was said already.
        _ = builder.role()
        return builder
    }
}
