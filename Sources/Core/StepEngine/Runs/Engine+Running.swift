import Caching
import Foundation

/// How a run goes: look on disk, wait for a place, do the work, keep the result, tell everybody.
extension Engine {
    /// What has to be made, and what is known about it.
    private struct Missing<S: Step>: Sendable {
        var ask: Ask<S>
        var key: StepKey?
        var reason: RunReason
    }

    typealias Work<S: Step> = @Sendable ([S], StepContext) async throws -> [S.Value]

    func perform<S: Step>(_ asks: [Ask<S>], priority: StepPriority, _ work: Work<S>) async {
        var missing: [Missing<S>] = []
        for ask in asks {
            do {
                if let needed = try await lookUp(ask) { missing.append(needed) }
            } catch {
                fail(ask, error)
            }
        }
        guard !missing.isEmpty else { return }
        do {
            try await make(missing, priority: priority, work)
        } catch {
            for each in missing { fail(each.ask, error) }
        }
    }

    /// Finishes the ask with what the disk has, or says what is missing.
    private func lookUp<S: Step>(_ ask: Ask<S>) async throws -> Missing<S>? {
        // Another run may have ended between the asker's look and its joining.
        if let kept = memory.value(for: StepIdentity(ask.step)) as? S.Value {
            flights.remove(ask.step, flight: ask.flight)
            emit(S.kind, ask.subject, ask.flight.id, .didReuse(.memory))
            ask.flight.finish(.success(kept))
            return nil
        }
        guard S.retention == .disk, let disk else { return Missing(ask: ask, key: nil, reason: .notKept) }
        let key = try await key(of: ask.step)
        let (record, isDamaged) = try await disk.lookUp(key.digest)
        if let record, let value = decode(S.self, record) {
            memory.insert(value, for: StepIdentity(ask.step), weight: record.value.count + Self.entryOverhead)
            flights.remove(ask.step, flight: ask.flight)
            emit(S.kind, ask.subject, ask.flight.id, .didReuse(.disk))
            ask.flight.finish(.success(value))
            return nil
        }
        if isDamaged { return Missing(ask: ask, key: key, reason: .fileDamaged) }
        return Missing(ask: ask, key: key, reason: try await reason(for: ask, key))
    }

    private func reason<S: Step>(for ask: Ask<S>, _ key: StepKey) async throws -> RunReason {
        guard explains, let subject = ask.subject, let disk,
            let earlier = try await disk.records.latest(kind: S.kind.name, subject: subject)
        else { return .firstTime }
        let changes = key.fields.changes(since: StepFields(text: earlier.fields))
        return changes.isEmpty ? .firstTime : .changed(changes)
    }

    private func make<S: Step>(_ missing: [Missing<S>], priority: StepPriority, _ work: Work<S>) async throws {
        let ticket = gate.newTicket()
        let memoryCost = missing.map(\.ask.step.memoryCost).max() ?? 0
        try await gate.enter(ticket, lane: S.lane, priority: priority, memory: memoryCost)
        let started = now()
        let values: [S.Value]
        do {
            defer { gate.leave(ticket) }
            for each in missing { emit(S.kind, each.ask.subject, each.ask.flight.id, .willRun) }
            let context = StepContext(
                engine: self, run: missing[0].ask.flight.id, kind: S.kind, lane: S.lane,
                subject: missing[0].ask.subject, priority: priority)
            values = try await work(missing.map(\.ask.step), context)
        }
        // A tool that was killed may leave something that looks like a result.
        try Task.checkCancellation()
        guard values.count == missing.count else { throw EngineError.batchIncomplete(S.kind) }
        let seconds = (now() - started).seconds / Double(missing.count)
        let weights = try await keep(values, of: missing, seconds: seconds)
        for (index, each) in missing.enumerated() {
            memory.insert(values[index], for: StepIdentity(each.ask.step), weight: weights[index])
            flights.remove(each.ask.step, flight: each.ask.flight)
            emit(S.kind, each.ask.subject, each.ask.flight.id, .didRun(seconds: seconds, reason: each.reason))
            each.ask.flight.finish(.success(values[index]))
        }
    }

    /// Puts the values on disk, all in one transaction: when this returns they survive a crash.
    ///
    /// - Returns: what each weighs in memory.
    private func keep<S: Step>(
        _ values: [S.Value], of missing: [Missing<S>], seconds: Double
    ) async throws -> [Int] {
        guard let disk else { return values.map { _ in Self.entryOverhead } }
        var records: [Record] = []
        for (value, each) in zip(values, missing) {
            guard let key = each.key else { continue }
            let collector = AssetCollector()
            let encoder = JSONEncoder()
            encoder.userInfo[AssetCollector.key] = collector
            let bytes = [UInt8](try encoder.encode(Kept(value: value)))
            records.append(
                Record(
                    key: key.digest, kind: S.kind.name, subject: each.ask.subject, fields: key.fields.text,
                    value: bytes, seconds: seconds, assets: collector.assets))
        }
        guard !records.isEmpty else { return values.map { _ in Self.entryOverhead } }
        try await disk.records.keep(records, at: today())
        return records.map { $0.value.count + Self.entryOverhead }
    }

    func fail<S: Step>(_ ask: Ask<S>, _ error: any Error) {
        flights.remove(ask.step, flight: ask.flight)
        // A tool that was killed fails in its own words.
        if error is CancellationError || Task.isCancelled {
            emit(S.kind, ask.subject, ask.flight.id, .didCancel)
        } else {
            emit(S.kind, ask.subject, ask.flight.id, .didFail(message: "\(error)"))
        }
        ask.flight.finish(.failure(error))
    }

    /// What an entry costs in memory besides its value's bytes; an estimate.
    private static var entryOverhead: Int { 256 }
}

extension Duration {
    var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) * 1e-18
    }
}
