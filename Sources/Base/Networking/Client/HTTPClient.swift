public import HTTPMessages
public import NIOCore
import Synchronization

/// Sends requests over HTTP/1.1, and keeps connections for the next ones. (HTTP/2 is not spoken.)
///
///     let client = HTTPClient(configuration: .init(), group: MultiThreadedEventLoopGroup.singleton)
///     let exchange = try await client.send(request, limits: CallLimits(deadline: .now + .seconds(30)))
///     let body = try await exchange.collect(upTo: 1 << 20)
///
/// It retries nothing and follows no redirects: whoever calls knows what may be sent twice. Code that runs on an event
/// loop of `group` (see `EventLoopExecutor`) gets a connection of that loop where there is one, and then nothing of
/// the call crosses a thread.
///
/// Call `shutdown()` at the end; connections that are left over otherwise close when they have been idle long enough.
public final class HTTPClient: Sendable {
    private let pools: ConnectionPools
    private let configuration: Configuration
    private let group: any EventLoopGroup
    private let names: NameCache
    /// Clients made of this one.
    private let restricted = Mutex<[HTTPClient]>([])

    public convenience init(configuration: Configuration = Configuration(), group: any EventLoopGroup) {
        self.init(configuration: configuration, group: group, names: NameCache(freshTime: configuration.dnsCacheTime))
    }

    init(
        configuration: Configuration, group: any EventLoopGroup, names: NameCache, mayConnect: AddressRule? = nil
    ) {
        self.configuration = configuration
        self.group = group
        self.names = names
        pools = ConnectionPools(
            limits: ConnectionPools.Machine.Limits(
                total: max(1, configuration.maximumConnections),
                perOrigin: max(1, configuration.maximumConnectionsPerOrigin),
                waiting: configuration.maximumWaiting),
            loops: Array(group.makeIterator()),
            opener: ConnectionOpener(configuration: configuration, names: names, mayConnect: mayConnect))
    }

    /// A client that connects only to addresses of which `rule` approves, for requests whose address a stranger chose.
    ///
    /// A name is looked up once, all its addresses are judged, and only those are connected to: whoever answers for
    /// the name cannot answer differently afterwards. When one of them is refused, nothing is connected to, and the
    /// call throws `.forbiddenAddress`. The client has connections of its own, so that all it sends on were judged by
    /// this rule. It is shut down with this one.
    ///
    ///     let outside = client.connecting(onlyWhere: { $0.isPublic && [80, 443].contains($0.port) })
    ///
    /// - Parameter rule: asked on event loops, so it must not block.
    public func connecting(onlyWhere rule: @escaping AddressRule) -> HTTPClient {
        let client = HTTPClient(
            configuration: configuration, group: group, names: names.another(), mayConnect: rule)
        restricted.withLock { $0.append(client) }
        return client
    }

    /// Sends a request; returns when the head of the answer is there.
    ///
    /// Cancelling the task closes the connection at once, and frees its place.
    public func send(
        _ request: HTTPRequest, limits: CallLimits = CallLimits()
    ) async throws(TransportError) -> HTTPExchange {
        let origin = request.origin
        let call = ClientCall(origin: origin, limits: limits)
        if Task.isCancelled { throw TransportError(.cancelled, origin: origin) }
        if let deadline = limits.deadline, deadline <= .now { throw TransportError(.deadline, origin: origin) }
        let loop = pools.currentLoop()
        while true {
            let lease = try await lease(for: call, loop: loop)
            switch await lease.connection.send(request, for: call, isReused: lease.isReused) {
            case .head(let head, let contentLength, let time):
                return HTTPExchange(
                    head: head, contentLength: contentLength, reusedConnection: lease.isReused, timeToHead: time,
                    call: call, connection: lease.connection)
            case .stale:
                continue
            case .failed(let error):
                throw error
            }
        }
    }

    /// Opens connections in parallel until the origin has `connections` of them, as far as the limits allow.
    /// - Returns: how many there are then; fewer where some could not be opened.
    @discardableResult
    public func warmUp(_ origin: Origin, connections: Int) async -> Int {
        await pools.warm(origin, upTo: connections)
    }

    public func statistics(of origin: Origin) -> PoolStatistics {
        pools.statistics(of: origin)
    }

    /// Ends calls under way (`.shutDown`), closes all connections, and returns when they are closed.
    public func shutdown() async {
        for client in restricted.withLock({ $0 }) { await client.shutdown() }
        await pools.shutDown()
    }

    private func lease(for call: ClientCall, loop: Int?) async throws(TransportError) -> ConnectionPools.Lease {
        if let lease = pools.take(call.origin, loop: loop) { return lease }
        let lease = try await pools.wait(for: call, origin: call.origin, loop: loop).get()
        guard !Task.isCancelled else {
            pools.released(lease.connection)
            throw TransportError(.cancelled, origin: call.origin)
        }
        return lease
    }
}
