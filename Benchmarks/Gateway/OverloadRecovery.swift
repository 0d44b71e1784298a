import Gateway
import HTTPMessages
import MockUpstream
import NIOPosix
import Networking
import Synchronization

/// How soon all is well again after too many questions came: for 4 s three times what two regions can do, before and
/// afterwards 0.8 times. Each region can do 100 a second. A question is worth nothing after 2 s.
///
/// The regions protect themselves in three ways: they let calls queue (and work on calls that their caller has given
/// up, until they notice), they answer 503 while all their places are taken, or a token bucket answers 429. The plain
/// caller asks them in turn, three attempts with 100 ms between them.
///
/// Told is how long after the overload the last half second began in which less than 95 % of the questions were
/// answered, and the share that was answered from 5 s after the overload on.
func overloadRecoveryBenchmark() async throws -> String {
    var table = """
        | regions | caller | answered before | during | recovered after, s | answered from 5 s on | calls a question, during |
        |---|---|---|---|---|---|---|

        """
    for protection in Protection.allCases {
        for isPlain in [true, false] {
            var runs: [OverloadRun] = []
            for seed in 1...3 { runs.append(try await protection.run(isPlain: isPlain, seed: UInt64(seed))) }
            func percent(_ part: (OverloadRun) -> Double) -> String { runs.map { part($0) * 100 }.spread() + " %" }
            table += """
                | \(protection.rawValue) | \(isPlain ? "regions in turn" : "gateway") | \(percent(\.before)) \
                | \(percent(\.during)) | \(runs.map(\.recovery).spread()) | \(percent(\.late)) \
                | \(runs.map(\.callsPerQuestion).spread(2)) |

                """
        }
    }
    return table
}

private struct OverloadRun: Sendable {
    var before: Double
    var during: Double
    var recovery: Double
    var late: Double
    var callsPerQuestion: Double
}

private enum Protection: String, CaseIterable, Sendable {
    case queue = "let calls queue"
    case refuse = "answer 503"
    case bucket = "answer 429"

    private static let places = 4
    private static let service = 0.04
    private static let capacity = 200.0
    private static let phases = (before: 3.0, overload: 4.0, after: 10.0)

    func run(isPlain: Bool, seed: UInt64) async throws -> OverloadRun {
        let upstreams = (0..<2).map { index in
            MockUpstream(scenario: scenario(index), seed: seed * 10 + UInt64(index), logCapacity: 0)
        }
        let counter = RegionDesk(places: .max, waits: false)
        return try await MockRegion.serve(upstreams) { index, listening in
            let desk = RegionDesk(places: self == .bucket ? .max : Self.places, waits: self == .queue)
            let server = HTTPServer(
                configuration: HTTPServer.Configuration(host: "127.0.0.1", port: 0),
                group: MultiThreadedEventLoopGroup.singleton)
            try await server.run(onListening: listening) { request, writer in
                counter.count()
                await desk.serve(request, writer) { await upstreams[index].handle(request, writer) }
            }
        } while: { regions in
            let (before, overload, after) = Self.phases
            let load = OpenLoop(
                phases: [
                    (0.8 * Self.capacity, before), (3 * Self.capacity, overload), (0.8 * Self.capacity, after),
                ], seed: seed)
            async let calls = counter.calls(from: before, to: before + overload)
            let samples: [Sample]
            if isPlain {
                let naive = NaiveCaller(regions, order: .roundRobin, pause: .milliseconds(100), timeout: .seconds(2))
                samples = try await load.run { try await naive.ask($0, deadline: .seconds(2)) }
                await naive.client.shutdown()
            } else {
                let trial = try GatewayTrial(
                    regions, route: .trial(base: .milliseconds(50), deadline: .seconds(2)), seed: seed)
                samples = try await load.run { try await trial.ask($0) }
                await trial.client.shutdown()
            }
            return Self.result(samples, calls: try await calls)
        }
    }

    private func scenario(_ index: Int) -> Scenario {
        let bucket = ThrottleSettings(requestsPerMinute: Self.capacity / 2 * 60, burst: 20)
        return Scenario(
            region: ["a", "b"][index], answer: AnswerSettings(style: .echo),
            latency: LatencySettings(firstToken: .constant(Self.service)),
            throttle: self == .bucket ? bucket : ThrottleSettings())
    }

    private static func result(_ samples: [Sample], calls: Int) -> OverloadRun {
        let (before, overload, after) = phases
        let removal = before + overload
        func answered(from: Double, to: Double) -> Double {
            let asked = samples.filter { $0.arrival >= from && $0.arrival < to }
            return Double(asked.count { $0.reply.isAnswer && $0.latency < 2.2 }) / Double(max(asked.count, 1))
        }
        let halves = Array(stride(from: removal, to: removal + after, by: 0.5))
        let bad = halves.last { answered(from: $0, to: $0 + 0.5) < 0.95 }
        let asked = samples.count { $0.arrival >= before && $0.arrival < removal }
        return OverloadRun(
            before: answered(from: 0, to: before), during: answered(from: before, to: removal),
            recovery: bad.map { $0 + 0.5 - removal } ?? 0, late: answered(from: removal + 5, to: removal + after),
            callsPerQuestion: Double(calls) / Double(max(asked, 1)))
    }
}

/// A region's places: whoever finds none waits for one, in the order of arrival, or is refused.
private final class RegionDesk: Sendable {
    private struct State {
        var taken = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
        var calls = 0
    }

    private let places: Int
    private let waits: Bool
    private let state = Mutex(State())

    init(places: Int, waits: Bool) {
        self.places = places
        self.waits = waits
    }

    func count() { state.withLock { $0.calls += 1 } }

    /// Calls between two instants, in seconds from now.
    func calls(from: Double, to: Double) async throws -> Int {
        try await Task.sleep(for: .seconds(from))
        let before = state.withLock { $0.calls }
        try await Task.sleep(for: .seconds(to - from))
        return state.withLock { $0.calls } - before
    }

    func serve(_ request: ReceivedRequest, _ writer: ResponseWriter, _ work: () async -> Void) async {
        guard await enter() else {
            try? await writer.send(HTTPResponse(status: 503, body: Array(#"{"error":{"message":"full"}}"#.utf8)))
            return
        }
        await work()
        leave()
    }

    private func enter() async -> Bool {
        let mayEnter: Bool? = state.withLock { state in
            guard state.taken >= places else {
                state.taken += 1
                return true
            }
            return waits ? nil : false
        }
        if let mayEnter { return mayEnter }
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                if state.taken < places {
                    state.taken += 1
                    return true
                }
                state.waiting.append(continuation)
                return false
            }
            if isFree { continuation.resume() }
        }
        return true
    }

    /// The place goes to the next one in the queue.
    private func leave() {
        let next = state.withLock { state in
            if state.waiting.isEmpty {
                state.taken -= 1
                return nil as CheckedContinuation<Void, Never>?
            }
            return state.waiting.removeFirst()
        }
        next?.resume()
    }
}
