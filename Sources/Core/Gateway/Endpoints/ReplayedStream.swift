import JSON
import Synchronization

/// A stream that tells an answer that is there already.
final class ReplayedStream: ChunkSource {
    private let chunks: [StreamChunk]
    private let place = Mutex(0)

    /// `nil` when the answer cannot be told in pieces.
    init?(_ answer: ModelAnswer, to request: ModelRequest) {
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
