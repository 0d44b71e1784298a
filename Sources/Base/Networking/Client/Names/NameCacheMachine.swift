/// Remembers the addresses of names, and decides when to ask again. Time comes in; it asks nobody itself.
///
/// One question per name is under way at a time. An answer that has grown old is still given for a while, and
/// renewed beside (as RFC 8767 allows): the death of a DNS server does not stop calls to hosts that are known.
struct NameCacheMachine<Address: Sendable & Equatable>: Sendable {
    typealias Instant = ContinuousClock.Instant

    enum Answer: Equatable {
        case known([Address], askAgain: Bool)
        case wait(ask: Bool)
    }

    private struct Entry {
        var addresses: [Address] = []
        var freshUntil: Instant?
        var usableUntil: Instant?
        var isAsking = false
        var lastAsked: Instant
    }

    private var entries: [String: Entry] = [:]
    private let freshTime: Duration
    private let usableTime: Duration
    private let maximumNames: Int

    init(freshTime: Duration, maximumNames: Int = 1024) {
        self.freshTime = freshTime
        self.usableTime = freshTime * 10
        self.maximumNames = maximumNames
    }

    /// Somebody needs the addresses of `name`.
    mutating func ask(_ name: String, at now: Instant) -> Answer {
        makeRoom(for: name)
        var entry = entries[name] ?? Entry(lastAsked: now)
        defer { entries[name] = entry }
        if let until = entry.freshUntil, now < until { return .known(entry.addresses, askAgain: false) }
        let ask = !entry.isAsking
        entry.isAsking = true
        entry.lastAsked = now
        if let until = entry.usableUntil, now < until { return .known(entry.addresses, askAgain: ask) }
        return .wait(ask: ask)
    }

    /// The system answered.
    mutating func found(_ addresses: [Address], for name: String, at now: Instant) {
        var entry = entries[name] ?? Entry(lastAsked: now)
        entry.addresses = addresses
        entry.freshUntil = now + freshTime
        entry.usableUntil = now + freshTime + usableTime
        entry.isAsking = false
        entries[name] = entry
    }

    /// The system could not answer. What was known before, however old; empty when nothing was.
    mutating func failed(_ name: String) -> [Address] {
        guard var entry = entries[name] else { return [] }
        entry.isAsking = false
        entries[name] = entry.addresses.isEmpty ? nil : entry
        return entry.addresses
    }

    /// Nothing answered at the addresses of `name`: the next call waits for new ones.
    mutating func distrust(_ name: String) {
        entries[name]?.freshUntil = nil
        entries[name]?.usableUntil = nil
    }

    private mutating func makeRoom(for name: String) {
        guard entries.count >= maximumNames, entries[name] == nil else { return }
        let oldest = entries.filter { !$0.value.isAsking }.min { $0.value.lastAsked < $1.value.lastAsked }
        if let oldest { entries[oldest.key] = nil }
    }
}
