import Resilience
import TestKit
import Testing

/// Calls to a pool, each hedged on another endpoint by the controllers, a budget and the balancer together.
private struct HedgedPool {
    struct Call {
        var began: Double
        var primary: Int
        var armed: Duration?
        var backup: Int?
        var isDone = false
    }

    enum Event {
        case arrival
        case delayPassed(call: Int)
        case end(call: Int, endpoint: Int, began: Double)
    }

    var count = 3
    var rate = 30.0
    var median = 0.1
    var spread = 0.1
    /// The share of calls to the last endpoint that take ten times as long.
    var stragglers = 0.05
    /// Everything takes this many times as long between these times.
    var slowdown: (factor: Double, between: Range<Double>)?
    var isHedging = true
    var random: SeededGenerator

    var hedges: [HedgeController]
    var loads: [PeakEWMA]
    var budget = HedgeBudget()
    var queue = EventQueue<Event>()
    var calls: [Call] = []
    var latencies: [(began: Double, seconds: Double)] = []
    var extra: [Double] = []

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        hedges = Array(repeating: HedgeController(), count: count)
        loads = Array(repeating: PeakEWMA(), count: count)
    }

    mutating func run(for duration: Double) {
        queue.plan(.arrival, at: 0)
        while let (time, event) = queue.next() {
            switch event {
            case .arrival:
                if time < duration { queue.plan(.arrival, at: time + random.pause(rate: rate)) }
                arrive(at: time)
            case .delayPassed(let call):
                passDelay(of: call, at: time)
            case .end(let call, let endpoint, let began):
                end(call, endpoint, began: began, at: time)
            }
        }
    }

    private mutating func choose(excluding tried: [Int], at time: Double) -> Int {
        let candidates = (0..<count).map { CandidateLoad(id: $0, load: loads[$0].estimate(at: instant(time))) }
        return Balancer().pick(from: candidates, excluding: tried, using: &random) ?? 0
    }

    private mutating func begin(_ call: Int, on endpoint: Int, at time: Double) {
        var latency = random.latency(median: median, spread: spread)
        if endpoint == count - 1, random.fraction() < stragglers { latency *= 10 }
        if let slowdown, slowdown.between.contains(time) { latency *= slowdown.factor }
        loads[endpoint].begin(at: instant(time))
        queue.plan(.end(call: call, endpoint: endpoint, began: time), at: time + latency)
    }

    private mutating func arrive(at time: Double) {
        let endpoint = choose(excluding: [], at: time)
        budget.callBegan()
        let delay = isHedging ? hedges[endpoint].delay(at: instant(time)) : nil
        calls.append(Call(began: time, primary: endpoint, armed: delay))
        begin(calls.count - 1, on: endpoint, at: time)
        if let delay { queue.plan(.delayPassed(call: calls.count - 1), at: time + delay / .seconds(1)) }
    }

    private mutating func passDelay(of call: Int, at time: Double) {
        guard !calls[call].isDone, hedges[calls[call].primary].reachedDelay(at: instant(time)), budget.spend()
        else { return }
        let backup = choose(excluding: [calls[call].primary], at: time)
        calls[call].backup = backup
        extra.append(time)
        begin(call, on: backup, at: time)
    }

    private mutating func end(_ call: Int, _ endpoint: Int, began: Double, at time: Double) {
        guard !calls[call].isDone else { return }
        calls[call].isDone = true
        let (now, latency) = (instant(time), Duration.seconds(time - began))
        latencies.append((calls[call].began, time - calls[call].began))
        let primary = calls[call].primary
        loads[endpoint].end(after: latency, at: now)
        hedges[endpoint].ended(after: latency, armed: endpoint == primary ? calls[call].armed : nil, at: now)
        if endpoint != primary {
            let whole = Duration.seconds(time - calls[call].began)
            loads[primary].wasOvertaken(after: whole, at: now)
            hedges[primary].overtaken(after: whole, at: now)
        } else if let backup = calls[call].backup {
            loads[backup].abandon(at: now)
        }
    }
}

@Suite("Hedging, simulated")
struct HedgingSimulationTests {
    @Test("p99 with one straggling endpoint falls by 80 % for at most 3 % more calls", arguments: 0..<4)
    func tail(seed: UInt64) {
        var plain = HedgedPool(seed: seed)
        plain.isHedging = false
        // Called in turn: the balancer alone would hide the stragglers already.
        plain.loads = Array(repeating: PeakEWMA(decay: .nanoseconds(1), memory: .nanoseconds(1)), count: 3)
        plain.run(for: 600)
        var hedged = HedgedPool(seed: seed)
        hedged.run(for: 600)
        func p99(_ pool: HedgedPool) -> Double { pool.latencies.filter { $0.began > 20 }.map(\.seconds).quantile(0.99) }
        #expect(p99(plain) > 0.8)
        #expect(p99(hedged) <= 0.2 * p99(plain))
        #expect(Double(hedged.extra.count) <= 0.03 * Double(hedged.calls.count))
    }

    @Test("when all becomes ten times slower, hedges stop by themselves", arguments: 0..<4)
    func slowdown(seed: UInt64) {
        var pool = HedgedPool(seed: seed)
        pool.slowdown = (10, 100..<1_000)
        pool.run(for: 300)
        func share(from start: Double, to end: Double) -> Double {
            Double(pool.extra.count { $0 >= start && $0 < end })
                / Double(pool.calls.count { $0.began >= start && $0.began < end })
        }
        #expect(share(from: 100, to: 110) <= 0.05)
        #expect(share(from: 100, to: 300) <= 0.03)
    }

    @Test("a controller alone, with a budget without limits, stops in a slowdown too", arguments: 0..<4)
    func slowdownWithoutBudget(seed: UInt64) {
        var pool = HedgedPool(seed: seed)
        pool.budget = HedgeBudget(ratio: 1, burst: 1e9)
        pool.slowdown = (10, 100..<1_000)
        pool.run(for: 300)
        let after = pool.calls.count { $0.began >= 100 }
        #expect(Double(pool.extra.count { $0 >= 100 }) <= 0.05 * Double(after))
    }
}
