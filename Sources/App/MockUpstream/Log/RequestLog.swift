public import JSON
import Synchronization

/// The calls that a mock received: all of them as totals, the latest as entries.
public final class RequestLog: Sendable {
    /// How many entries are kept; 0 keeps totals only.
    public let capacity: Int
    private let state = Mutex(State())
    private let fast = Atomic(0)

    private struct State {
        var totals = LogTotals()
        /// A ring: the entry of a number is at its remainder.
        var ring: [LogEntry] = []
        var lastNumber = 0
        /// Numbers up to this one were cleared.
        var cleared = 0
    }

    init(capacity: Int) {
        self.capacity = max(0, capacity)
    }

    /// The latest entries, in the order in which the calls came.
    public var entries: [LogEntry] {
        state.withLock { state in
            state.ring.filter { $0.number > state.cleared }.sorted { $0.number < $1.number }
        }
    }

    public var totals: LogTotals {
        state.withLock { state in
            var totals = state.totals
            let prepared = fast.load(ordering: .relaxed)
            guard prepared > 0 else { return totals }
            totals.calls += prepared
            totals.decisions["none", default: 0] += prepared
            totals.ends[LogEntry.End.complete.rawValue, default: 0] += prepared
            return totals
        }
    }

    /// Forgets entries and totals. Calls that still run are counted when they end only as ended.
    public func clear() {
        state.withLock { state in
            state.ring.removeAll()
            state.cleared = state.lastNumber
            let running = state.totals.running
            state.totals = LogTotals()
            state.totals.running = running
            fast.store(0, ordering: .relaxed)
        }
    }

    /// Totals and entries as JSON.
    public func json() -> JSONValue {
        let (totals, entries) = (self.totals, self.entries)
        func counts(_ counts: [String: Int]) -> JSONValue {
            .object(JSONObject(counts.sorted { $0.key < $1.key }.map { ($0.key, JSONValue($0.value)) }))
        }
        return [
            "calls": JSONValue(totals.calls), "running": JSONValue(totals.running),
            "tokens_sent": JSONValue(totals.tokensSent), "decisions": counts(totals.decisions),
            "ends": counts(totals.ends), "entries": .array(entries.map(\.json)),
        ]
    }

    /// A call that was answered from what was prepared, which needs no lock.
    func countPrepared() {
        fast.wrappingAdd(1, ordering: .relaxed)
    }

    /// - Returns: the call's number.
    func began(decision: String, entry: (Int) -> LogEntry) -> Int {
        let number = state.withLock { state in
            state.lastNumber += 1
            state.totals.calls += 1
            state.totals.running += 1
            state.totals.decisions[decision, default: 0] += 1
            return state.lastNumber
        }
        guard capacity > 0 else { return number }
        let new = entry(number)
        state.withLock { state in
            // Of two calls at once, the later may come here first.
            let place = (number - 1) % capacity
            while state.ring.count <= place, state.ring.count < capacity { state.ring.append(Self.hole(new)) }
            if state.ring[place].number < number { state.ring[place] = new }
        }
        return number
    }

    /// Something that no call is, for a place whose call has not written itself yet.
    private static func hole(_ model: LogEntry) -> LogEntry {
        var hole = model
        hole.number = 0
        return hole
    }

    func ended(_ number: Int, _ end: LogEntry.End, tokensSent: Int, took: Double) {
        state.withLock { state in
            state.totals.running -= 1
            state.totals.tokensSent += tokensSent
            state.totals.ends[end.rawValue, default: 0] += 1
            guard capacity > 0, number > state.cleared else { return }
            let place = (number - 1) % capacity
            guard state.ring.indices.contains(place), state.ring[place].number == number else { return }
            state.ring[place].end = end
            state.ring[place].tokensSent = tokensSent
            state.ring[place].took = took
        }
    }
}

extension LogEntry {
    var json: JSONValue {
        var object: JSONObject = [
            "number": JSONValue(number), "arrived": JSONValue(arrived), "method": .string(method),
            "path": .string(path), "streaming": JSONValue(isStreaming), "body": .string(body),
            "decision": .string(decision), "tokens_sent": JSONValue(tokensSent), "end": .string(end.rawValue),
        ]
        object["took"] = took.map { JSONValue($0) }
        object["model"] = model.map { .string($0) }
        object["key"] = key.map { .string($0) }
        object["rule"] = rule.map { .string($0) }
        return .object(object)
    }
}
