public import Synchronization

/// Lets identical requests that come at the same time share one piece of work.
///
/// The first caller of a key begins the work, in a task that belongs to all who await it; the others wait for the
/// same value. A caller whose task is cancelled leaves at once, and the last to leave cancels the work, so that a
/// leader that goes away hurts nobody, and nothing runs for nobody. A failure is given to all who wait, and is not
/// remembered.
///
///     let answers = SingleFlight<ContentDigest, Answer>()
///     let result = try await answers.value(for: digest) { try await ask(upstream) }
///     result.isLeader   // false for those who shared the work of another
///
/// The work inherits the task-local values and the priority of the caller that began it.
public final class SingleFlight<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    @usableFromInline let flights = Mutex<[Key: ValueFlight<Value>]>([:])

    @inlinable
    public init() {}

    /// How many pieces of work are under way.
    @inlinable
    public var count: Int { flights.withLock { $0.count } }

    /// How many callers await the value of `key`.
    @inlinable
    public func callers(of key: Key) -> Int {
        flights.withLock { $0[key] }?.memberCount ?? 0
    }

    /// Waits for the value of `key`, and begins `work` when nobody has.
    ///
    /// - Parameter executor: where the work runs, as by `Task(executorPreference:)`.
    /// - Throws: what the work throws; `CancellationError` when the calling task is cancelled first.
    @inlinable
    public func value(
        for key: Key, executor: (any TaskExecutor)? = nil, isolation: isolated (any Actor)? = #isolation,
        work: @escaping @Sendable () async throws -> Value
    ) async throws -> FlightResult<Value> {
        try Task.checkCancellation()
        let (flight, member, isLeader) = join(key)
        if isLeader {
            flight.own(
                Task(executorPreference: executor) { [self] in
                    let result: Result<Value, any Error>
                    do { result = .success(try await work()) } catch { result = .failure(error) }
                    // Out of the table first: whoever comes from now on begins anew.
                    forget(flight, of: key)
                    flight.finish(result)
                })
        }
        let value = try await withTaskCancellationHandler {
            try await withUnsafeThrowingContinuation(isolation: isolation) { flight.park($0, as: member) }
        } onCancel: {
            if flight.leave(member) { forget(flight, of: key) }
        }
        return FlightResult(value: value, isLeader: isLeader)
    }

    @inlinable
    func join(_ key: Key) -> (flight: ValueFlight<Value>, member: Int, isLeader: Bool) {
        flights.withLock { flights in
            if let flight = flights[key], let member = flight.join() { return (flight, member, false) }
            let flight = ValueFlight<Value>()
            flights[key] = flight
            return (flight, ValueFlight<Value>.leader, true)
        }
    }

    @inlinable
    func forget(_ flight: ValueFlight<Value>, of key: Key) {
        flights.withLock { flights in
            if flights[key] === flight { flights[key] = nil }
        }
    }
}
