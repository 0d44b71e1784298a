import Caching

/// How an asker finds the value, joins a run, or starts one.
extension Engine {
    func value<S: Step>(
        of step: S, priority: StepPriority, subject: String?, askedBy asker: Int?
    ) async throws -> S.Value {
        if let kept = memory.value(for: StepIdentity(step)) as? S.Value {
            emit(S.kind, subject, 0, .didReuse(.memory))
            return kept
        }
        guard runsSteps else { return try await looked(for: step) }
        let launch = Launch(steps: 1)
        let (flight, member, isNew) = try flights.join(step, waiter: asker) { id in
            Flight(id: id) { launch.settleOne() }
        }
        if isNew {
            launch.start {
                await self.perform([Ask(step: step, subject: subject, flight: flight)], priority: priority) {
                    steps, context in [try await steps[0].run(in: context)]
                }
            }
        }
        return try await wait(for: flight, member, of: S.self, subject: subject, askedBy: asker, isNew: isNew)
    }

    func values<S: BatchStep>(
        of steps: [S], priority: StepPriority, subjects: [String], askedBy asker: Int?
    ) async throws -> [S.Value] {
        guard runsSteps else {
            var kept: [S.Value] = []
            for step in steps { kept.append(try await looked(for: step)) }
            return kept
        }
        var values = [S.Value?](repeating: nil, count: steps.count)
        var joined: [Membership<S>] = []
        var asks: [Ask<S>] = []
        // Held back until all steps have joined: a flight that is left meanwhile must not cancel the others.
        let launch = Launch(steps: 1)
        do {
            for (index, step) in steps.enumerated() {
                let subject = subjects.indices.contains(index) ? subjects[index] : nil
                if let kept = memory.value(for: StepIdentity(step)) as? S.Value {
                    emit(S.kind, subject, 0, .didReuse(.memory))
                    values[index] = kept
                    continue
                }
                let (flight, member, isNew) = try flights.join(step, waiter: asker) { id in
                    launch.addStep()
                    return Flight(id: id) { launch.settleOne() }
                }
                joined.append(Membership(index: index, flight: flight, member: member, isNew: isNew, subject: subject))
                if isNew { asks.append(Ask(step: step, subject: subject, flight: flight)) }
            }
        } catch {
            // Nobody will start the new flights: whoever joined them meanwhile hears so.
            for ask in asks { fail(ask, error) }
            for membership in joined { membership.leave(asker, flights) }
            throw error
        }
        if !asks.isEmpty {
            let asks = asks
            launch.start {
                await self.perform(asks, priority: priority) { steps, context in
                    try await S.run(batch: steps, in: context)
                }
            }
        }
        launch.settleOne()
        return try await withThrowingTaskGroup(of: (Int, S.Value).self) { group in
            for each in joined {
                group.addTask {
                    let value = try await self.wait(
                        for: each.flight, each.member, of: S.self, subject: each.subject, askedBy: asker,
                        isNew: each.isNew)
                    return (each.index, value)
                }
            }
            for try await (index, value) in group { values[index] = value }
            return values.compactMap { $0 }
        }
    }

    private func looked<S: Step>(for step: S) async throws -> S.Value {
        guard let kept = try await keptValue(of: step) else { throw EngineError.notKept(S.kind) }
        return kept
    }

    /// One step of a batch, and the flight that it waits for.
    private struct Membership<S: Step>: Sendable {
        var index: Int
        var flight: Flight<S.Value>
        var member: Int
        var isNew: Bool
        var subject: String?

        func leave(_ asker: Int?, _ flights: FlightTable) {
            flight.leave(member)
            if let asker { flights.stopWaiting(asker, for: flight.id) }
        }
    }

    private func wait<S: Step>(
        for flight: Flight<S.Value>, _ member: Int, of kind: S.Type, subject: String?, askedBy asker: Int?,
        isNew: Bool
    ) async throws -> S.Value {
        defer { if let asker { flights.stopWaiting(asker, for: flight.id) } }
        let value = try await flight.value(as: member)
        if !isNew { emit(S.kind, subject, flight.id, .didReuse(.shared)) }
        return value
    }
}

/// One step that has to be made, and those who wait for it.
struct Ask<S: Step>: Sendable {
    var step: S
    var subject: String?
    var flight: Flight<S.Value>
}
