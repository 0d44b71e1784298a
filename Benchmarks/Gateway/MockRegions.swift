import Gateway
import HTTPMessages
import JSON
import MockUpstream
import NIOPosix
import Networking
import Resilience
import Synchronization

/// A mock provider that listens on a port of its own.
struct MockRegion: Sendable {
    let name: String
    let upstream: MockUpstream
    let base: HTTPAddress

    var endpoint: EndpointConfiguration {
        EndpointConfiguration(name: name, provider: "openai", base: base, model: "model-a", region: name)
    }

    /// Runs a mock for each scenario while `body` runs, under the names of the scenarios' regions.
    static func run<Result: Sendable>(
        _ scenarios: [Scenario], seed: UInt64, _ body: @Sendable ([MockRegion]) async throws -> Result
    ) async throws -> Result {
        let upstreams = scenarios.enumerated().map {
            MockUpstream(scenario: $1, seed: seed &* 1000 &+ UInt64($0), logCapacity: 0)
        }
        return try await serve(upstreams) { index, listening in
            try await upstreams[index].run(group: MultiThreadedEventLoopGroup.singleton, onListening: listening)
        } while: { regions in
            try await body(regions)
        }
    }

    /// The same for mocks behind servers of the caller's own.
    static func serve<Result: Sendable>(
        _ upstreams: [MockUpstream],
        by serve: @escaping @Sendable (Int, @escaping @Sendable (Int) async -> Void) async throws -> Void,
        while body: @Sendable ([MockRegion]) async throws -> Result
    ) async throws -> Result {
        let (ports, port) = AsyncStream.makeStream(of: (index: Int, port: Int).self)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            for index in upstreams.indices {
                group.addTask { try await serve(index) { port.yield((index, $0)) } }
            }
            var regions: [Int: MockRegion] = [:]
            for await (index, number) in ports {
                guard let base = HTTPAddress("http://127.0.0.1:\(number)/v1") else { continue }
                let upstream = upstreams[index]
                regions[index] = MockRegion(
                    name: upstream.scenario.region ?? "region-\(index + 1)", upstream: upstream, base: base)
                if regions.count == upstreams.count { break }
            }
            return try await body(upstreams.indices.compactMap { regions[$0] })
        }
    }
}

extension [MockRegion] {
    /// Calls that all of them received.
    var calls: Int { reduce(0) { $0 + $1.upstream.log.totals.calls } }

    /// Those that they refused with 429.
    var throttled: Int { reduce(0) { $0 + ($1.upstream.log.totals.decisions["throttled"] ?? 0) } }
}

/// A gateway in this process and what it is asked: every question has an answer of its own.
struct GatewayTrial: Sendable {
    let gateway: Gateway
    let client: HTTPClient
    let trace: CallTrace
    static let route = "task"

    /// - Parameter time: the gateway's clock.
    init(
        _ regions: [MockRegion], route: RouteConfiguration = .trial(), network: NetworkConfiguration = .init(),
        time: TimeSource = .system, seed: UInt64
    ) throws {
        client = HTTPClient(group: MultiThreadedEventLoopGroup.singleton)
        trace = CallTrace(time: time)
        let numbers = Mutex(BenchmarkRandom(seed: seed))
        let draw = Numbers(numbers)
        let services = GatewayServices(
            client: client, credentials: CredentialStore(environment: [:]), time: time,
            randomness: Randomness { draw.next() }, observer: trace)
        let pool = PoolConfiguration(name: "regions", endpoints: regions.map(\.endpoint))
        gateway = try Gateway(
            GatewayConfiguration(pools: [pool], routes: [route], network: network), services: services)
    }

    private final class Numbers: Sendable {
        private let state: Mutex<BenchmarkRandom>

        init(_ state: consuming Mutex<BenchmarkRandom>) { self.state = state }

        func next() -> UInt64 { state.withLock { $0.next() } }
    }

    /// Asks one question.
    ///
    /// - Throws: ``BenchmarkError`` when the answer is that to another question.
    func ask(_ question: Question, deadline: Duration? = nil) async throws -> Reply {
        do {
            let reply = try await gateway.answer(
                ModelRequest(operation: .chat, body: question.body(model: Self.route)), for: Caller(deadline: deadline))
            guard case .answer(let answer) = reply.content else {
                throw BenchmarkError("a stream where none was asked")
            }
            try question.check(answer.json)
            return Reply(attempts: reply.report.attempts)
        } catch let error as GatewayError {
            return Reply(status: error.status, code: error.code)
        }
    }
}

/// What became of a question.
struct Reply: Sendable {
    var attempts = 0
    /// The status and code of the error that the caller got; `nil`: an answer.
    var status: Int?
    var code: String?
    var isAnswer: Bool { status == nil }
}

/// A question that a mock in the style `echo` answers with the question itself.
struct Question: Sendable {
    let text: String

    init(_ words: String) {
        text = words
    }

    func body(model: String) -> JSONValue {
        ["model": .string(model), "messages": [["role": "user", "content": .string(text)]]]
    }

    func check(_ json: JSONValue?) throws {
        let content = json?["choices"]?[0]?["message"]?["content"]?.string
        guard let content, content.contains(text) else {
            throw BenchmarkError("'\(text)' was answered with '\(content ?? "nothing")'")
        }
    }
}

extension RouteConfiguration {
    static func trial(
        attempts: Int = 6, base: Duration = .seconds(1), cap: Duration = .seconds(30), hedging: Bool = true,
        deadline: Duration = .seconds(300)
    ) -> RouteConfiguration {
        RouteConfiguration(
            name: GatewayTrial.route, variants: [RouteVariant(pool: "regions")],
            retry: RetryConfiguration(attempts: attempts, base: base, cap: cap),
            hedging: HedgingConfiguration(isOn: hedging), deadline: deadline)
    }
}
