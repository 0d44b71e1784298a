import Synchronization

/// The runs under way, by step, and who waits for whom.
final class FlightTable: Sendable {
    private struct State {
        var flights: [StepIdentity: any Sendable] = [:]
        var graph = WaitGraph()
        var nextID = 0
    }

    private let state = Mutex(State())

    /// Joins the run of `step` that is under way, or starts one.
    ///
    /// - Parameters:
    ///   - waiter: the run that asks, if it is a run.
    ///   - make: makes the flight when there is none.
    /// - Returns: the flight, the membership in it, and whether it is new.
    /// - Throws: ``EngineError/cycle`` when the run that asks is one that the step's run waits for.
    func join<S: Step>(
        _ step: S, waiter: Int?, make: (_ id: Int) -> Flight<S.Value>
    ) throws -> (flight: Flight<S.Value>, member: Int, isNew: Bool) {
        try state.withLock { state in
            let identity = StepIdentity(step)
            if let flight = state.flights[identity] as? Flight<S.Value> {
                if let waiter, !state.graph.add(waiter, waitsFor: flight.id) { throw EngineError.cycle(S.kind) }
                if let member = flight.join() { return (flight, member, false) }
                // Everybody had left it: it is being cancelled, and this is a new beginning.
                if let waiter { state.graph.remove(waiter, waitsFor: flight.id) }
            }
            state.nextID += 1
            let flight = make(state.nextID)
            guard let member = flight.join() else { throw CancellationError() }
            state.flights[identity] = flight
            if let waiter { _ = state.graph.add(waiter, waitsFor: flight.id) }
            return (flight, member, true)
        }
    }

    func stopWaiting(_ waiter: Int, for flight: Int) {
        state.withLock { $0.graph.remove(waiter, waitsFor: flight) }
    }

    /// Forgets the run: from now on somebody who asks starts a new one.
    func remove<S: Step>(_ step: S, flight: Flight<S.Value>) {
        state.withLock { state in
            let identity = StepIdentity(step)
            if (state.flights[identity] as? Flight<S.Value>) === flight { state.flights[identity] = nil }
        }
    }
}
