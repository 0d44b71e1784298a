import Resilience
import TestKit
import Testing

/// Requests that share a budget, against an endpoint drawn by chance; time is simulated.
private struct Simulation {
    /// Draws what becomes of a call that begins now: a failure or `nil`, and after how many seconds.
    typealias Endpoint = @Sendable (inout SeededGenerator, _ now: Double) -> (failure: FailureClass?, seconds: Double)

    private enum Event {
        case start
        case end(FailureClass?)
        case retry
        case resume
    }

    var requests: Int
    /// How many requests are worked on at once.
    var width: Int
    var deadline = 120.0
    var policy = RetryPolicy()
    var seed: UInt64
    private(set) var calls = 0
    private(set) var successes = 0
    private(set) var reasons: [RetryMachine.Reason: Int] = [:]
    private(set) var seconds = 0.0

    init(requests: Int, width: Int, seed: UInt64) {
        (self.requests, self.width, self.seed) = (requests, width, seed)
    }

    mutating func run(_ endpoint: Endpoint) {
        let origin = ContinuousClock.now
        var generator = SeededGenerator(seed: seed)
        var budget = RetryBudget()
        var machines: [RetryMachine] = []
        var agenda: [(time: Double, request: Int, event: Event)] = []
        func begin(_ now: Double) {
            let limit = origin + .seconds(now + deadline)
            machines.append(RetryMachine(policy: policy, deadline: limit, isIdempotent: true))
            agenda.append((now, machines.count - 1, .start))
        }
        for _ in 0..<min(width, requests) { begin(0) }
        while let index = agenda.indices.min(by: { agenda[$0].time < agenda[$1].time }) {
            let (now, request, event) = agenda.remove(at: index)
            seconds = now
            let instant = origin + .seconds(now)
            var decision: RetryMachine.Decision?
            switch event {
            case .start, .retry:
                if case .start = event { budget.recordFirstAttempt() }
                calls += 1
                let (failure, length) = endpoint(&generator, now)
                agenda.append((now + length, request, .end(failure)))
            case .end(.some(let failure)):
                budget.recordFailure()
                decision = machines[request].next(after: failure, at: instant, budget: &budget, using: &generator)
            case .end(nil):
                budget.recordSuccess()
                successes += 1
                if machines.count < requests { begin(now) }
            case .resume:
                decision = machines[request].resume(at: instant, budget: &budget, using: &generator)
            }
            switch decision {
            case .retry(let at): agenda.append(((at - origin) / .seconds(1), request, .retry))
            case .hold(let at): agenda.append(((at - origin) / .seconds(1), request, .resume))
            case .giveUp(let reason):
                reasons[reason, default: 0] += 1
                if machines.count < requests { begin(now) }
            case nil: break
            }
        }
    }
}

@Suite("Retries, simulated")
struct RetrySimulationTests {
    /// A busy region: a quarter throttled at once, an eighth failing, the others answering after 8.8 s.
    private static let busyRegion: Simulation.Endpoint = { generator, _ in
        let draw = Double.random(in: 0..<1, using: &generator)
        if draw < 0.256 { return (.throttled, 0.1) }
        if draw < 0.378 { return (.server, Double.random(in: 0.5...5, using: &generator)) }
        return (nil, Double.random(in: 4...13.6, using: &generator))
    }

    @Test("with 25.6 % throttled and 12.2 % failed, 99.9 % of the requests succeed", arguments: [1, 8, 64, 256])
    func busyRegion(width: Int) {
        var simulation = Simulation(requests: 6000, width: width, seed: UInt64(width))
        simulation.run(Self.busyRegion)
        #expect(Double(simulation.successes) >= 0.999 * 6000, "\(simulation.successes), \(simulation.reasons)")
        #expect(Double(simulation.calls) < 6000 * 1.75, "about 1/(1-0.378) = 1.61 calls per request")
    }

    @Test("a deck of 140 requests at once, in a busy region, loses none in 20 runs of 20")
    func oneDeck() {
        var lost = 0
        for seed in 0..<20 {
            var simulation = Simulation(requests: 140, width: 140, seed: UInt64(seed))
            simulation.run(Self.busyRegion)
            lost += 140 - simulation.successes
        }
        #expect(lost <= 2, "of 2800")
    }

    @Test("with 25 % throttled nearly every request succeeds", arguments: [1, 32])
    func throttled(width: Int) {
        var simulation = Simulation(requests: 5000, width: width, seed: 7)
        simulation.run { generator, _ in
            Double.random(in: 0..<1, using: &generator) < 0.25 ? (.throttled, 0.05) : (nil, 2)
        }
        #expect(simulation.successes >= 4998, "\(simulation.reasons)")
    }

    @Test(
        "in a total outage there are at most 1.1 calls per request, and no request waits past its deadline",
        arguments: [1, 16, 128], [0.01, 2])
    func totalOutage(width: Int, seconds: Double) {
        var simulation = Simulation(requests: 2000, width: width, seed: 11)
        simulation.run { _, _ in (.server, seconds) }
        #expect(simulation.successes == 0)
        #expect(simulation.calls <= 2200, "\(simulation.calls)")
        #expect(simulation.reasons.values.reduce(0, +) == 2000)

        var short = Simulation(requests: 50, width: width, seed: 12)
        short.run { _, _ in (.network, seconds) }
        #expect(short.calls <= 60, "\(short.calls)")
    }

    @Test("when a total outage ends, retries work again")
    func recovery() {
        var simulation = Simulation(requests: 4000, width: 32, seed: 13)
        simulation.run { generator, now in
            if (200..<300).contains(now) { return (.network, 0.5) }
            return Self.busyRegion(&generator, now)
        }
        let outside = simulation.reasons.values.reduce(0, +)
        #expect(outside < 400, "\(simulation.reasons)")
        #expect(simulation.successes + outside == 4000)
    }
}
