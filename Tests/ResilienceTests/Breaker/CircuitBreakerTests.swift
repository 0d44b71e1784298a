import Resilience
import TestKit
import Testing

@Suite("Circuit breaker")
struct CircuitBreakerTests {
    let start = ContinuousClock.now

    func after(_ seconds: Double) -> ContinuousClock.Instant { start + .seconds(seconds) }

    @Test("rests after three failures in a row, and says until when")
    func consecutiveFailures() throws {
        var breaker = CircuitBreaker()
        for second in 1...3 {
            #expect(breaker.state(at: after(Double(second))) == .closed)
            try breaker.call(.failure, at: after(Double(second)))
        }
        #expect(breaker.admit(at: after(10)) == .refuse(until: after(33)))
        #expect(breaker.state(at: after(10)) == .open(until: after(33)))
        #expect(breaker.state(at: after(33)) == .halfOpen)
        #expect(breaker.trips == 1)
    }

    @Test("a success between them makes failures start to count anew")
    func successResets() throws {
        var breaker = CircuitBreaker()
        for outcome in [CircuitBreaker.Outcome.failure, .failure, .success, .failure, .failure] {
            try breaker.call(outcome, at: start)
        }
        #expect(breaker.state(at: start) == .closed)
    }

    @Test("being turned away for load is no failure, however often, as long as some calls are answered")
    func overloads() throws {
        var breaker = CircuitBreaker()
        for second in 0..<200 {
            let outcome: CircuitBreaker.Outcome = second.isMultiple(of: 10) ? .success : .overloaded
            try breaker.call(outcome, at: after(Double(second) / 10))
        }
        #expect(breaker.state(at: after(20)) == .closed)
        #expect(breaker.trips == 0)
    }

    @Test("rests when calls are turned away ten times in a row and none is answered")
    func overloadsOnly() throws {
        var breaker = CircuitBreaker()
        for second in 1...10 {
            #expect(breaker.state(at: after(Double(second))) == .closed)
            try breaker.call(.overloaded, at: after(Double(second)))
        }
        #expect(breaker.state(at: after(10)) == .open(until: after(40)))
        let probe = try #require(breaker.admit(at: after(40)).probe)
        breaker.record(.overloaded, for: probe, at: after(41))
        #expect(breaker.state(at: after(41)) == .open(until: after(101)), "the probe was turned away: a longer rest")
    }

    @Test("counts calls that were turned away together once")
    func overloadsTogether() throws {
        var breaker = CircuitBreaker()
        for burst in 1...9 {
            let permits = try (1...50).map { _ in try #require(breaker.admit(at: after(Double(burst))).call) }
            for permit in permits { breaker.record(.overloaded, for: permit, at: after(Double(burst))) }
            #expect(breaker.overloadsInARow == burst)
        }
        #expect(breaker.state(at: after(9)) == .closed)
        try breaker.call(.overloaded, at: after(10))
        #expect(breaker.state(at: after(10)) == .open(until: after(40)))
    }

    @Test("cancellations count as nothing, neither good nor bad")
    func cancellations() throws {
        var breaker = CircuitBreaker()
        for _ in 1...2 { try breaker.call(.failure, at: start) }
        for _ in 1...50 { try breaker.call(.cancelled, at: start) }
        #expect(breaker.state(at: start) == .closed)
        try breaker.call(.failure, at: start)
        #expect(breaker.state(at: start) == .open(until: after(30)))
    }

    @Test("trips when half of the calls of a window fail, but not before there are twenty")
    func failureRatio() throws {
        var breaker = CircuitBreaker()
        for call in 0..<19 {
            try breaker.call(call.isMultiple(of: 2) ? .failure : .success, at: after(Double(call)))
            #expect(breaker.state(at: after(Double(call))) == .closed)
        }
        try breaker.call(.failure, at: after(19))
        #expect(breaker.state(at: after(19)) == .open(until: after(49)))
    }

    @Test("forgets calls that left the window")
    func windowSlides() throws {
        var breaker = CircuitBreaker(policy: BreakerPolicy(consecutiveFailures: nil))
        for _ in 1...9 { try breaker.call(.failure, at: after(0)) }
        for _ in 1...10 { try breaker.call(.success, at: after(20)) }
        try breaker.call(.failure, at: after(31))  // 1 failure of 11 calls: the first nine have left
        #expect(breaker.state(at: after(31)) == .closed)
        for _ in 1...9 { try breaker.call(.failure, at: after(32)) }  // 10 of 20
        #expect(breaker.state(at: after(32)) == .open(until: after(62)))
    }

    @Test("admits one probe at a time after the rest, and recovers when it succeeds")
    func probeRecovers() throws {
        var breaker = try CircuitBreaker.tripped(at: start)
        let probe = try #require(breaker.admit(at: after(30)).probe)
        #expect(breaker.admit(at: after(31)) == .refuse(until: after(90)))
        #expect(breaker.state(at: after(31)) == .halfOpen)
        breaker.record(.success, for: probe, at: after(40))
        #expect(breaker.state(at: after(40)) == .closed)
        for _ in 1...2 { try breaker.call(.failure, at: after(41)) }
        #expect(breaker.state(at: after(41)) == .closed, "old failures do not count after the recovery")
    }

    @Test("doubles the rest with each failed probe, up to the longest, and begins anew after a recovery")
    func restDoubles() throws {
        var breaker = try CircuitBreaker.tripped(at: start, policy: BreakerPolicy(longestRest: .seconds(100)))
        var now = 30.0
        for rest in [60.0, 100, 100] {
            let probe = try #require(breaker.admit(at: after(now)).probe)
            breaker.record(.failure, for: probe, at: after(now))
            #expect(breaker.admit(at: after(now)) == .refuse(until: after(now + rest)))
            now += rest
        }
        let probe = try #require(breaker.admit(at: after(now)).probe)
        breaker.record(.success, for: probe, at: after(now))
        for _ in 1...3 { try breaker.call(.failure, at: after(now)) }
        #expect(breaker.state(at: after(now)) == .open(until: after(now + 30)))
    }

    @Test("a cancelled probe frees its place at once")
    func cancelledProbe() throws {
        var breaker = try CircuitBreaker.tripped(at: start)
        let probe = try #require(breaker.admit(at: after(30)).probe)
        breaker.record(.cancelled, for: probe, at: after(31))
        #expect(breaker.admit(at: after(31)).probe != nil)
    }

    @Test("a probe that never reports back loses its place after a while")
    func lostProbe() throws {
        var breaker = try CircuitBreaker.tripped(at: start)
        let lost = try #require(breaker.admit(at: after(30)).probe)
        let second = try #require(breaker.admit(at: after(90)).probe)
        breaker.record(.failure, for: lost, at: after(91))
        breaker.record(.cancelled, for: lost, at: after(91))
        #expect(breaker.admit(at: after(92)) == .refuse(until: after(150)), "the second probe keeps the place")
        breaker.record(.failure, for: second, at: after(93))
        #expect(breaker.state(at: after(93)) == .open(until: after(153)))
    }

    @Test("a long answer that outstayed the patience for probes still recovers the endpoint")
    func slowProbe() throws {
        var breaker = try CircuitBreaker.tripped(at: start)
        let slow = try #require(breaker.admit(at: after(30)).probe)
        let second = try #require(breaker.admit(at: after(100)).probe)
        breaker.record(.success, for: slow, at: after(101))
        #expect(breaker.state(at: after(101)) == .closed)
        breaker.record(.failure, for: second, at: after(102))
        #expect(breaker.state(at: after(102)) == .closed)
    }

    @Test("calls admitted before a trip change nothing when they report late")
    func lateReports() throws {
        var breaker = CircuitBreaker()
        let early = try (1...6).map { _ in try #require(breaker.admit(at: start).call) }
        for permit in early[0..<3] { breaker.record(.failure, for: permit, at: after(1)) }
        breaker.record(.success, for: early[3], at: after(2))
        #expect(breaker.state(at: after(2)) == .open(until: after(31)))
        let probe = try #require(breaker.admit(at: after(31)).probe)
        breaker.record(.failure, for: early[4], at: after(32))
        #expect(breaker.state(at: after(32)) == .halfOpen)
        breaker.record(.success, for: probe, at: after(33))
        for _ in 1...3 { breaker.record(.failure, for: early[5], at: after(34)) }
        #expect(breaker.state(at: after(34)) == .closed)
    }

    @Test("an imposed rest is kept to the end, and a shorter or earlier one never shortens it")
    func imposedRest() throws {
        var breaker = CircuitBreaker()
        breaker.rest(until: after(100))
        breaker.rest(until: after(10))
        #expect(breaker.admit(at: after(99)) == .refuse(until: after(100)))
        #expect(breaker.admit(at: after(100)).call != nil, "as before: it never tripped")

        breaker = try CircuitBreaker.tripped(at: start)
        breaker.rest(until: after(10))
        #expect(breaker.admit(at: after(11)) == .refuse(until: after(30)))
        breaker.rest(until: after(70))
        #expect(breaker.admit(at: after(31)) == .refuse(until: after(70)))
        #expect(breaker.state(at: after(31)) == .open(until: after(70)))
        #expect(breaker.admit(at: after(70)).probe != nil)
    }

    @Test("an imposed rest can end with a probe")
    func imposedRestWithProbe() throws {
        var breaker = CircuitBreaker()
        breaker.rest(until: after(300), thenProbe: true)
        #expect(breaker.admit(at: after(299)) == .refuse(until: after(300)))
        let probe = try #require(breaker.admit(at: after(300)).probe)
        breaker.rest(until: after(600), thenProbe: true)  // the key is still refused
        breaker.record(.failure, for: probe, at: after(301))
        #expect(breaker.admit(at: after(500)) == .refuse(until: after(600)))
    }

    @Test("whatever happens, rests are kept and probes are alone", arguments: 0..<50)
    func property(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var breaker = CircuitBreaker(policy: BreakerPolicy(minimumCalls: 5))
        var now = start
        var imposed = start
        var permits: [CircuitBreaker.Permit] = []
        var probeSince: ContinuousClock.Instant?
        for _ in 0..<2000 {
            now += .milliseconds(Int.random(in: 0...4000, using: &generator))
            switch Int.random(in: 0..<10, using: &generator) {
            case 0...4:
                let state = breaker.state(at: now)
                switch breaker.admit(at: now) {
                case .call(let permit):
                    #expect(state == .closed && now >= imposed)
                    permits.append(permit)
                    probeSince = nil
                case .probe(let permit):
                    #expect(state == .halfOpen && now >= imposed)
                    #expect(probeSince.map { now - $0 >= .seconds(60) } ?? true, "two probes at once")
                    probeSince = now
                    permits.append(permit)
                case .refuse(let until):
                    #expect(until > now)
                    #expect(state != .closed)
                }
            case 5...8 where !permits.isEmpty:
                let permit = permits.remove(at: Int.random(in: 0..<permits.count, using: &generator))
                let outcome =
                    [CircuitBreaker.Outcome.success, .failure, .failure, .overloaded, .cancelled]
                    .randomElement(using: &generator) ?? .failure
                let before = breaker
                breaker.record(outcome, for: permit, at: now)
                if breaker.state(at: now) != before.state(at: now) || outcome == .cancelled { probeSince = nil }
            default:
                let until = now + .seconds(Int.random(in: 0...20, using: &generator))
                imposed = max(imposed, until)
                breaker.rest(until: until)
            }
        }
    }
}

extension CircuitBreaker {
    /// A breaker that has just tripped.
    static func tripped(at now: ContinuousClock.Instant, policy: BreakerPolicy = BreakerPolicy()) throws -> Self {
        var breaker = CircuitBreaker(policy: policy)
        for _ in 1...3 { try breaker.call(.failure, at: now) }
        return breaker
    }

    /// One call that is admitted and ends at the same instant.
    mutating func call(_ outcome: Outcome, at now: ContinuousClock.Instant) throws {
        let permit = try #require(admit(at: now).call)
        record(outcome, for: permit, at: now)
    }
}

extension CircuitBreaker.Admission {
    var call: CircuitBreaker.Permit? {
        guard case .call(let permit) = self else { return nil }
        return permit
    }

    var probe: CircuitBreaker.Permit? {
        guard case .probe(let permit) = self else { return nil }
        return permit
    }
}

@Suite("A circuit breaker that nobody can go around")
struct EarlyProbeTests {
    private let start = ContinuousClock.now

    private func tripped() -> CircuitBreaker {
        var breaker = CircuitBreaker(policy: BreakerPolicy())
        for _ in 1...3 {
            if case .call(let permit) = breaker.admit(at: start) { breaker.record(.failure, for: permit, at: start) }
        }
        return breaker
    }

    @Test("admits one probe a second before its rest is over, and recovers by it")
    func earlyProbe() {
        var breaker = tripped()
        #expect(breaker.admitEarly(at: start + .milliseconds(999)) == .refuse(until: start + .seconds(1)))
        let now = start + .seconds(1)
        let admission = breaker.admitEarly(at: now)
        guard case .probe(let permit) = admission else {
            Issue.record("no probe: \(admission)")
            return
        }
        if case .probe = breaker.admitEarly(at: now + .milliseconds(1)) {
            Issue.record("a second probe beside the first")
        }
        breaker.record(.success, for: permit, at: now)
        #expect(breaker.state(at: now) == .closed)
    }

    @Test("keeps a rest that the endpoint asked for")
    func imposedRest() {
        var breaker = tripped()
        breaker.rest(until: start + .seconds(20))
        guard case .refuse = breaker.admitEarly(at: start + .seconds(19)) else {
            Issue.record("called before Retry-After was over")
            return
        }
    }

    @Test("rests again, as long as after any failed probe, when the early one fails")
    func failedProbe() {
        var breaker = tripped()
        let now = start + .seconds(2)
        if case .probe(let permit) = breaker.admitEarly(at: now) { breaker.record(.failure, for: permit, at: now) }
        #expect(breaker.state(at: now) == .open(until: now + .seconds(60)))
        #expect(breaker.admitEarly(at: now + .milliseconds(500)) == .refuse(until: now + .seconds(1)))
    }
}
