import Resilience
import TestKit
import Testing

@Suite("Outlier detector")
struct OutlierDetectorTests {
    private func fill(
        _ detector: inout OutlierDetector, _ id: Int, successes: Int, failures: Int = 0, latency: Double = 0.1,
        at seconds: Double
    ) {
        // Failures spread among the successes, so that they do not come in a row.
        var owed = 0.0
        var failed = 0
        for _ in 0..<(successes + failures) {
            owed += Double(failures) / Double(successes + failures)
            let isFailure = owed >= 1 && failed < failures
            if isFailure { (owed, failed) = (owed - 1, failed + 1) }
            detector.record(id, isSuccess: !isFailure, latency: .seconds(latency), at: instant(seconds))
        }
    }

    @Test("ejects after five failures in a row, for thirty seconds")
    func consecutiveFailures() {
        var detector = OutlierDetector(endpoints: [0, 1, 2])
        var ejections: [Ejection] = []
        for _ in 1...4 { ejections += detector.record(1, isSuccess: false, latency: .zero, at: origin) }
        ejections += detector.record(1, isSuccess: true, latency: .zero, at: origin)
        for _ in 1...4 { ejections += detector.record(1, isSuccess: false, latency: .zero, at: origin) }
        #expect(ejections.isEmpty && !detector.isEjected(1, at: origin))
        ejections += detector.record(1, isSuccess: false, latency: .zero, at: origin)
        #expect(ejections == [Ejection(id: 1, cause: .consecutiveFailures, until: instant(30))])
        #expect(detector.isEjected(1, at: instant(29.9)))
        #expect(!detector.isEjected(1, at: instant(30)))
        #expect(detector.ejectionEnd(of: 1) == instant(30))
        #expect(detector.ejectionEnd(of: 0) == nil)
    }

    @Test("each ejection is longer, up to the longest, and good conduct is rewarded")
    func ejectionsGrow() {
        var detector = OutlierDetector(
            policy: OutlierPolicy(baseEjection: .seconds(30), longestEjection: .seconds(80)), endpoints: [0, 1])
        var now = 0.0
        for expected in [30.0, 60, 80, 80] {
            for _ in 1...5 { detector.record(0, isSuccess: false, latency: .zero, at: instant(now)) }
            #expect(detector.ejectionEnd(of: 0) == instant(now + expected))
            now += expected
        }
        for _ in 1...4 {
            now += 11
            fill(&detector, 0, successes: 10, at: now)
        }
        now += 11
        fill(&detector, 0, successes: 1, at: now)
        for _ in 1...5 { detector.record(0, isSuccess: false, latency: .zero, at: instant(now)) }
        #expect(detector.ejectionEnd(of: 0) == instant(now + 30))
    }

    @Test("compares success rates with those of the others, in a pool of three too")
    func successRates() {
        var detector = OutlierDetector(endpoints: [0, 1, 2])
        fill(&detector, 0, successes: 50, at: 0)
        fill(&detector, 1, successes: 49, failures: 1, at: 1)
        fill(&detector, 2, successes: 30, failures: 20, at: 2)
        let early = detector.closeInterval(at: instant(9))
        let late = detector.closeInterval(at: instant(10))
        #expect(early.isEmpty && late.map(\.id) == [2])
        #expect(detector.isEjected(2, at: instant(10)))
    }

    @Test("what chance gives is no outlier: all throttled alike at a quarter", arguments: 0..<30)
    func toleratesChance(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var detector = OutlierDetector(policy: OutlierPolicy(consecutiveFailures: 0), endpoints: [0, 1, 2, 3])
        for second in 0..<50 {
            for id in 0..<4 {
                for _ in 0..<3 {
                    let isSuccess = random.fraction() > 0.25
                    detector.record(id, isSuccess: isSuccess, latency: .seconds(1), at: instant(Double(second)))
                }
            }
        }
        let ejected = (0..<4).filter { detector.ejectionEnd(of: $0) != nil }
        #expect(ejected.count <= 1)
    }

    @Test("finds the one whose latency is five times that of the others")
    func latencies() {
        var detector = OutlierDetector(endpoints: [0, 1, 2])
        fill(&detector, 0, successes: 20, latency: 0.1, at: 0)
        fill(&detector, 1, successes: 20, latency: 0.4, at: 0)
        fill(&detector, 2, successes: 20, latency: 2.1, at: 0)
        let ejections = detector.closeInterval(at: instant(10))
        #expect(ejections.map(\.cause) == [.latency])
        #expect(detector.isEjected(2, at: instant(11)) && !detector.isEjected(1, at: instant(11)))
    }

    @Test("does not judge by a handful of calls")
    func needsCalls() {
        var detector = OutlierDetector(endpoints: [0, 1, 2])
        fill(&detector, 0, successes: 50, at: 0)
        fill(&detector, 1, successes: 50, at: 0)
        fill(&detector, 2, successes: 5, failures: 4, at: 0)
        let ejections = detector.closeInterval(at: instant(10))
        #expect(ejections.isEmpty)
    }

    @Test("ejects no more than half at a time, the worst first, and never the last")
    func limits() {
        var detector = OutlierDetector(policy: OutlierPolicy(consecutiveFailures: 0), endpoints: Array(0..<5))
        for id in 0..<3 { fill(&detector, id, successes: 100, at: 0) }
        fill(&detector, 3, successes: 20, failures: 80, at: 0)
        fill(&detector, 4, successes: 1, failures: 99, at: 0)
        let ejected = detector.closeInterval(at: instant(10)).map(\.id)
        #expect(ejected.first == 4 && ejected.count <= 2)

        for size in 1...6 {
            var pool = OutlierDetector(policy: OutlierPolicy(mostEjected: 1), endpoints: Array(0..<size))
            for id in 0..<size {
                for _ in 1...9 { pool.record(id, isSuccess: false, latency: .zero, at: origin) }
            }
            #expect((0..<size).count { pool.isEjected($0, at: origin) } == size - 1)
        }
    }

    @Test("one endpoint of two may be ejected although that is more than a small share")
    func oneMayAlwaysBe() {
        var detector = OutlierDetector(policy: OutlierPolicy(mostEjected: 0.1), endpoints: [0, 1, 2])
        for _ in 1...5 { detector.record(0, isSuccess: false, latency: .zero, at: origin) }
        for _ in 1...5 { detector.record(1, isSuccess: false, latency: .zero, at: origin) }
        #expect((0..<3).filter { detector.isEjected($0, at: origin) } == [0])
    }

    @Test("endpoints come and go; strangers are not recorded")
    func membership() {
        var detector = OutlierDetector(endpoints: [0])
        detector.add(1)
        for _ in 1...9 { detector.record(7, isSuccess: false, latency: .zero, at: origin) }
        #expect(!detector.isEjected(7, at: origin))
        for _ in 1...9 { detector.record(1, isSuccess: false, latency: .zero, at: origin) }
        detector.add(1)
        #expect(detector.isEjected(1, at: origin))
        detector.remove(1)
        #expect(!detector.isEjected(1, at: origin))
    }
}
