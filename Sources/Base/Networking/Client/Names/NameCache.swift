import NIOCore
import NIOPosix
import Synchronization

/// The addresses of names, for all connections of a client: asked of the system on threads of its own, since that
/// blocks, and remembered by a `NameCacheMachine`.
final class NameCache: Sendable {
    typealias LookUp = @Sendable (_ host: String) throws -> [SocketAddress]

    struct NoAddress: Error, CustomStringConvertible {
        var host: String
        var reason: String
        var description: String { "\(host): \(reason)" }
    }

    private struct State {
        var machine: NameCacheMachine<SocketAddress>
        var waiting: [String: [EventLoopPromise<[SocketAddress]>]] = [:]
        var threads = Threads.notNeeded
    }

    /// The threads are started with the first question: a client that is given addresses needs none.
    private enum Threads {
        case notNeeded, running, stopped
    }

    private let state: Mutex<State>
    private let freshTime: Duration
    private let lookUp: LookUp
    private let threads: NIOThreadPool
    private let now: @Sendable () -> ContinuousClock.Instant

    init(
        freshTime: Duration, lookUp: @escaping LookUp = SystemNames.lookUp,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        state = Mutex(State(machine: NameCacheMachine(freshTime: freshTime)))
        self.freshTime = freshTime
        self.lookUp = lookUp
        self.now = now
        threads = NIOThreadPool(numberOfThreads: 2)
    }

    /// One that asks in the same way and knows nothing yet.
    func another() -> NameCache {
        NameCache(freshTime: freshTime, lookUp: lookUp, now: now)
    }

    /// The addresses of `host`, with port 0.
    func addresses(of host: String, on loop: any EventLoop) -> EventLoopFuture<[SocketAddress]> {
        let promise = loop.makePromise(of: [SocketAddress].self)
        let time = now()
        let answer = state.withLock { state in
            let answer = state.machine.ask(host, at: time)
            if case .wait = answer { state.waiting[host, default: []].append(promise) }
            return answer
        }
        switch answer {
        case .known(let addresses, let askAgain):
            promise.succeed(addresses)
            if askAgain { ask(host) }
        case .wait(let ask):
            if ask { self.ask(host) }
        }
        return promise.futureResult
    }

    /// Nothing answered at the known addresses.
    func distrust(_ host: String) {
        state.withLock { $0.machine.distrust(host) }
    }

    /// Those who wait for an answer fail; a question under way ends on its own.
    func shutDown() {
        let wereRunning = state.withLock { state in
            defer { state.threads = .stopped }
            return state.threads == .running
        }
        if wereRunning { threads.shutdownGracefully { _ in } }
    }

    private func ask(_ host: String) {
        let closed = NoAddress(host: host, reason: "the client was shut down")
        let isRunning = state.withLock { state in
            if state.threads == .notNeeded {
                threads.start()
                state.threads = .running
            }
            return state.threads == .running
        }
        guard isRunning else { return settle(host, .failure(closed)) }
        threads.submit { [self] item in
            guard case .active = item else { return settle(host, .failure(closed)) }
            settle(host, Result { try lookUp(host) })
        }
    }

    private func settle(_ host: String, _ outcome: Result<[SocketAddress], any Error>) {
        let time = now()
        let (waiting, result) = state.withLock { state in
            let waiting = state.waiting.removeValue(forKey: host) ?? []
            switch outcome {
            case .success(let addresses):
                state.machine.found(addresses, for: host, at: time)
                return (waiting, outcome)
            case .failure:
                let known = state.machine.failed(host)
                return (waiting, known.isEmpty ? outcome : .success(known))
            }
        }
        for promise in waiting { promise.completeWith(result) }
    }
}

/// The view that one attempt to connect has of the cache, as NIO's happy-eyeballs connector asks for it (RFC 8305).
///
/// Each question judges all that the cache answered, of both families: what is connected to is part of what was judged.
struct CachedResolver: Resolver, Sendable {
    let names: NameCache
    let mayConnect: AddressRule?
    let loop: any EventLoop

    func initiateAQuery(host: String, port: Int) -> EventLoopFuture<[SocketAddress]> {
        addresses(of: host, port: port, family: .inet)
    }

    func initiateAAAAQuery(host: String, port: Int) -> EventLoopFuture<[SocketAddress]> {
        addresses(of: host, port: port, family: .inet6)
    }

    /// A question is shared, and its answer is of use to the next: it is left to end.
    func cancelQueries() {}

    private func addresses(
        of host: String, port: Int, family: NIOBSDSocket.ProtocolFamily
    ) -> EventLoopFuture<[SocketAddress]> {
        names.addresses(of: host, on: loop).flatMapThrowing { addresses in
            let addresses = addresses.map { address in
                var address = address
                address.port = port
                return address
            }
            if let forbidden = ForbiddenAddress.first(of: addresses, by: mayConnect) { throw forbidden }
            return addresses.filter { $0.protocol == family }
        }
    }
}
