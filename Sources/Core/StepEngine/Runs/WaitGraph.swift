/// Who waits for whom, so that a step that would wait for itself is refused instead of hanging for ever.
struct WaitGraph {
    /// For each waiting run, the runs that it waits for, and how many times.
    private var awaited: [Int: [Int: Int]] = [:]

    /// Notes that `waiter` waits for `run`, unless `run` waits, directly or through others, for `waiter`.
    ///
    /// - Returns: `false` when that would close a circle; then nothing is noted.
    mutating func add(_ waiter: Int, waitsFor run: Int) -> Bool {
        guard !reaches(run, waiter) else { return false }
        awaited[waiter, default: [:]][run, default: 0] += 1
        return true
    }

    mutating func remove(_ waiter: Int, waitsFor run: Int) {
        guard let count = awaited[waiter]?[run] else { return }
        awaited[waiter]?[run] = count > 1 ? count - 1 : nil
        if awaited[waiter]?.isEmpty == true { awaited[waiter] = nil }
    }

    private func reaches(_ start: Int, _ goal: Int) -> Bool {
        var pending = [start]
        var seen: Set<Int> = [start]
        while let run = pending.popLast() {
            if run == goal { return true }
            for next in awaited[run, default: [:]].keys where seen.insert(next).inserted {
                pending.append(next)
            }
        }
        return false
    }
}
