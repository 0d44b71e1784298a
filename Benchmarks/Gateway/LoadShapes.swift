import Foundation
import Gateway
import Resilience
import Synchronization

/// SplitMix64 (Steele, Lea and Flood 2014).
struct BenchmarkRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed &* 0xD134_2543_DE82_EF95 &+ 1
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension TimeSource {
    /// A clock that runs so many times as fast as the machine's.
    static func running(_ factor: Double) -> TimeSource {
        let start = ContinuousClock.now
        return TimeSource(
            now: { start + (ContinuousClock.now - start) * factor },
            sleep: { until in try await Task.sleep(until: start + (until - start) / factor, clock: .continuous) })
    }
}

/// One question of an ``OpenLoop``.
struct Sample: Sendable {
    /// Seconds since the start.
    var arrival: Double
    /// Seconds.
    var latency: Double
    var reply: Reply
}

/// Questions that come at random instants, whether earlier ones are answered or not: a closed loop would ask less when
/// answers are slow, and so hide it (Tene, "How not to measure latency").
struct OpenLoop: Sendable {
    /// One after the other: questions per second, for so many seconds.
    var phases: [(rate: Double, seconds: Double)]
    var seed: UInt64

    /// - Returns: in the order of arrival.
    func run(_ ask: @escaping @Sendable (Question) async throws -> Reply) async throws -> [Sample] {
        let arrivals = arrivals
        let start = ContinuousClock.now
        return try await withThrowingTaskGroup(of: Sample.self) { group in
            for (number, arrival) in arrivals.enumerated() {
                try await Task.sleep(until: start + .seconds(arrival), clock: .continuous)
                group.addTask {
                    // Counted from when the question was due, so that a late generator hides nothing.
                    let reply = try await ask(Question("question \(number) of run \(seed)."))
                    let end = (ContinuousClock.now - start) / .seconds(1)
                    return Sample(arrival: arrival, latency: end - arrival, reply: reply)
                }
            }
            var samples: [Sample] = []
            for try await sample in group { samples.append(sample) }
            return samples.sorted { $0.arrival < $1.arrival }
        }
    }

    private var arrivals: [Double] {
        var random = BenchmarkRandom(seed: seed)
        var arrivals: [Double] = []
        var (clock, end) = (0.0, 0.0)
        for phase in phases {
            (clock, end) = (end, end + phase.seconds)
            while true {
                clock -= log(1 - Double.random(in: 0..<1, using: &random)) / phase.rate
                guard clock < end else { break }
                arrivals.append(clock)
            }
        }
        return arrivals
    }
}

/// Writes down every call that a gateway makes.
final class CallTrace: GatewayObserver {
    struct Call: Sendable {
        var ended: ContinuousClock.Instant
        var record: AttemptRecord
    }

    private let time: TimeSource
    private let state = Mutex<[Call]>([])

    init(time: TimeSource) {
        self.time = time
    }

    var calls: [Call] { state.withLock { $0 } }
    var hedges: Int { calls.count { $0.record.isHedge } }

    func count(_ failure: FailureClass) -> Int { calls.count { $0.record.failure == failure } }

    func attemptEnded(_ attempt: AttemptRecord) {
        let call = Call(ended: time.now(), record: attempt)
        state.withLock { $0.append(call) }
    }

    func requestEnded(_ request: RequestRecord) {}
}

extension [Double] {
    /// The value that the share `quantile` of them does not exceed (nearest rank); 0 when there are none.
    func quantile(_ quantile: Double) -> Double {
        guard !isEmpty else { return 0 }
        let rank = Int((quantile * Double(count)).rounded(.up))
        return sorted()[Swift.min(Swift.max(rank - 1, 0), count - 1)]
    }

    /// "12.1 (11.8-13.0)": the median of several runs and their range.
    func spread(_ digits: Int = 1) -> String {
        "\(quantile(0.5).text(digits)) (\((self.min() ?? 0).text(digits))-\((self.max() ?? 0).text(digits)))"
    }
}
