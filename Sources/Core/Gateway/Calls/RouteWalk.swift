import Resilience

/// One request on its way along a route: pool after pool, attempt after attempt, until somebody answers.
struct RouteWalk: Sendable {
    let route: RouteConfiguration
    /// The variant's pool first, then the fallbacks.
    let pools: [Pool]
    let order: CallOrder
    let began: ContinuousClock.Instant
    let caller: EndpointCaller
    let observer: any GatewayObserver

    /// What the walk found.
    struct Arrival: Sendable {
        var reply: EndpointReply
        var endpoint: ModelEndpoint
        var pool: Pool
        /// Its place on the route; 0 is who was asked first.
        var place: Int
        /// Calls made for this request.
        var attempts: Int
    }

    /// How a pool was left without an answer.
    private struct Dismissal {
        var reason: String
        var retryAfter: Duration?
        var isDeadline = false
    }

    /// What happened so far.
    fileprivate struct Progress {
        var attempts = 0
        var last: UpstreamFailure?
        /// Set when the last endpoint could do nothing with this request, though another might have.
        var refusal: GatewayError?
    }

    /// With a fallback to go to, a pool is tried this often at most.
    private static let attemptsBeforeFallback = 3
    /// The share of the remaining time in which a pool with a fallback behind it must have begun to answer.
    private static let shareOfTime = 0.75
    private static let probePause = Duration.milliseconds(25)
    private static let longestProbePause = Duration.milliseconds(400)

    /// - Throws: ``GatewayError``; `CancellationError` when the caller left.
    func run() async throws -> Arrival {
        var progress = Progress()
        guard let lastPlace else { throw GatewayError.unsupported(order.request.operation, route: route.name) }
        var dismissal = Dismissal(reason: "no pool of the route can do this")
        for (place, pool) in pools[...lastPlace].enumerated() {
            if progress.attempts > 0, !pool.payForArrival() {
                dismissal = Dismissal(reason: "too many calls fail just now to add another")
                continue
            }
            switch try await walk(pool, place: place, isLast: place == lastPlace, &progress) {
            case .success(let arrival): return arrival
            case .failure(let end): dismissal = end.dismissal
            }
            if dismissal.isDeadline { break }
        }
        if let refusal = progress.refusal { throw refusal }
        if dismissal.isDeadline {
            throw GatewayError.deadline(route: route.name, after: order.deadline - began, last: progress.last)
        }
        throw GatewayError.exhausted(
            route: route.name, attempts: progress.attempts, last: progress.last, because: dismissal.reason,
            retryAfter: dismissal.retryAfter ?? progress.last?.retryAfter)
    }

    private struct End: Error {
        var dismissal: Dismissal

        init(_ reason: String, retryAfter: Duration? = nil, isDeadline: Bool = false) {
            dismissal = Dismissal(reason: reason, retryAfter: retryAfter, isDeadline: isDeadline)
        }
    }

    /// The last pool that can do such a thing: there patience is of use. `nil`: none can.
    private var lastPlace: Int? {
        pools.lastIndex { $0.hasCapable(beside: [], for: order.request.operation) }
    }

    private func walk(
        _ pool: Pool, place: Int, isLast: Bool, _ progress: inout Progress
    ) async throws -> Result<Arrival, End> {
        var machine = RetryMachine(policy: policy(isLast: isLast), deadline: order.deadline, isIdempotent: true)
        var order = order
        order.mayProbeEarly = isLast
        if !isLast { order.patience = patience(from: caller.time.now()) }
        // Those that failed, and those of them that would only fail again.
        var tried: [Int] = []
        var refusing: [Int] = []
        var pause = Self.probePause
        while true {
            try Task.checkCancellation()
            let now = caller.time.now()
            guard now < order.patience else { return .failure(End("the time was over", isDeadline: isLast)) }
            let ticket: EndpointTicket
            switch await reserve(order, in: pool, avoiding: tried, at: now) {
            case .failure(let failure):
                if failure.failureClass == .cancelled { throw CancellationError() }
                (progress.last, progress.refusal) = (failure, nil)
                let isDeadline = isLast && failure.failureClass == .timeout
                return .failure(End("'\(pool.name)' has no room", isDeadline: isDeadline))
            case .success(.ticket(let reserved)): ticket = reserved
            case .success(.unsupported):
                return .failure(End("'\(pool.name)' has no \(order.request.operation.rawValue)"))
            case .success(.resting(let until)):
                // Those that failed before may be well enough to be asked again.
                let hasRetriable = tried.count > refusing.count
                tried = refusing
                if hasRetriable, until <= now { continue }
                if let end = try await rest(in: pool, isLast: isLast, refusing: refusing, probePause: pause) {
                    return .failure(end)
                }
                pause = min(pause * 2, Self.longestProbePause)
                continue
            }
            if progress.attempts == 0 { pool.recordFirstAttempt() }
            let attempt = await pool.attempt(order, with: ticket, caller: caller, observer: observer)
            progress.attempts += attempt.calls
            let failure: UpstreamFailure
            switch attempt.result {
            case .success(let reply):
                return .success(
                    Arrival(
                        reply: reply, endpoint: attempt.endpoint, pool: pool, place: place,
                        attempts: progress.attempts))
            case .failure(let met): failure = met
            }
            try progress.note(failure, of: attempt)
            tried.append(attempt.endpoint.id)
            if attempt.refusesForGood { refusing.append(attempt.endpoint.id) }
            // Nothing was sent: the next one costs no extra call.
            if attempt.calls == 0, pool.hasCapable(beside: refusing, for: order.request.operation) { continue }
            if let end = try await prepareRetry(
                after: failure, in: pool, tried: &tried, refusing: refusing, &machine, isLast)
            {
                return .failure(end)
            }
        }
    }

    /// Until when a pool with another one behind it may take to begin an answer.
    private func patience(from now: ContinuousClock.Instant) -> ContinuousClock.Instant {
        now + max(.zero, order.deadline - now) * Self.shareOfTime
    }

    private func reserve(
        _ order: CallOrder, in pool: Pool, avoiding tried: [Int], at now: ContinuousClock.Instant
    ) async -> Result<Pool.Reservation, UpstreamFailure> {
        do throws(UpstreamFailure) {
            return .success(try await pool.reserve(order, avoiding: tried, now: now))
        } catch {
            return .failure(error)
        }
    }

    /// Waits as long as it takes until the next attempt; `nil` when it may be made now.
    private func prepareRetry(
        after failure: UpstreamFailure, in pool: Pool, tried: inout [Int], refusing: [Int],
        _ machine: inout RetryMachine, _ isLast: Bool
    ) async throws -> End? {
        let now = caller.time.now()
        let elsewhere = pool.hasAnother(than: tried, for: order.request.operation, at: now)
        var failure = failure
        if !failure.failureClass.mayBeRetried {
            // A key that is refused, a model that is not there: only another endpoint can help, and perhaps one that
            // has failed before for a reason that passes.
            guard pool.hasCapable(beside: refusing, for: order.request.operation) else {
                return End("'\(pool.name)' refused")
            }
            failure.failureClass = .server
            failure.retryAfter = nil
        }
        if !elsewhere, !isLast, let wait = failure.retryAfter, wait > route.retry.base * 2 {
            // It asks for more patience than its own pauses would take, and somebody else can be asked.
            return End("'\(pool.name)' asks to be left alone", retryAfter: wait)
        }
        var decision = pool.next(&machine, after: failure, elsewhere: elsewhere)
        while true {
            switch decision {
            case .retry(let instant):
                if !elsewhere { tried = refusing }
                if instant > now { try await caller.time.sleep(instant) }
                return nil
            case .hold(let instant):
                guard isLast else { return End("'\(pool.name)' fails too often") }
                try await caller.time.sleep(instant)
                decision = pool.resume(&machine)
            case .giveUp(let reason):
                return End(Self.sentence(for: reason, pool: pool.name), isDeadline: isLast && reason == .deadline)
            }
        }
    }

    /// All endpoints of a pool rest: the next pool is asked, or, at the end of the route, their return is awaited if it
    /// is near.
    ///
    /// - Parameter probePause: how long to wait when one of them is just being tried by somebody else, the end of which
    ///   nobody can foretell.
    private func rest(
        in pool: Pool, isLast: Bool, refusing: [Int], probePause: Duration
    ) async throws -> End? {
        let now = caller.time.now()
        guard let instant = pool.earliest(beside: refusing, for: order.request.operation, at: now) else {
            return End("'\(pool.name)' refused")
        }
        let span = max(.zero, instant - now)
        guard isLast, instant < order.deadline, span <= route.retry.cap else {
            return End("all endpoints of '\(pool.name)' are resting", retryAfter: span > .zero ? span : nil)
        }
        // Once a second one of those who wait may find out whether an endpoint works again before its rest is over.
        try await caller.time.sleep(
            min(span > .zero ? min(instant, now + .seconds(1)) : now + probePause, order.deadline))
        return nil
    }

    private func policy(isLast: Bool) -> RetryPolicy {
        let attempts = isLast ? route.retry.attempts : min(route.retry.attempts, Self.attemptsBeforeFallback)
        let rules = RetryPolicy.usualRules.mapValues { _ in
            RetryPolicy.Rule(attempts: attempts, base: route.retry.base)
        }
        return RetryPolicy(
            rules: rules, attempts: attempts, longestPause: min(route.retry.cap, .seconds(30)),
            budgetPatience: route.retry.cap)
    }

    private static func sentence(for reason: RetryMachine.Reason, pool: String) -> String {
        switch reason {
        case .refused: "'\(pool)' refused"
        case .cancelled: "the caller left"
        case .notIdempotent: "the work may not be done twice"
        case .attempts: "the attempts on '\(pool)' are used up"
        case .deadline: "the time was over"
        case .budget: "too many calls to '\(pool)' fail just now to add another"
        }
    }
}

extension RouteWalk.Progress {
    /// Takes in a failed attempt.
    ///
    /// - Throws: when it ends the walk: the caller left, or the provider says that the request is wrong.
    fileprivate mutating func note(_ failure: UpstreamFailure, of attempt: Pool.Attempt) throws {
        if failure.failureClass == .cancelled { throw CancellationError() }
        last = failure
        refusal = nil
        let name = attempt.endpoint.name
        // What was never sent another provider may understand; and a model that is not here may be elsewhere.
        if attempt.calls > 0, failure.blame == .request { throw GatewayError.refused(failure, by: name) }
        if attempt.endpoint.blame(for: failure) == .request { refusal = .refused(failure, by: name) }
    }
}

extension Pool.Attempt {
    /// Whether the endpoint would fail this request again.
    fileprivate var refusesForGood: Bool {
        guard case .failure(let failure) = result else { return false }
        return !failure.failureClass.mayBeRetried
    }
}
