import JSON
import Synchronization

/// A stream that tells an answer that is there already.
final class ReplayedStream: ChunkSource {
    private let chunks: [StreamChunk]
    private let place = Mutex(0)

    private static let soundPiece = 24 << 10

    /// `nil` when the answer cannot be told in pieces.
    init?(_ answer: ModelAnswer, to request: ModelRequest) {
        if request.operation == .speech {
            let starts = stride(from: 0, to: answer.payload.count, by: Self.soundPiece)
            chunks = starts.map { start in
                let piece = answer.payload[start..<min(start + Self.soundPiece, answer.payload.count)]
                return StreamChunk(payload: Array(piece), hasContent: true, isPlainText: false, model: answer.model)
            }
            return
        }
        guard
            let chunks = AnswerReplay.chunks(
                of: answer, operation: request.operation, includeUsage: request.tellsUsage)
        else { return nil }
        self.chunks = chunks
    }

    func next() async throws(UpstreamFailure) -> StreamChunk? {
        place.withLock { place in
            guard place < chunks.count else { return nil }
            defer { place += 1 }
            return chunks[place]
        }
    }

    func abandon() {}
}
