import Resilience
import Synchronization

/// Counts the requests that are being answered, and refuses the less important ones when there are too many.
///
/// The lowest priority may fill half of the places, the highest all of them. Nobody waits here: an endpoint's own limits
/// have queues of their own.
final class AdmissionDesk: Sendable {
    private struct State {
        var shedder: LoadShedder
        var underWay = 0
    }

    private let state: Mutex<State>

    init(places: Int) {
        state = Mutex(State(shedder: LoadShedder(policy: SheddingPolicy(longestQueue: places))))
    }

    /// Takes another number of places into use; nobody who is in has to leave.
    func change(places: Int) {
        state.withLock { state in
            guard state.shedder.policy.longestQueue != places else { return }
            state.shedder = LoadShedder(policy: SheddingPolicy(longestQueue: places))
        }
    }

    /// - Throws: ``HTTPProblem`` (503) when there is no place. Otherwise ``leave()`` must be called once.
    func enter(priority: Int, at now: ContinuousClock.Instant) throws(HTTPProblem) {
        let decision = state.withLock { state in
            let decision = state.shedder.admit(priority: priority, queued: state.underWay, at: now)
            if decision.isAccepted {
                state.underWay += 1
                // It begins at once, whatever the others do: only the number of places counts.
                _ = state.shedder.begin(waited: .zero, queued: 0, at: now)
            }
            return decision
        }
        if case .refuse(let pause) = decision { throw .overloaded(retryAfter: pause) }
    }

    /// Requests that are being answered.
    var underWay: Int { state.withLock { $0.underWay } }

    func leave() {
        state.withLock { $0.underWay -= 1 }
    }
}
