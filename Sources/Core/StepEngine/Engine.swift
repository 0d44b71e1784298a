package import Caching
import Essentials
package import Foundation

/// Does every step once.
///
/// Concurrent askers of equal steps share one run; later ones get the kept result, from memory or from disk. If the
/// last asker is cancelled, so is the run. A failure is given to everyone who waits, and is not kept.
public final class Engine: Sendable {
    package let disk: DiskCache?
    let memory: MemoryTier<StepIdentity, any Sendable>
    let flights = FlightTable()
    let gate: LaneGate
    package let services: StepServices
    let observers: [any StepObserver]
    let fingerprint: @Sendable (String) async -> String
    let explains: Bool
    let now: @Sendable () -> ContinuousClock.Instant
    let today: @Sendable () -> Date
    /// Whether steps that are missing are run.
    let runsSteps: Bool

    /// - Parameters:
    ///   - disk: where results are kept; `nil` keeps them in memory only.
    ///   - memoryLimit: how many bytes of values are kept in memory.
    ///   - plan: how many steps run at once.
    ///   - services: what the steps work with.
    ///   - fingerprint: the version of a tool, by its name.
    ///   - explains: whether runs look up why they are necessary (one more read of the disk each).
    ///   - observers: hear every event.
    ///   - now: the clock for waiting and measuring.
    ///   - today: the clock for the records.
    package init(
        disk: DiskCache?,
        memoryLimit: Int = 64 << 20,
        plan: LanePlan,
        services: StepServices = StepServices(),
        fingerprint: @escaping @Sendable (String) async -> String = { $0 },
        explains: Bool = false,
        observers: [any StepObserver] = [],
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now },
        today: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.disk = disk
        memory = MemoryTier(capacity: memoryLimit)
        gate = LaneGate(plan: plan, now: now)
        self.services = services
        self.observers = observers
        self.fingerprint = fingerprint
        self.explains = explains
        self.now = now
        self.today = today
        runsSteps = true
    }

    private init(lookingInto other: Engine) {
        disk = other.disk
        memory = other.memory
        gate = other.gate
        services = other.services
        observers = []
        fingerprint = other.fingerprint
        explains = false
        now = other.now
        today = other.today
        runsSteps = false
    }

    /// The same results, to be looked at only: whoever asks it for a step that is not kept gets
    /// ``EngineError/notKept(_:)``. So work can be gone through to see how much of it there is.
    package func onlyLooking() -> Engine { Engine(lookingInto: self) }

    /// The value of a step: kept, shared with a run under way, or made now.
    ///
    /// - Parameters:
    ///   - subject: what the step is about, in words, for people ("slide 3, sentence 2"). Not part of its identity.
    /// - Throws: the step's own error; ``EngineError``; `CancellationError` when the calling task is cancelled.
    public func value<S: Step>(
        of step: S, priority: StepPriority = .normal, subject: String? = nil
    ) async throws -> S.Value {
        try await value(of: step, priority: priority, subject: subject, askedBy: nil)
    }

    /// The values of several steps of one kind, in their order. Those that are not there yet are made together.
    ///
    /// - Parameter subjects: what the steps are about; empty, or one for each.
    public func values<S: BatchStep>(
        of steps: [S], priority: StepPriority = .normal, subjects: [String] = []
    ) async throws -> [S.Value] {
        try await values(of: steps, priority: priority, subjects: subjects, askedBy: nil)
    }

    /// The value if it is there already, without running anything.
    public func keptValue<S: Step>(of step: S) async throws -> S.Value? {
        if let value = memory.value(for: StepIdentity(step)) as? S.Value { return value }
        guard S.retention == .disk, let disk else { return nil }
        let key = try await key(of: step)
        guard let record = try await disk.lookUp(key.digest).record else { return nil }
        return decode(S.self, record)
    }

    /// Writes down which results were used, and collects what is over `quota`. Call it when the work is done.
    package func settle(quota: Collector.Quota) async throws -> Collector.Report {
        guard let disk else { return .init() }
        try await disk.records.touch(Array(disk.session.notedDigests), at: today())
        return try await Collector(disk).collect(down: quota)
    }

    func key<S: Step>(of step: S) async throws -> StepKey {
        var fingerprints: [String: String] = [:]
        for tool in step.tools { fingerprints[tool] = await fingerprint(tool) }
        return try StepKey(of: step, fingerprints: fingerprints)
    }

    func decode<S: Step>(_ kind: S.Type, _ record: Record) -> S.Value? {
        try? JSONDecoder().decode(Kept<S.Value>.self, from: Data(record.value)).value
    }

    func emit(_ kind: StepKind, _ subject: String?, _ run: Int, _ happening: StepEvent.Happening) {
        guard !observers.isEmpty else { return }
        let event = StepEvent(kind: kind, subject: subject, run: run, happening: happening)
        for observer in observers { observer.observe(event) }
    }
}

/// Wraps a value, so that a bare string or number is a whole JSON document too.
struct Kept<Value: Codable & Sendable>: Codable, Sendable {
    var value: Value
}
