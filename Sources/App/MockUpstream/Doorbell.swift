import Synchronization

/// Wakes whoever waits for a change of the scenario or of the door.
final class Doorbell: Sendable {
    private let listeners = Mutex<[Int: AsyncStream<Void>.Continuation]>([:])
    private let next = Atomic(0)

    func ring() {
        listeners.withLock { listeners in
            for listener in listeners.values { listener.yield() }
        }
    }

    /// A stream that tells every ring from now on.
    func listen() -> AsyncStream<Void> {
        let (rings, listener) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let number = next.wrappingAdd(1, ordering: .relaxed).newValue
        listener.onTermination = { [weak self] _ in self?.forget(number) }
        listeners.withLock { $0[number] = listener }
        return rings
    }

    private func forget(_ number: Int) {
        // Dropped outside the lock, since that may end the stream again.
        let listener = listeners.withLock { $0.removeValue(forKey: number) }
        _ = listener
    }
}
