import Essentials
public import Foundation
public import HTTPMessages
public import Networking
public import Resilience
import Synchronization

/// A model provider that is not real: to test against, and to plan capacity with.
///
///     let upstream = try MockUpstream(scenario: Scenario(reading: "rules: [{calls: {first: 3}, fault: 503}]"))
///     try await upstream.run(port: 0, group: group) { port in … }     // until the task is cancelled
///     upstream.log.entries                                            // what it received, and what became of it
///
/// It speaks the shapes of OpenAI (chat, completions, embeddings, speech, transcriptions, models), Anthropic
/// (messages), Amazon Bedrock (Converse, ConverseStream, embeddings) and Google (Gemini, Vertex AI), all on one port.
/// `PUT /mock/scenario` changes what it does while it runs; `GET` and `DELETE /mock/log` read and clear its log.
///
/// The same seed and the same order of calls give the same fates. Several may live in one process.
public final class MockUpstream: Sendable {
    public let log: RequestLog
    let time: TimeSource
    private let wallClock: @Sendable () -> Date
    private let seed: UInt64
    private let birth: ContinuousClock.Instant
    private let state: Mutex<State>
    let doorbell = Doorbell()

    private struct State {
        var machine: FateMachine
        var prepared = PreparedAnswers()
        var closedUntil: ContinuousClock.Instant?
    }

    /// - Parameter logCapacity: how many calls are kept in the log; 0 keeps totals only, and then the answers of an
    ///   empty scenario are prepared once and sent again to equal requests, which is fast.
    public init(
        scenario: Scenario = Scenario(), seed: UInt64 = 1, logCapacity: Int = 10_000, time: TimeSource = .system,
        wallClock: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.seed = seed
        self.time = time
        self.wallClock = wallClock
        birth = time.now()
        log = RequestLog(capacity: logCapacity)
        state = Mutex(State(machine: FateMachine(scenario, seed: seed, start: birth)))
    }

    public var scenario: Scenario { state.withLock { $0.machine.scenario } }

    /// Begins another scenario: its time, its counts and its buckets start now. Calls under way keep their fate.
    public func set(_ scenario: Scenario) {
        let machine = FateMachine(scenario, seed: seed, start: time.now())
        state.withLock { state in
            state.machine = machine
            state.prepared = PreparedAnswers()
            state.closedUntil = nil
        }
        doorbell.ring()
    }

    /// Closes the port for a while, and all connections: whoever connects is refused.
    public func refuseConnections(for duration: Duration) {
        let end = time.now() + duration
        state.withLock { $0.closedUntil = max($0.closedUntil ?? end, end) }
        doorbell.ring()
    }

    /// Whether the port is closed, and the next instant at which that may change.
    func door() -> (isClosed: Bool, until: ContinuousClock.Instant?) {
        let now = time.now()
        return state.withLock { state in
            let planned = state.machine.door(at: now)
            guard let closedUntil = state.closedUntil, closedUntil > now else { return planned }
            return (true, planned.until.map { min($0, closedUntil) } ?? closedUntil)
        }
    }

    /// Answers one request.
    public func handle(_ request: ReceivedRequest, _ writer: ResponseWriter) async {
        if request.path.hasPrefix("/mock/") { return await control(request, writer) }
        let key = log.capacity == 0 ? PreparedAnswers.Key(request) : nil
        if let key, let answer = state.withLock({ $0.prepared[key] }) {
            log.countPrepared()
            return await answer.send(to: writer)
        }
        await answer(request, writer, key: key)
    }
}

// One call.
extension MockUpstream {
    private func answer(_ request: ReceivedRequest, _ writer: ResponseWriter, key: PreparedAnswers.Key?) async {
        let start = time.now()
        let inquiry = Inquiry(request)
        let scenario = self.scenario
        var composer = Composer(settings: scenario.answer, created: Int(wallClock().timeIntervalSince1970))
        var question: Question?
        if case .question(let found) = inquiry { question = found }
        var reply = question.map(composer.reply)
        let caller = CallerKey.of(request)
        let arrival = Arrival(
            path: request.path, model: question?.model ?? "", key: caller, isStreaming: question?.isStreaming ?? false,
            tokens: (reply?.inputTokens ?? 0) + (reply?.outputTokens ?? 0))
        let fate = state.withLock { $0.machine.decide(arrival, at: start) }
        let number = log.began(decision: fate.word) { number in
            entry(number, request, arrival, fate, at: start)
        }
        if let kind = fate.fault?.kind, let question, kind == .wrongModel || kind == .nonsense {
            composer.isNonsense = kind == .nonsense
            composer.wrongModel = kind == .wrongModel ? "another-model" : nil
            reply = composer.reply(to: question)
        }
        let scripts = ScriptWriter(scenario: scenario, inquiry: inquiry, reply: reply)
        var performance = Performance(scripts, fault: fate.fault) { fault in
            RetryAfterFields.fields(fault, scale: scenario.timeScale, now: wallClock())
        }
        performance.script.headers["x-request-id"] = "mock-\(number)"
        if let region = scenario.region { performance.script.headers["x-mock-region"] = region }
        if let key, scenario.isPlain {
            // Only for the scenario that it was made for.
            let prepared = PreparedAnswers.Answer(performance.script)
            state.withLock { if $0.machine.scenario == scenario { $0.prepared.keep(prepared, for: key) } }
        }
        if fate.fault?.kind == .refused {
            refuseConnections(for: Seconds.duration((fate.fault?.duration?.value ?? 1) * scenario.timeScale))
        }
        var delivery = Delivery(performance, to: writer, fate: fate, time: time, start: start)
        delivery.timeScale = scenario.timeScale
        let end = await delivery.play()
        log.ended(number, end, tokensSent: delivery.tokensSent, took: (time.now() - start) / .seconds(1))
    }

    private func entry(
        _ number: Int, _ request: ReceivedRequest, _ arrival: Arrival, _ fate: Fate, at start: ContinuousClock.Instant
    ) -> LogEntry {
        LogEntry(
            number: number, arrived: (start - birth) / .seconds(1), method: request.method, path: request.path,
            model: arrival.model.isEmpty ? nil : arrival.model, key: arrival.key.map(CallerKey.fingerprint),
            isStreaming: arrival.isStreaming, body: ContentDigest(of: request.body).description, decision: fate.word,
            rule: fate.cause, tokensSent: 0, end: .running)
    }
}
