import Gateway
import MockUpstream
import Networking
import Resilience
import Synchronization

/// A deck of 20 slides with 7 fields each, written by a model in a region that is as busy as reported: 8.8 s for an
/// answer, a quarter of the calls throttled, an eighth failed. Everybody's clock runs 100 times as fast.
///
/// What throttles is not reported, so there are two models of it:
/// - **chance**: 25.6 % of the calls, whatever the caller does, since others use the region too. No pace helps.
/// - **bucket**: 120 calls a minute, 20 at once. Here the pace decides.
///
/// Four callers, each with runs of several seeds that start without any knowledge: one field after the other with
/// three attempts, as such programs are written; the same with 28 fields at once; the gateway with one region, and
/// with four regions of the same behaviour. It writes all fields of a slide at once, and four slides at a time.
func slidesWorkloadBenchmark() async throws -> String {
    var table = """
        | throttling | caller | answered | 429 seen | one field p50 / p99, s | seconds a slide | of sequential | calls a field \
        | 429 met | lowest learned calls/min |
        |---|---|---|---|---|---|---|---|---|---|

        """
    for throttling in BusyRegion.Throttling.allCases {
        var sequential: Double?
        for caller in SlideCaller.allCases {
            let runs = try await caller.runs(of: throttling)
            let result = SlideRuns(runs: runs)
            sequential = sequential ?? result.secondsPerSlide.quantile(0.5)
            let share = result.secondsPerSlide.quantile(0.5) / (sequential ?? 1)
            table += "| \(throttling.rawValue) | \(caller.rawValue) " + result.cells(share: share) + "\n"
        }
    }
    return table
}

/// The reported behaviour.
private enum BusyRegion {
    enum Throttling: String, CaseIterable, Sendable { case chance, bucket }

    static let scale = 0.01

    static func scenario(_ name: String, _ throttling: Throttling) -> Scenario {
        let failed = 0.122
        let kinds = [Fault.status(500), .status(503), Fault(.reset), Fault(.malformed)]
        let settings =
            switch throttling {
            // Of the calls that do not fail, so that it is 25.6 % of all.
            case .chance: ThrottleSettings(share: 0.256 / (1 - failed))
            case .bucket: ThrottleSettings(requestsPerMinute: 120, burst: 20)
            }
        return Scenario(
            region: name, timeScale: scale, answer: AnswerSettings(style: .echo),
            latency: LatencySettings(firstToken: .lognormal(mean: 8.8, p95: 20)), throttle: settings,
            rules: [Rule(share: failed, faults: kinds)])
    }
}

/// One deck written by one caller.
private struct SlideRun: Sendable {
    var wall: Double
    var fields: [Sample]
    var calls: Int
    var throttled: Int
    /// Calls a minute, the least that any endpoint was held to at any time; `nil`: no limit was ever learned.
    var lowestRate: Double?
}

private enum SlideCaller: String, CaseIterable, Sendable {
    case sequential = "one after the other, 3 attempts"
    case crowd = "28 at once, 3 attempts"
    case oneRegion = "gateway, one region"
    case fourRegions = "gateway, four regions"

    static let slides = 20
    static let fields = [
        "alt-text", "slide-description", "script", "instructor-notes", "student-notes", "references", "developer-notes",
    ]
    private static let runs = 10
    private static let regions = ["us-central1", "us-east1", "europe-west1", "asia-southeast1"]

    func runs(of throttling: BusyRegion.Throttling) async throws -> [SlideRun] {
        // One that mostly waits can have all its decks written at the same time, each in a world of its own.
        guard self == .sequential else {
            var runs: [SlideRun] = []
            for seed in 1...Self.runs { runs.append(try await run(of: throttling, seed: UInt64(seed))) }
            return runs
        }
        return try await withThrowingTaskGroup(of: SlideRun.self) { group in
            for seed in 1...Self.runs { group.addTask { try await run(of: throttling, seed: UInt64(seed)) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    private func run(of throttling: BusyRegion.Throttling, seed: UInt64) async throws -> SlideRun {
        let names = self == .fourRegions ? Self.regions : Array(Self.regions.prefix(1))
        let scenarios = names.map { BusyRegion.scenario($0, throttling) }
        return try await MockRegion.run(scenarios, seed: seed) { regions in
            switch self {
            case .sequential, .crowd:
                let naive = NaiveCaller(
                    regions, pause: .seconds(2) * BusyRegion.scale, timeout: .seconds(120) * BusyRegion.scale)
                let run = try await write(regions) { try await naive.ask($0) }
                await naive.client.shutdown()
                return run
            case .oneRegion, .fourRegions:
                let clock = TimeSource.running(1 / BusyRegion.scale)
                let network = NetworkConfiguration(
                    connectTimeout: .seconds(1), headTimeout: .seconds(120) * BusyRegion.scale, idleTimeout: .seconds(1)
                )
                let trial = try GatewayTrial(
                    regions, route: .trial(attempts: 10, cap: .seconds(60)), network: network, time: clock, seed: seed)
                let watch = RateWatch(trial.gateway)
                var run = try await watch.watching { try await write(regions) { try await trial.ask($0) } }
                await trial.client.shutdown()
                run.lowestRate = watch.lowest.map { $0 * 60 }
                return run
            }
        }
    }

    /// Seven fields at once, four slides at a time; or one field after the other.
    private func write(
        _ regions: [MockRegion], asking ask: @escaping @Sendable (Question) async throws -> Reply
    ) async throws -> SlideRun {
        let start = ContinuousClock.now
        let lanes = self == .sequential ? 1 : 4
        let fields = try await withThrowingTaskGroup(of: [Sample].self) { group in
            var done: [Sample] = []
            for slide in 0..<Self.slides {
                if slide >= lanes, let finished = try await group.next() { done += finished }
                group.addTask { try await writeSlide(slide, since: start, ask) }
            }
            for try await finished in group { done += finished }
            return done
        }
        try check(fields.count == Self.slides * Self.fields.count, "\(fields.count) fields were written")
        let wall = (ContinuousClock.now - start) / .seconds(1)
        return SlideRun(
            wall: wall / BusyRegion.scale, fields: fields, calls: regions.calls, throttled: regions.throttled)
    }

    private func writeSlide(
        _ slide: Int, since start: ContinuousClock.Instant, _ ask: @escaping @Sendable (Question) async throws -> Reply
    ) async throws -> [Sample] {
        @Sendable func writeField(_ name: String) async throws -> Sample {
            let began = ContinuousClock.now
            let reply = try await ask(Question("Write the \(name) of slide \(slide)."))
            let latency = (ContinuousClock.now - began) / .seconds(1) / BusyRegion.scale
            return Sample(arrival: (began - start) / .seconds(1), latency: latency, reply: reply)
        }
        if self == .sequential {
            var samples: [Sample] = []
            for name in Self.fields { samples.append(try await writeField(name)) }
            return samples
        }
        return try await withThrowingTaskGroup(of: Sample.self) { group in
            for name in Self.fields { group.addTask { try await writeField(name) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }
}

/// Looks at the learned rates all the time.
private final class RateWatch: Sendable {
    private let gateway: Gateway
    private let least = Mutex<Double?>(nil)

    init(_ gateway: Gateway) { self.gateway = gateway }

    /// Calls a second.
    var lowest: Double? { least.withLock { $0 } }

    func watching<Result: Sendable>(_ work: @Sendable () async throws -> Result) async throws -> Result {
        try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            group.addTask { await self.look() }
            return try await work()
        }
    }

    private func look() async {
        while !Task.isCancelled {
            for rate in gateway.endpointReports().compactMap(\.gate.learnedRate) {
                least.withLock { $0 = min($0 ?? rate, rate) }
            }
            try? await Task.sleep(for: .milliseconds(5))
        }
    }
}

/// The runs of one caller together.
private struct SlideRuns {
    let runs: [SlideRun]

    var secondsPerSlide: [Double] { runs.map { $0.wall / Double(SlideCaller.slides) } }

    func cells(share: Double) -> String {
        let fields = runs.flatMap(\.fields)
        let latencies = fields.filter(\.reply.isAnswer).map(\.latency)
        func percent(_ count: Int, of whole: Int) -> String {
            (100 * Double(count) / Double(max(whole, 1))).text(2) + " %"
        }
        let calls = runs.reduce(0) { $0 + $1.calls }
        let rate = runs.compactMap(\.lowestRate).min().map { $0.text(0) } ?? "none"
        return """
            | \(percent(fields.count { $0.reply.isAnswer }, of: fields.count)) of \(fields.count) \
            | \(percent(fields.count { $0.reply.status == 429 }, of: fields.count)) \
            | \(latencies.quantile(0.5).text()) / \(latencies.quantile(0.99).text()) \
            | \(secondsPerSlide.spread()) | 1/\((1 / share).text()) \
            | \((Double(calls) / Double(fields.count)).text(2)) \
            | \(percent(runs.reduce(0) { $0 + $1.throttled }, of: calls)) | \(rate) |
            """
    }
}
