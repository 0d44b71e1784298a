import JSON
import Networking
import Resilience
import Synchronization

/// Makes a handful of unreliable model endpoints look like one fast and reliable one.
///
///     let gateway = try Gateway(configuration, services: services)
///     let reply = try await gateway.answer(ModelRequest(operation: .chat, body: body))
///     reply.report.model        // who made it, also when a fallback did
///
/// A request is looked up in the route's caches, joined to an equal one that is under way, or sent along the route:
/// see ``RouteWalk``. The lifetime of whatever runs is that of the callers who await it.
public final class Gateway: Sendable {
    let services: GatewayServices
    let caller: Mutex<EndpointCaller>
    private let tokens: AccessTokens
    let cache: AnswerCache
    private let plan: Mutex<GatewayPlan>
    private let answersUnderWay = SingleFlight<FlightKey, Fetched>()
    private let streamsUnderWay = StreamFlight<FlightKey, SharedPiece>()
    let scores = ScoreBook()
    let semantics = SemanticCaches()
    let catalogue = UpstreamCatalogue()

    /// - Throws: ``ConfigurationProblem`` when the configuration cannot be run.
    public init(_ configuration: GatewayConfiguration, services: GatewayServices) throws(ConfigurationProblem) {
        self.services = services
        plan = Mutex(try GatewayPlan(configuration, previous: nil, services: services))
        tokens = AccessTokens(client: services.client, credentials: services.credentials, date: services.date)
        caller = Mutex(Self.caller(configuration.network, tokens, services))
        let bytes = configuration.routes.map(\.cache.maximumBytes).max() ?? CacheConfiguration().maximumBytes
        cache = AnswerCache(capacity: bytes, log: services.answerLog, at: services.time.now())
    }

    /// Takes a changed configuration into use: for requests that begin from now on. Those under way end as they began.
    ///
    /// What is not changed keeps what was learned about it.
    ///
    /// - Throws: ``ConfigurationProblem``; the present one stays in use then.
    public func reload(_ configuration: GatewayConfiguration) throws(ConfigurationProblem) {
        let next = try GatewayPlan(configuration, previous: current, services: services)
        plan.withLock { $0 = next }
        caller.withLock { $0 = Self.caller(configuration.network, tokens, services) }
    }

    var current: GatewayPlan { plan.withLock { $0 } }

    public var configuration: GatewayConfiguration { current.configuration }

    /// The names that callers may ask for.
    public var modelNames: [String] { current.routes.names }

    private static func caller(
        _ network: NetworkConfiguration, _ tokens: AccessTokens, _ services: GatewayServices
    ) -> EndpointCaller {
        EndpointCaller(
            client: services.client, credentials: services.credentials, tokens: tokens, network: network,
            time: services.time, date: services.date)
    }

    /// Answers a request.
    ///
    /// - Parameters:
    ///   - executor: where work runs that is shared with other callers; the present task's, as a rule.
    /// - Throws: ``GatewayError`` when there is no answer; `CancellationError` when the calling task is cancelled.
    public func answer(
        _ request: ModelRequest, for caller: Caller = Caller(), executor: (any TaskExecutor)? = nil
    ) async throws -> GatewayReply {
        let began = services.time.now()
        var errand = try Errand(request, caller: caller, began: began, plan: current, gateway: self)
        do {
            if let kept = errand.lookUp(in: cache, at: began) { return reply(kept, to: errand, from: .cache) }
            if errand.route.cache.semantic != nil, let kept = await lookUpMeaning(of: &errand) {
                return reply(kept, to: errand, from: .semanticCache)
            }
            if errand.isShared { return try await share(errand, executor: executor) }
            return try await fetchUnshared(errand)
        } catch {
            errand.failed(error)
            throw error
        }
    }

    // MARK: Alone

    private func fetchUnshared(_ errand: Errand) async throws -> GatewayReply {
        let arrival = try await errand.walk(errand.request, attemptsBefore: 0)
        let report = errand.report(of: arrival, usage: nil)
        switch arrival.reply {
        case .answer(let answer):
            let fetched = try await complete(answer, arrival: arrival, errand: errand)
            errand.succeeded(fetched.report, usage: fetched.answer.usage, latency: errand.elapsed)
            return GatewayReply(content: .answer(fetched.answer), report: fetched.report)
        case .stream(let opened):
            let stream = openStream(opened, arrival: arrival, errand: errand, report: report)
            return GatewayReply(content: .stream(stream), report: report)
        }
    }

    /// A whole answer: checked against the schema that was asked for, repaired if need be, and kept.
    private func complete(
        _ answer: ModelAnswer, arrival: RouteWalk.Arrival, errand: Errand
    ) async throws -> Fetched {
        var answer = answer
        var arrival = arrival
        var spent: Double?
        if errand.route.repairsJSON, let schema = SchemaRepair(errand.request) {
            if let fault = schema.fault(in: answer) {
                spent = errand.report(of: arrival, usage: answer.usage).cost
                let request = schema.request(errand.request, repairing: fault)
                arrival = try await errand.walk(request, attemptsBefore: arrival.attempts)
                guard case .answer(let repaired) = arrival.reply, schema.fault(in: repaired) == nil else {
                    throw GatewayError.brokenSchema(by: arrival.endpoint.name, problems: fault.problems)
                }
                answer = repaired
            }
        }
        var report = errand.report(of: arrival, usage: answer.usage)
        if let spent { report.cost = (report.cost ?? 0) + spent }
        errand.keep(answer, from: arrival, cost: report.cost, in: cache)
        return Fetched(answer: answer, report: report)
    }

    private func openStream(
        _ opened: OpenedStream, arrival: RouteWalk.Arrival, errand: Errand, report: CallReport
    ) -> AnswerStream {
        let recorder = StreamRecorder(errand: errand, arrival: arrival, report: report, cache: cache)
        let observer = errand.keeps || errand.debt != nil ? recorder : nil
        let schema = errand.route.repairsJSON ? SchemaRepair(errand.request).map(SchemaWatch.init) : nil
        return AnswerStream(
            opened, observer: observer, schema: schema, includesUsage: errand.request.tellsUsage,
            resume: errand.continuation(from: arrival)
        ) { ending in
            recorder.ended(ending)
        }
    }

    // MARK: Together

    private func share(_ errand: Errand, executor: (any TaskExecutor)?) async throws -> GatewayReply {
        guard let key = errand.flightKey else { return try await fetchUnshared(errand) }
        if errand.request.isStreaming { return try await shareStream(errand, key: key, executor: executor) }
        let result = try await answersUnderWay.value(for: key, executor: executor) { [self] in
            let arrival = try await errand.walk(errand.request, attemptsBefore: 0)
            guard case .answer(let answer) = arrival.reply else { throw GatewayError.notAStream }
            return try await complete(answer, arrival: arrival, errand: errand)
        }
        let fetched = result.value
        let report = result.isLeader ? fetched.report : errand.shared(fetched.report)
        errand.succeeded(report, usage: fetched.answer.usage, latency: errand.elapsed)
        return GatewayReply(content: .answer(fetched.answer), report: report)
    }

    private func shareStream(
        _ errand: Errand, key: FlightKey, executor: (any TaskExecutor)?
    ) async throws -> GatewayReply {
        let result = streamsUnderWay.stream(for: key, executor: executor) { [self] sink in
            try await produce(errand, into: sink)
        }
        var pieces = result.value.makeAsyncIterator()
        guard let first = try await pieces.next(), case .opened(let opened, let price) = first else {
            throw GatewayError.notAStream
        }
        let isLeader = result.isLeader
        let report = isLeader ? opened : errand.shared(opened)
        let source = FollowedStream(pieces, follower: result.value)
        let stream = AnswerStream(source) { ending in
            var cost: Double?
            if isLeader, case .complete(let usage?) = ending { cost = price?.cost(of: usage) }
            errand.ended(ending, report: report, cost: cost)
        }
        return GatewayReply(content: .stream(stream), report: report)
    }

    /// Makes a stream that several read.
    private func produce(_ errand: Errand, into sink: StreamSink<SharedPiece>) async throws {
        let arrival = try await errand.walk(errand.request, attemptsBefore: 0)
        guard case .stream(let opened) = arrival.reply else { throw GatewayError.notAStream }
        let report = errand.report(of: arrival, usage: nil)
        try sink.send(.opened(report, arrival.endpoint.configuration.price), bytes: 256)
        let stream = openStream(opened, arrival: arrival, errand: errand.unobserved, report: report)
        var hasContent = false
        while let chunk = try await stream.next() {
            try sink.send(.chunk(chunk), bytes: chunk.payload.count + 128)
            // Those who follow pass the first token on before what has come with it is read.
            if chunk.hasContent, !hasContent { await Task.yield() }
            hasContent = hasContent || chunk.hasContent
        }
        if let usage = stream.usage {
            try sink.send(.chunk(StreamChunk(payload: [], hasContent: false, usage: usage)), bytes: 128)
        }
    }

    // MARK: From the cache

    private func reply(_ kept: CachedAnswer, to errand: Errand, from source: CallReport.Source) -> GatewayReply {
        let report = errand.report(of: kept, from: source)
        errand.succeeded(report, usage: kept.answer.usage, latency: errand.elapsed, saved: kept.effort)
        guard errand.request.isStreaming, let source = ReplayedStream(kept.answer, to: errand.request) else {
            return GatewayReply(content: .answer(kept.answer), report: report)
        }
        return GatewayReply(content: .stream(AnswerStream(source) { _ in }), report: report)
    }
}

/// A whole answer and how it came about.
struct Fetched: Sendable {
    var answer: ModelAnswer
    var report: CallReport
}

/// What those who share a stream get.
enum SharedPiece: Sendable {
    case opened(CallReport, Price?)
    case chunk(StreamChunk)
}

extension GatewayError {
    static let notAStream = GatewayError(
        code: "upstream.shape",
        message: "The endpoint answered in one piece where a stream was asked for, or the reverse.",
        status: 502)
}
