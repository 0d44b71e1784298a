import Gateway
import HTTPMessages
import JSON
import NIOPosix
import Networking
import Resilience
import Synchronization
import TestKit
import Testing

/// A gateway in this process, put together from few words.
struct GatewayBench: Sendable {
    var pools: [PoolConfiguration] = []
    var routes: [RouteConfiguration] = []
    var aliases: [String: String] = [:]
    var network = NetworkConfiguration(
        connectTimeout: .seconds(5), headTimeout: .seconds(60), idleTimeout: .seconds(60))
    var time = TimeSource.system
    var seed: UInt64 = 1
    var record = CallRecord()
    var credentials = CredentialStore(environment: [:])

    /// One pool "main" of these endpoints, and the route "task" to it.
    init(_ endpoints: EndpointConfiguration..., retry: RetryConfiguration = .quick) {
        pools = [PoolConfiguration(name: "main", endpoints: endpoints)]
        routes = [RouteConfiguration(name: "task", variants: [RouteVariant(pool: "main")], retry: retry)]
    }

    /// Adds a pool that is asked when the others cannot answer.
    mutating func addFallback(_ name: String, _ endpoints: EndpointConfiguration...) {
        pools.append(PoolConfiguration(name: name, endpoints: endpoints))
        routes[0].fallbacks.append(name)
    }

    var configuration: GatewayConfiguration {
        GatewayConfiguration(pools: pools, routes: routes, aliases: aliases, network: network)
    }

    func gateway(client: HTTPClient = .ofTests()) throws -> Gateway {
        let numbers = SeededNumbers(seed: seed)
        let identity = Tally()
        let services = GatewayServices(
            client: client, credentials: credentials, time: time,
            randomness: Randomness { numbers.next() },
            identity: { "call-\(identity.add())" }, observer: record)
        return try Gateway(configuration, services: services)
    }
}

/// A seeded generator that several tasks draw from.
private final class SeededNumbers: Sendable {
    private let generator: Mutex<SeededGenerator>

    init(seed: UInt64) {
        generator = Mutex(SeededGenerator(seed: seed))
    }

    func next() -> UInt64 { generator.withLock { $0.next() } }
}

extension HTTPClient {
    static func ofTests() -> HTTPClient { HTTPClient(group: MultiThreadedEventLoopGroup.singleton) }
}

extension RetryConfiguration {
    /// Pauses of some milliseconds.
    static let quick = RetryConfiguration(attempts: 4, base: .milliseconds(2), cap: .milliseconds(20))
}

extension EndpointConfiguration {
    static func scripted(
        _ upstream: ScriptedUpstream, name: String = "one", model: String = "model-a", prefill: Bool = false,
        limits: EndpointLimits = EndpointLimits(), credential: CredentialSource? = nil, price: Price? = nil
    ) throws -> EndpointConfiguration {
        EndpointConfiguration(
            name: name, provider: "openai", base: try upstream.base, model: model, credential: credential,
            settings: prefill ? ["prefill": "true"] : [:], limits: limits, price: price)
    }

    static let offline = EndpointConfiguration(name: "offline", provider: "local", model: "local")
}

/// What a gateway tells its observer.
final class CallRecord: GatewayObserver {
    private let kept = Mutex<(attempts: [AttemptRecord], requests: [RequestRecord])>(([], []))

    var attempts: [AttemptRecord] { kept.withLock { $0.attempts } }
    var requests: [RequestRecord] { kept.withLock { $0.requests } }

    func attemptEnded(_ attempt: AttemptRecord) { kept.withLock { $0.attempts.append(attempt) } }
    func requestEnded(_ request: RequestRecord) { kept.withLock { $0.requests.append(request) } }
}

extension ModelRequest {
    static func chat(_ text: String = "Hello.", model: String = "task", stream: Bool = false) -> ModelRequest {
        var body: JSONValue = ["model": .string(model), "messages": [["role": "user", "content": .string(text)]]]
        if stream { body["stream"] = true }
        return ModelRequest(operation: .chat, body: body)
    }

    static func stream(_ text: String = "Hello.", model: String = "task") -> ModelRequest {
        chat(text, model: model, stream: true)
    }
}

extension GatewayReply {
    /// The text of a whole answer.
    var text: String {
        get throws {
            guard case .answer(let answer) = content else { throw TestProblem("It is a stream.") }
            return try #require(answer.json?["choices"]?[0]?["message"]?["content"]?.string)
        }
    }

    var answer: ModelAnswer {
        get throws {
            guard case .answer(let answer) = content else { throw TestProblem("It is a stream.") }
            return answer
        }
    }

    var stream: AnswerStream {
        get throws {
            guard case .stream(let stream) = content else { throw TestProblem("It is no stream.") }
            return stream
        }
    }
}

struct TestProblem: Error {
    var words: String

    init(_ words: String) {
        self.words = words
    }
}

/// A stream that was read to its end.
struct ReadStream: Sendable {
    /// As a client puts it together from the payloads.
    var text = ""
    var finish: String?
    var usage: JSONValue?
    var error: GatewayError?

    init(_ stream: AnswerStream) async throws {
        do {
            while let chunk = try await stream.next() {
                let json = try JSONValue(parsing: chunk.payload)
                text += json["choices"]?[0]?["delta"]?["content"]?.string ?? ""
                if let reason = json["choices"]?[0]?["finish_reason"]?.string {
                    try #require(finish == nil, "the end is told once")
                    finish = reason
                }
                if let told = json["usage"], !told.isNull { usage = told }
            }
        } catch let error as GatewayError {
            self.error = error
        }
    }
}

extension Gateway {
    func ask(_ request: ModelRequest = .chat(), for caller: Caller = Caller()) async throws -> GatewayReply {
        try await answer(request, for: caller)
    }

    /// The error that a request ends with.
    func failure(_ request: ModelRequest = .chat(), for caller: Caller = Caller()) async throws -> GatewayError {
        do {
            _ = try await answer(request, for: caller)
        } catch let error as GatewayError {
            return error
        }
        throw TestProblem("There was an answer.")
    }

    func read(_ request: ModelRequest = .stream(), for caller: Caller = Caller()) async throws -> ReadStream {
        try await ReadStream(try await answer(request, for: caller).stream)
    }
}

extension ManualTime {
    /// Runs `body`, and moves the clock to wherever somebody waits for it.
    func driving<Result: Sendable>(_ body: @escaping @Sendable () async throws -> Result) async throws -> Result {
        let isDone = Tally()
        let task = Task {
            defer { isDone.add() }
            return try await body()
        }
        while isDone.count == 0 {
            if let wake = wakeTimes.first { advance(by: now.duration(to: wake)) }
            await Task.yield()
        }
        return try await task.value
    }
}
