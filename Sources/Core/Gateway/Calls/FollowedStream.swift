import Resilience
import Synchronization

/// A stream that several callers read, as one of them sees it.
final class FollowedStream: ChunkSource {
    private let follower: StreamFollower<SharedPiece>
    private let pieces: Mutex<StreamFollower<SharedPiece>.AsyncIterator>
    private let failure = Mutex<GatewayError?>(nil)

    init(_ pieces: StreamFollower<SharedPiece>.AsyncIterator, follower: StreamFollower<SharedPiece>) {
        self.follower = follower
        self.pieces = Mutex(pieces)
    }

    /// Why the stream broke, in the words of the one who reads it for all.
    var error: GatewayError? { failure.withLock { $0 } }

    func next() async throws(UpstreamFailure) -> StreamChunk? {
        // There is one reader, so nobody else moves the iterator while this waits.
        var iterator = pieces.withLock { $0 }
        do {
            while let piece = try await iterator.next() {
                let place = iterator
                pieces.withLock { $0 = place }
                if case .chunk(let chunk) = piece { return chunk }
            }
            return nil
        } catch let error as GatewayError {
            failure.withLock { $0 = error }
            throw UpstreamFailure(.server, code: error.code, message: error.message)
        } catch let failure as FlightFailure {
            throw UpstreamFailure(.server, code: failure.code, message: failure.message)
        } catch {
            throw .cancelled
        }
    }

    func abandon() {
        follower.leave()
    }
}
