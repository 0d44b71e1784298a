import Gateway
import HTTPMessages
import JSON
import MockUpstream
import NIOPosix
import Networking
import Synchronization

/// A thousand equal requests at once, each over a connection of its own: how often is the provider called? And what
/// does the last one get when the others, the first of them included, leave while the answer is under way?
func singleFlightBenchmark() async throws -> String {
    var rows: [String] = []
    for (isStreaming, leave) in [(false, false), (true, false), (false, true), (true, true)] {
        let crowd = Crowd(isStreaming: isStreaming, leavesOne: leave)
        let (result, cost) = try await Cost.of { try await crowd.run() }
        let form = isStreaming ? "streamed" : "plain"
        let name = leave ? "\(form), 999 leave in the middle" : form
        rows.append("| \(name) | \(result.calls) | \(result.answered) | \(cost.wall.text(2)) s |")
    }
    return """
        | \(Crowd.size) equal requests | upstream calls | whole answers of those who stay | time, of which the answer \
        \(Crowd.length / .seconds(1)) s |
        |---|---|---|---|
        \(rows.joined(separator: "\n"))
        """
}

private struct Crowd: Sendable {
    static let size = 1000
    static let tokens = 50
    static let firstToken = 2.0
    static let perToken = 0.03
    static var length: Duration { .seconds(firstToken + Double(tokens - 1) * perToken) }

    var isStreaming: Bool
    var leavesOne: Bool

    struct Result: Sendable {
        var calls: Int
        var answered: Int
    }

    func run() async throws -> Result {
        var settings = HTTPClient.Configuration()
        settings.maximumConnections = Self.size + 100
        settings.maximumConnectionsPerOrigin = Self.size + 100
        let client = HTTPClient(configuration: settings, group: MultiThreadedEventLoopGroup.singleton)
        let result = try await GatewayRig.run(mocks: 1, client: client) { rig in
            rig.mocks[0].set(
                Scenario(
                    answer: AnswerSettings(style: .echo),
                    latency: LatencySettings(
                        firstToken: .constant(Self.firstToken), perToken: .constant(Self.perToken))))
            let configuration = GatewayConfiguration(
                pools: [PoolConfiguration(name: "mocks", endpoints: [rig.endpoint("0", mock: 0)])],
                routes: [
                    RouteConfiguration(name: "main", variants: [RouteVariant(pool: "mocks")], sharesIdentical: true)
                ])
            return try await rig.gateway(configuration, environment: ["KEY_0": "key"]) { try await ask($0, rig) }
        }
        await client.shutdown()
        return result
    }

    private func ask(_ caller: ChatCaller, _ rig: GatewayRig) async throws -> Result {
        let mock = rig.mocks[0]
        let begun = Counter()
        let verdicts = try await withThrowingTaskGroup(of: ChatCaller.Verdict.self) { keepers in
            try await withThrowingTaskGroup(of: ChatCaller.Verdict.self) { others in
                // The first one makes the call; the one who stays comes last.
                others.addTask { await request(caller, begun) }
                try await until("the call has begun") { mock.log.totals.calls == 1 }
                for _ in 2..<Self.size { others.addTask { await request(caller, begun) } }
                try await until("all have come") { try await present(caller) == Self.size - 1 }
                keepers.addTask { await request(caller, begun) }
                try await until("the last has come") { try await present(caller) == Self.size }
                if isStreaming {
                    try await until("all have begun to read") { begun.value == Self.size }
                }
                guard leavesOne else {
                    for try await verdict in others { try check(verdict == .whole, "\(verdict)") }
                    return
                }
                others.cancelAll()
                try await until("the others have left") { try await present(caller) == 1 }
                try check(mock.log.totals.running == 1, "the answer was over before the others had left")
                for try await verdict in others { try check(verdict != .whole, "one stayed who was to leave") }
            }
            return try await keepers.reduce(into: []) { $0.append($1) }
        }
        try check(verdicts == [.whole], "the last one got \(verdicts)")
        try await until("the provider is done") { mock.log.totals.running == 0 }
        let totals = mock.log.totals
        try check(totals.calls == 1, "\(totals.calls) calls")
        try check(totals.ends == ["complete": 1], "the provider's call ended as \(totals.ends)")
        return Result(calls: totals.calls, answered: leavesOne ? 1 : Self.size)
    }

    private func request(_ caller: ChatCaller, _ begun: Counter) async -> ChatCaller.Verdict {
        await caller.ask("same", tokens: Self.tokens, streaming: isStreaming) { begun.increase() }.verdict
    }

    /// How many requests the gateway is answering, by its own metrics.
    private func present(_ caller: ChatCaller) async throws -> Int {
        let text = try await caller.report("/metrics")
        let line = text.split(separator: "\n").first { $0.hasPrefix("atelier_gateway_requests_in_progress ") }
        return line?.split(separator: " ").last.flatMap { Double($0) }.map { Int($0) } ?? -1
    }

    private func until(_ what: String, _ condition: () async throws -> Bool) async throws {
        for _ in 0..<2000 {
            if try await condition() { return }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw BenchmarkError("it never came to pass that \(what)")
    }
}

private final class Counter: Sendable {
    private let count = Atomic(0)

    var value: Int { count.load(ordering: .relaxed) }

    func increase() { count.wrappingAdd(1, ordering: .relaxed) }
}
