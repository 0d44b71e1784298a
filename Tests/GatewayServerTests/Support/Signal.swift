import Synchronization

/// A value that is sent once and may be waited for.
final class Signal<Value: Sendable>: Sendable {
    private struct State {
        var value: Value?
        var waiters: [CheckedContinuation<Value, Never>] = []
    }

    private let state = Mutex(State())

    func send(_ value: Value) {
        let waiters = state.withLock { state in
            guard state.value == nil else { return [CheckedContinuation<Value, Never>]() }
            state.value = value
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume(returning: value) }
    }

    var value: Value {
        get async {
            await withCheckedContinuation { continuation in
                let sent = state.withLock { state in
                    if state.value == nil { state.waiters.append(continuation) }
                    return state.value
                }
                if let sent { continuation.resume(returning: sent) }
            }
        }
    }
}

/// A number that several may change, and that may be waited for.
final class Gauge: Sendable {
    private struct State {
        var value = 0
        var waiters: [(least: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    var value: Int { state.withLock { $0.value } }

    func add(_ change: Int) {
        let reached = state.withLock { state in
            state.value += change
            let value = state.value
            let reached = state.waiters.filter { $0.least <= value }
            state.waiters.removeAll { $0.least <= value }
            return reached
        }
        for waiter in reached { waiter.continuation.resume() }
    }

    func wait(for least: Int) async {
        await withCheckedContinuation { continuation in
            let isReached = state.withLock { state in
                if state.value < least { state.waiters.append((least, continuation)) }
                return state.value >= least
            }
            if isReached { continuation.resume() }
        }
    }
}

/// Lines that were said, and that may be waited for.
final class Lines: Sendable {
    private let lines = Mutex<[String]>([])
    let count = Gauge()

    var all: [String] { lines.withLock { $0 } }

    func add(_ line: String) {
        lines.withLock { $0.append(line) }
        count.add(1)
    }
}
