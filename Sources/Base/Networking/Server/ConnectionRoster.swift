import NIOCore
import Synchronization

/// The open connections of a server: to count them, and to reach them when it stops.
final class ConnectionRoster: Sendable {
    enum Admission {
        case serve
        /// There are as many as there may be: tell the client.
        case refuse
        /// The server stops, or there are too many even to tell.
        case close
    }

    private struct State {
        var connections: [ObjectIdentifier: ServerConnection] = [:]
        var isStopping = false
    }

    private let limit: Int
    private let state = Mutex(State())

    init(limit: Int) {
        self.limit = limit
    }

    func admit(_ connection: ServerConnection) -> Admission {
        state.withLock { state in
            let count = state.connections.count
            guard !state.isStopping, count < limit + 64 else { return .close }
            state.connections[ObjectIdentifier(connection)] = connection
            return count < limit ? .serve : .refuse
        }
    }

    func remove(_ connection: ServerConnection) {
        state.withLock { _ = $0.connections.removeValue(forKey: ObjectIdentifier(connection)) }
    }

    /// Admits no more, and closes those that nobody uses.
    func drain() {
        let connections = state.withLock { state in
            state.isStopping = true
            return Array(state.connections.values)
        }
        for connection in connections { connection.loop.execute { connection.drain() } }
    }

    func terminateAll() {
        let connections = state.withLock { Array($0.connections.values) }
        for connection in connections { connection.loop.execute { connection.terminate() } }
    }
}
