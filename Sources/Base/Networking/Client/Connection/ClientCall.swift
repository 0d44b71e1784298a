import HTTPMessages
import NIOCore
import Synchronization

/// One call, as the connection and whoever reads the answer share it: the connection puts the body in, the reader
/// takes it out, from any thread.
final class ClientCall: Sendable {
    let origin: Origin
    let limits: CallLimits
    /// `CallLimits.deadline` on NIO's clock.
    let deadline: NIODeadline

    private struct State {
        var body = BodyBuffer()
        var reader: UnsafeContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    init(origin: Origin, limits: CallLimits) {
        self.origin = origin
        self.limits = limits
        deadline = limits.deadline.map { .now() + ($0 - .now).timeAmount } ?? .distantFuture
    }

    /// Nothing more will come.
    var isOver: Bool { state.withLock { $0.body.ending != nil } }

    /// The connection received bytes or the end. Whether to go on reading.
    func receive(_ piece: [UInt8], ending: BodyBuffer.Ending?) -> Bool {
        let (goOn, reader) = state.withLock { state in
            let goOn = state.body.receive(piece, ending: ending)
            guard state.body.isReady, let reader = state.reader else {
                return (goOn, nil as UnsafeContinuation<Void, Never>?)
            }
            state.reader = nil
            return (goOn, reader)
        }
        reader?.resume()
        return goOn
    }

    func take() -> BodyBuffer.Step { state.withLock { $0.body.take() } }

    func takeWhole(upTo limit: Int) -> BodyBuffer.Step { state.withLock { $0.body.takeWhole(upTo: limit) } }

    /// Waits until there is something to take. When the task is cancelled, the connection ends the call.
    func untilReady(on connection: ClientConnection) async {
        await withTaskCancellationHandler {
            await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
                let isReady = state.withLock { state in
                    precondition(state.reader == nil, "an answer is read by one task at a time")
                    if state.body.isReady { return true }
                    state.reader = continuation
                    return false
                }
                if isReady { continuation.resume() }
            }
        } onCancel: {
            connection.cancel(self)
        }
    }
}
