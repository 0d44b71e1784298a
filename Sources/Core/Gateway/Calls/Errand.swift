import JSON
import Resilience
import Synchronization

/// One request of one caller: what the route says about it, and who is told how it went.
struct Errand: Sendable {
    let request: ModelRequest
    let who: Caller
    let began: ContinuousClock.Instant
    let deadline: ContinuousClock.Instant
    let route: RouteConfiguration
    let variant: (index: Int, name: String)?
    let pools: [Pool]
    let id: String
    /// The names under which an equal answer may have been kept: one for each model of the first pool.
    private let keys: [AnswerKey]
    private let fingerprint: RequestFingerprint?
    private let plan: GatewayPlan
    private let gateway: Gateway
    private var isObserved = true
    /// What the semantic cache is owed when the answer is there.
    var debt: SemanticCaches.Debt?

    /// - Throws: ``GatewayError`` when nobody answers to the name.
    init(
        _ request: ModelRequest, caller: Caller, began: ContinuousClock.Instant, plan: GatewayPlan, gateway: Gateway
    ) throws(GatewayError) {
        guard let name = request.model, !name.isEmpty else { throw .noModel }
        guard let route = plan.routes.route(for: name) else {
            throw .unknownModel(name, known: plan.routes.names)
        }
        guard let chosen = plan.variant(of: route, randomness: gateway.services.randomness) else {
            throw GatewayError(
                code: "route.empty", message: "All variants of the route '\(route.name)' have the weight 0.",
                remedy: "Give one of them a weight.", status: 503)
        }
        var pools: [Pool] = []
        for pool in [chosen.variant.pool] + route.fallbacks {
            if let pool = plan.pools[pool], !pools.contains(where: { $0 === pool }) { pools.append(pool) }
        }
        guard let first = pools.first else { throw .unknownModel(name, known: plan.routes.names) }
        self.request = request
        self.who = caller
        self.began = began
        self.deadline = began + min(route.deadline, caller.deadline ?? route.deadline)
        self.route = route
        self.variant = route.variants.count > 1 ? (chosen.index, chosen.variant.name) : nil
        self.pools = pools
        self.plan = plan
        self.gateway = gateway
        id = gateway.services.identity()
        if route.cache.exact || route.sharesIdentical, caller.cachePolicy != .bypass {
            let fingerprint = RequestFingerprint(of: request)
            keys = first.models(for: request).map { AnswerKey(fingerprint, model: $0, tenant: caller.tenant) }
            self.fingerprint = fingerprint
        } else {
            keys = []
            fingerprint = nil
        }
    }

    // MARK: Caches

    /// Whether equal requests that come meanwhile get the same answer.
    ///
    /// Whoever is in more of a hurry than the route does not wait for others.
    var isShared: Bool {
        fingerprint != nil && who.cachePolicy == .use && who.deadline.map { $0 >= route.deadline } ?? true
    }
    /// Whether the answer is kept.
    var keeps: Bool { route.cache.exact && fingerprint != nil }
    /// What requests must have in common to be answered together.
    var flightKey: FlightKey? {
        keys.first.map { FlightKey(answer: $0, route: route.name, tellsUsage: request.tellsUsage) }
    }

    func lookUp(in cache: AnswerCache, at now: ContinuousClock.Instant) -> CachedAnswer? {
        guard route.cache.exact, who.cachePolicy == .use else { return nil }
        for key in keys {
            if let kept = cache.lookUp(key, field: route.name, at: now) { return kept }
        }
        return nil
    }

    /// What the semantic cache compares; `nil` where there is no text to compare.
    var question: SemanticQuestion? {
        guard let model = pools.first?.models(for: request).first else { return nil }
        return SemanticQuestion(of: request, model: model, tenant: who.tenant, field: route.name)
    }

    /// Keeps an answer under the model that made it.
    func keep(_ answer: ModelAnswer, from arrival: RouteWalk.Arrival, cost: Double?, in cache: AnswerCache) {
        let asked = arrival.endpoint.model(for: request)
        let isAsked = ModelIdentity.agrees(asked: asked, answered: answer.model)
        let now = gateway.services.time.now()
        let effort = Effort(time: began.duration(to: now), dollars: cost ?? 0)
        if let debt, isAsked, asked == pools.first?.models(for: request).first {
            gateway.semantics.later(
                .settle(debt, answer, request.operation, lifetime: route.cache.timeToLive, effort))
        }
        guard keeps, let fingerprint else { return }
        cache.store(
            answer, for: AnswerKey(fingerprint, model: isAsked ? asked : answer.model, tenant: who.tenant),
            operation: request.operation, field: route.name, lifetime: route.cache.timeToLive, effort: effort, at: now)
    }

    // MARK: Calls

    func walk(_ request: ModelRequest, attemptsBefore: Int) async throws -> RouteWalk.Arrival {
        let order = CallOrder(
            request, priority: who.priority, deadline: deadline, hedges: route.hedging.isOn)
        let walk = RouteWalk(
            route: route, pools: pools, order: order, began: began, caller: gateway.caller.withLock { $0 },
            observer: gateway.services.observer)
        var arrival = try await walk.run()
        arrival.attempts += attemptsBefore
        return arrival
    }

    /// Lets another endpoint of the same pool go on with a stream.
    func continuation(from arrival: RouteWalk.Arrival) -> AnswerStream.Continuation? {
        guard request.operation == .chat, case .remote = arrival.endpoint.speaker else { return nil }
        let resumption = StreamResumption(
            request: request, pool: arrival.pool, priority: who.priority, deadline: deadline,
            caller: gateway.caller.withLock { $0 }, observer: gateway.services.observer)
        return { said, failed in try await resumption.resume(after: said, failed: failed) }
    }

    var elapsed: Duration { began.duration(to: gateway.services.time.now()) }

    // MARK: Reports

    func report(of arrival: RouteWalk.Arrival, usage: TokenUsage?) -> CallReport {
        CallReport(
            source: .model, route: route.name, variant: variant?.name, endpoint: arrival.endpoint.name,
            model: answeredModel(arrival), attempts: arrival.attempts, isFallback: arrival.place > 0,
            cost: usage.flatMap { arrival.endpoint.configuration.price?.cost(of: $0) }, id: id)
    }

    private func answeredModel(_ arrival: RouteWalk.Arrival) -> String {
        let asked = arrival.endpoint.model(for: request)
        switch arrival.reply {
        case .answer(let answer): return answer.model
        case .stream(let opened): return opened.beginning.lazy.compactMap(\.model).first ?? asked
        }
    }

    func report(of kept: CachedAnswer, from source: CallReport.Source) -> CallReport {
        CallReport(source: source, route: route.name, model: kept.answer.model, cost: 0, id: id)
    }

    func shared(_ report: CallReport) -> CallReport {
        var shared = report
        shared.source = .shared
        shared.attempts = 0
        shared.cost = report.cost.map { _ in 0 }
        shared.id = id
        return shared
    }

    /// The same, telling nobody how it went: whoever shares it tells.
    var unobserved: Errand {
        var errand = self
        errand.isObserved = false
        return errand
    }

    func succeeded(_ report: CallReport, usage: TokenUsage?, latency: Duration, saved: Effort = .none) {
        guard isObserved else { return }
        if let variant, report.source == .model {
            plan.updateChooser(of: route.name) {
                $0.record(variant.index, succeeded: true, latency: latency / .seconds(1), cost: report.cost ?? 0)
            }
            gateway.scores.remember(id: id, route: route.name, variant: variant.name)
        }
        observe(report, errorCode: nil, usage: usage, latency: latency, saved: saved)
    }

    func failed(_ error: any Error) {
        guard isObserved else { return }
        if let variant, !(error is CancellationError) {
            plan.updateChooser(of: route.name) {
                $0.record(variant.index, succeeded: false, latency: elapsed / .seconds(1), cost: 0)
            }
        }
        let code = (error as? GatewayError)?.code ?? (error is CancellationError ? "cancelled" : "failed")
        observe(nil, errorCode: code, usage: nil, latency: elapsed, saved: .none)
    }

    func ended(_ ending: AnswerStream.Ending, report: CallReport, cost: Double?) {
        switch ending {
        case .complete(let usage):
            var report = report
            report.cost = cost ?? report.cost
            succeeded(report, usage: usage, latency: elapsed)
        case .broken(let error): failed(error)
        case .abandoned: failed(CancellationError())
        }
    }

    private func observe(
        _ report: CallReport?, errorCode: String?, usage: TokenUsage?, latency: Duration, saved: Effort
    ) {
        gateway.services.observer.requestEnded(
            RequestRecord(
                route: route.name, variant: variant?.name, tenant: who.tenant, operation: request.operation,
                source: report?.source, errorCode: errorCode, latency: latency, attempts: report?.attempts ?? 0,
                isFallback: report?.isFallback ?? false, usage: usage, cost: report?.cost,
                savedSeconds: saved.time / .seconds(1), savedCost: saved.dollars))
    }
}

/// Requests with equal ones, at the same time, are answered by one call: the same question to the same model by the
/// same route, told in the same form.
struct FlightKey: Hashable, Sendable {
    var answer: AnswerKey
    var route: String
    var tellsUsage: Bool
}

extension ModelRequest {
    /// Whether a stream is to end with a piece that tells the usage.
    var tellsUsage: Bool { body["stream_options"]?["include_usage"]?.bool ?? false }
}
