/// The value of a call that may have been made twice, and what became of the two.
public struct HedgeOutcome<Value: Sendable>: Sendable {
    public enum Winner: String, Sendable {
        case primary
        case backup
    }

    public var value: Value
    public var winner: Winner
    /// Whether the backup was called. The one that did not win was cancelled, or had failed.
    public var didHedge: Bool
    /// The failure of the one that did not win, when it failed before the winner answered.
    public var loserFailure: (any Error)?

    public init(value: Value, winner: Winner, didHedge: Bool, loserFailure: (any Error)? = nil) {
        self.value = value
        self.winner = winner
        self.didHedge = didHedge
        self.loserFailure = loserFailure
    }
}

/// Calls `primary`, and after `delay` also `backup` if the first has not answered; the first success wins.
///
/// Both are child tasks: the loser is cancelled and awaited before this returns, so it can account for itself when it
/// sees the cancellation, and it should heed it at once. Cancelling the calling task cancels both.
///
/// A primary that fails before the delay fails the call at once: that is a matter for a retry. When one fails after
/// the hedge began, the other is awaited.
///
/// - Parameters:
///   - delay: when to hedge; `nil`: never. Then `primary` runs in the calling task and nothing is added.
///   - mayHedge: asked once, when the delay has passed: here budgets are paid.
/// - Throws: the primary's error; when both have failed, that of the one that failed last.
public func hedged<Value: Sendable>(
    after delay: Duration?, time: TimeSource, isolation: isolated (any Actor)? = #isolation,
    primary: @escaping @Sendable () async throws -> Value,
    backup: @escaping @Sendable () async throws -> Value,
    mayHedge: () -> Bool
) async throws -> HedgeOutcome<Value> {
    guard let delay else {
        return HedgeOutcome(value: try await primary(), winner: .primary, didHedge: false)
    }
    return try await withThrowingTaskGroup(of: HedgeEvent<Value>.self, isolation: isolation) { group in
        defer { group.cancelAll() }
        let hedgeTime = time.now() + delay
        group.addTask { .ended(.primary, await result(of: primary)) }
        group.addTask {
            do {
                try await time.sleep(hedgeTime)
                return .delayPassed
            } catch {
                return .delayCancelled
            }
        }
        var (didHedge, underWay) = (false, 1)
        var failure: (any Error)?
        while let event = try await group.next() {
            switch event {
            case .delayCancelled:
                continue
            case .delayPassed:
                guard underWay > 0, mayHedge() else { continue }
                (didHedge, underWay) = (true, underWay + 1)
                group.addTask { .ended(.backup, await result(of: backup)) }
            case .ended(let winner, .success(let value)):
                return HedgeOutcome(value: value, winner: winner, didHedge: didHedge, loserFailure: failure)
            case .ended(_, .failure(let error)):
                underWay -= 1
                failure = error
                if underWay == 0 { throw error }
            }
        }
        throw failure ?? CancellationError()
    }
}

private enum HedgeEvent<Value: Sendable>: Sendable {
    case delayPassed
    case delayCancelled
    case ended(HedgeOutcome<Value>.Winner, Result<Value, any Error>)
}

private func result<Value>(of call: () async throws -> Value) async -> Result<Value, any Error> {
    do { return .success(try await call()) } catch { return .failure(error) }
}
