import HTTPMessages
import NIOCore
import NIOPosix
import Synchronization

/// Carries out what the `ConnectionPoolMachine` decides: opens and closes connections, wakes those who wait.
final class ConnectionPools: Sendable {
    struct Lease: Sendable {
        var connection: ClientConnection
        /// It was open before this call asked.
        var isReused: Bool
    }

    typealias Machine = ConnectionPoolMachine<ClientConnection>
    private typealias Continuation = UnsafeContinuation<Result<Lease, TransportError>, Never>

    private struct Waiting {
        var continuation: Continuation
        var slot: Int
        var timer: Scheduled<Void>?
    }

    private struct State {
        var machine: Machine
        var waiting: [UInt64: Waiting] = [:]
        var lastWaiter: UInt64 = 0
        var connections: [ObjectIdentifier: ClientConnection] = [:]
    }

    private let state: Mutex<State>
    private let loops: [any EventLoop]
    private let opener: ConnectionOpener

    init(limits: Machine.Limits, loops: [any EventLoop], opener: ConnectionOpener) {
        state = Mutex(State(machine: Machine(limits: limits, loops: loops.count)))
        self.loops = loops
        self.opener = opener
    }

    /// The number of the event loop that this code runs on, if it is one of the client's.
    func currentLoop() -> Int? {
        guard let current = MultiThreadedEventLoopGroup.currentEventLoop else { return nil }
        return loops.firstIndex { $0 === current }
    }

    func statistics(of origin: Origin) -> PoolStatistics {
        state.withLock { $0.machine.statistics(of: origin) }
    }

    // MARK: Calls

    /// An idle connection, without waiting.
    func take(_ origin: Origin, loop: Int?) -> Lease? {
        let found = state.withLock { state in
            let slot = state.machine.slot(of: origin)
            return state.machine.take(slot, loop: loop)
        }
        guard let found else { return nil }
        if let opening = found.opening { open(opening, to: origin) }
        return Lease(connection: found.connection, isReused: true)
    }

    /// Waits for a connection, at most for the call's limits.
    func wait(for call: ClientCall, origin: Origin, loop: Int?) async -> Result<Lease, TransportError> {
        let id = state.withLock { state in
            state.lastWaiter += 1
            return state.lastWaiter
        }
        return await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                join(id, call: call, origin: origin, loop: loop, continuation: continuation)
                // Whoever was cancelled before it joined would not be found by the handler below.
                if Task.isCancelled { giveUp(id, with: TransportError(.cancelled, origin: origin)) }
            }
        } onCancel: {
            giveUp(id, with: TransportError(.cancelled, origin: origin))
        }
    }

    private func join(_ id: UInt64, call: ClientCall, origin: Origin, loop: Int?, continuation: Continuation) {
        let (refusal, actions) = state.withLock { state in
            let slot = state.machine.slot(of: origin)
            let (refusal, orders) = state.machine.join(id, slot: slot, loop: loop)
            if refusal == nil {
                state.waiting[id] = Waiting(continuation: continuation, slot: slot)
            }
            return (refusal, Self.resolve(orders, &state, failure: nil))
        }
        switch refusal {
        case .tooManyWait: continuation.resume(returning: .failure(TransportError(.noConnection, origin: origin)))
        case .shutDown: continuation.resume(returning: .failure(TransportError(.shutDown, origin: origin)))
        case nil: limit(id, to: call, origin: origin, loop: loop)
        }
        perform(actions)
    }

    /// Sets the timer of a call that waits, unless it was served already.
    private func limit(_ id: UInt64, to call: ClientCall, origin: Origin, loop: Int?) {
        let connectEnd = NIODeadline.now() + call.limits.connect.timeAmount
        let end = min(connectEnd, call.deadline)
        let isWhole = call.deadline <= connectEnd
        let timer = loops[loop ?? 0].scheduleTask(deadline: end) { [self] in
            let isOpening = statistics(of: origin).opening > 0
            let kind: TransportError.Kind = isWhole ? .deadline : isOpening ? .connectTimeout : .noConnection
            giveUp(id, with: TransportError(kind, origin: origin))
        }
        let isWaiting = state.withLock { state in
            state.waiting[id]?.timer = timer
            return state.waiting[id] != nil
        }
        if !isWaiting { timer.cancel() }
    }

    private func giveUp(_ id: UInt64, with error: TransportError) {
        let waiting = state.withLock { state -> Waiting? in
            guard let waiting = state.waiting[id], state.machine.leave(id, slot: waiting.slot) else { return nil }
            return state.waiting.removeValue(forKey: id)
        }
        waiting?.timer?.cancel()
        waiting?.continuation.resume(returning: .failure(error))
    }

    // MARK: Connections

    /// Opens connections until there are `count`; how many there are when all attempts have ended.
    func warm(_ origin: Origin, upTo count: Int) async -> Int {
        let loop = currentLoop()
        let openings = state.withLock { state in
            state.machine.warm(state.machine.slot(of: origin), upTo: count, firstLoop: loop)
        }
        for attempt in openings.map({ open($0, to: origin) }) { try? await attempt.get() }
        return statistics(of: origin).open
    }

    /// The connection can serve another call.
    func released(_ connection: ClientConnection) {
        change { $0.released(connection, slot: connection.slot, loop: connection.loopIndex) }
    }

    /// The connection is gone.
    func closed(_ connection: ClientConnection, abandoned: Bool) {
        change {
            $0.closed(connection, slot: connection.slot, loop: connection.loopIndex, abandoned: abandoned)
        }
    }

    /// Whether the connection was idle, and now belongs to nobody.
    func retire(_ connection: ClientConnection) -> Bool {
        state.withLock { $0.machine.retire(connection, slot: connection.slot, loop: connection.loopIndex) }
    }

    func shutDown() async {
        let (waiting, connections) = state.withLock { state in
            let waiting = state.machine.shutDown().compactMap { state.waiting.removeValue(forKey: $0) }
            return (waiting.map { ($0, state.machine.origin(of: $0.slot)) }, Array(state.connections.values))
        }
        for (waiter, origin) in waiting {
            waiter.timer?.cancel()
            waiter.continuation.resume(returning: .failure(TransportError(.shutDown, origin: origin)))
        }
        for connection in connections { connection.shutDown() }
        for connection in connections { await connection.untilClosed() }
        opener.shutDown()
    }

    @discardableResult
    private func open(_ opening: Machine.Opening, to origin: Origin) -> EventLoopFuture<Void> {
        let loop = loops[opening.loop]
        let connection = ClientConnection(
            origin: origin, slot: opening.slot, loopIndex: opening.loop, loop: loop, owner: self,
            settings: opener.settings)
        return opener.open(connection).map { [self] in
            state.withLock { $0.connections[ObjectIdentifier(connection)] = connection }
            connection.whenClosed { [self] in
                state.withLock { _ = $0.connections.removeValue(forKey: ObjectIdentifier(connection)) }
            }
            change { $0.opened(connection, slot: opening.slot, loop: opening.loop) }
        }.flatMapErrorThrowing { [self] error in
            let failure = TransportError(connecting: error, to: origin)
            change(failure: failure) { $0.openingFailed(slot: opening.slot) }
            throw failure
        }
    }

    // MARK: Orders

    private enum Action {
        case resume(Waiting, Result<Lease, TransportError>)
        case open(Machine.Opening, Origin)
        case close(ClientConnection)
    }

    private func change(failure: TransportError? = nil, _ event: (inout Machine) -> [Machine.Order]) {
        let actions = state.withLock { state in
            let orders = event(&state.machine)
            return orders.isEmpty ? [] : Self.resolve(orders, &state, failure: failure)
        }
        perform(actions)
    }

    /// Turns orders into what is to be done once the lock is free.
    private static func resolve(_ orders: [Machine.Order], _ state: inout State, failure: TransportError?) -> [Action] {
        orders.compactMap { order in
            switch order {
            case .open(let opening):
                return .open(opening, state.machine.origin(of: opening.slot))
            case .close(let connection):
                return .close(connection)
            case .serve(let id, let connection, let reused):
                guard let waiting = state.waiting.removeValue(forKey: id) else { return nil }
                return .resume(waiting, .success(Lease(connection: connection, isReused: reused)))
            case .fail(let id):
                guard let waiting = state.waiting.removeValue(forKey: id) else { return nil }
                let origin = state.machine.origin(of: waiting.slot)
                return .resume(waiting, .failure(failure ?? TransportError(.unreachable, origin: origin)))
            }
        }
    }

    private func perform(_ actions: [Action]) {
        for action in actions {
            switch action {
            case .resume(let waiting, let result):
                waiting.timer?.cancel()
                waiting.continuation.resume(returning: result)
            case .open(let opening, let origin):
                open(opening, to: origin)
            case .close(let connection):
                connection.discard()
            }
        }
    }
}
