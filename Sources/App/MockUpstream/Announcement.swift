import Synchronization

/// Tells the port once, and remembers it: a mock that comes back after a pause comes back at the same port.
final class Announcement: Sendable {
    private let onListening: @Sendable (Int) async -> Void
    private let known = Mutex<Int?>(nil)

    init(_ onListening: @escaping @Sendable (Int) async -> Void) {
        self.onListening = onListening
    }

    var port: Int? { known.withLock { $0 } }

    @Sendable func tell(_ port: Int) async {
        let isFirst = known.withLock { known in
            defer { known = port }
            return known == nil
        }
        if isFirst { await onListening(port) }
    }
}
