import Synchronization

/// Remembers which variant answered which call, for as long as a caller may want to judge it.
final class ScoreBook: Sendable {
    private struct Entry {
        var route: String
        var variant: String
    }

    private struct State {
        var entries: [String: Entry] = [:]
        var order: [String] = []
        var next = 0
    }

    private let state = Mutex(State())
    private static let capacity = 10_000

    func remember(id: String, route: String, variant: String) {
        state.withLock { state in
            state.entries[id] = Entry(route: route, variant: variant)
            if state.order.count < Self.capacity {
                state.order.append(id)
            } else {
                state.entries[state.order[state.next]] = nil
                state.order[state.next] = id
                state.next = (state.next + 1) % Self.capacity
            }
        }
    }

    /// Who answered the call; told once.
    func take(id: String) -> (route: String, variant: String)? {
        state.withLock { state in state.entries.removeValue(forKey: id).map { ($0.route, $0.variant) } }
    }
}
