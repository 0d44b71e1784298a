import Foundation
import Resilience
import TestKit
import Testing

@Suite("Peak EWMA")
struct PeakEWMATests {
    private func latency(_ load: PeakEWMA, at seconds: Double) -> Double {
        load.estimate(at: instant(seconds)).latency
    }

    /// One call after another, each a second after the one before.
    private func settled(at latency: Double, calls: Int = 200) -> (load: PeakEWMA, now: Double) {
        var load = PeakEWMA()
        for call in 0..<calls {
            load.begin(at: instant(Double(call)))
            load.end(after: .seconds(latency), at: instant(Double(call) + latency))
        }
        return (load, Double(calls - 1) + latency)
    }

    @Test("knows nothing before the first call has ended")
    func knowsNothing() {
        var load = PeakEWMA()
        #expect(load.estimate(at: origin) == EndpointLoad(latency: 0, isKnown: false, outstanding: 0))
        load.begin(at: origin)
        #expect(load.estimate(at: origin) == EndpointLoad(latency: 0, isKnown: false, outstanding: 1))
        load.end(after: .seconds(1), at: instant(1))
        #expect(load.estimate(at: instant(1)) == EndpointLoad(latency: 1, isKnown: true, outstanding: 0))
    }

    @Test("rises to a peak at once, and forgets it with the time constant")
    func peaks() {
        var (load, now) = settled(at: 0.1)
        #expect(abs(latency(load, at: now) - 0.1) < 0.001)
        load.begin(at: instant(now))
        load.end(after: .seconds(2), at: instant(now + 2))
        now += 2
        #expect(latency(load, at: now) == 2)
        let typical = 0.1 + 0.1 * (2 - 0.1)  // a tenth of the way to the peak
        #expect(abs(latency(load, at: now + 10) - (typical + (2 - typical) * exp(-1))) < 0.02)
        #expect(abs(latency(load, at: now + 60) - typical * exp(-60.0 / 300)) < 0.01)
    }

    @Test("good news is believed slowly")
    func believesGoodNewsSlowly() {
        var (load, now) = settled(at: 1)
        load.end(after: .milliseconds(10), at: instant(now + 1))
        now += 1
        #expect(latency(load, at: now) > 0.85)
    }

    @Test("what is typical outlasts ten minutes without a call only in part")
    func forgetsTheTypical() {
        let (load, now) = settled(at: 1)
        #expect(latency(load, at: now + 60) > 0.8)
        #expect(latency(load, at: now + 600) < 0.15)
    }

    @Test("an endpoint that hangs becomes expensive before anything has timed out")
    func hangs() {
        var (load, now) = settled(at: 0.1)
        load.begin(at: instant(now))
        load.begin(at: instant(now + 1))
        #expect(latency(load, at: now + 5) == 5)
        #expect(load.estimate(at: instant(now + 5)).cost(guess: 1) == 15)
        load.end(after: .seconds(4), at: instant(now + 5))
        #expect(load.estimate(at: instant(now + 5)).outstanding == 1)
        load.abandon(at: instant(now + 6))
        #expect(load.estimate(at: instant(now + 6)).outstanding == 0)
        var fresh = PeakEWMA()
        fresh.begin(at: origin)
        #expect(fresh.estimate(at: instant(3)).latency == 3)
    }

    @Test("a quick refusal is not speed")
    func failures() {
        var (load, now) = settled(at: 0.5)
        load.begin(at: instant(now))
        load.fail(after: .milliseconds(1), at: instant(now))
        #expect(abs(latency(load, at: now) - 1) < 0.01)
        for _ in 1...20 { load.fail(after: .milliseconds(1), at: instant(now)) }
        #expect(latency(load, at: now) == 60)
        var fresh = PeakEWMA()
        fresh.fail(after: .milliseconds(1), at: origin)
        #expect(fresh.estimate(at: origin).latency == 1)
        #expect(fresh.estimate(at: instant(60)).latency < 0.01)
    }

    @Test("a call that its hedge has overtaken counts twice")
    func overtaken() {
        var (load, now) = settled(at: 0.1)
        load.begin(at: instant(now))
        now += 0.3
        load.wasOvertaken(after: .seconds(0.3), at: instant(now))
        #expect(load.estimate(at: instant(now)).outstanding == 0)
        #expect(abs(latency(load, at: now) - 0.6) < 1e-9)
    }

    @Test("any order of events leaves a sound estimate", arguments: 0..<20)
    func isAlwaysSound(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var load = PeakEWMA()
        var now = 0.0
        var underWay = 0
        for _ in 0..<500 {
            now += random.fraction() * (random.fraction() < 0.05 ? 1_000 : 1) - 0.1
            switch Int.random(in: 0..<5, using: &random) {
            case 0, 1:
                load.begin(at: instant(now))
                underWay += 1
            case 2:
                load.end(after: .seconds(random.fraction() * 10 - 0.5), at: instant(now))
                underWay = max(underWay - 1, 0)
            case 3:
                load.fail(after: .seconds(random.fraction()), at: instant(now))
                underWay = max(underWay - 1, 0)
            default:
                load.abandon(at: instant(now))
                underWay = max(underWay - 1, 0)
            }
            let estimate = load.estimate(at: instant(now))
            #expect(estimate.latency.isFinite && estimate.latency >= 0)
            #expect(estimate.outstanding == underWay)
        }
    }
}
