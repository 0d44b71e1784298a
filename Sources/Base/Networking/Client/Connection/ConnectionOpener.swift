import HTTPMessages
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// Connects: addresses from the cache, IPv6 and IPv4 raced by NIO (RFC 8305), TLS where the origin wants it.
final class ConnectionOpener: Sendable {
    let settings: ConnectionSettings
    private let tls: HTTPClient.TLS
    private let names: NameCache
    private let mayConnect: AddressRule?
    /// One context for all connections, made for the first: reading the system's certificates takes milliseconds.
    private let context = Mutex<NIOSSLContext?>(nil)

    init(configuration: HTTPClient.Configuration, names: NameCache, mayConnect: AddressRule?) {
        settings = ConnectionSettings(configuration)
        tls = configuration.tls
        self.names = names
        self.mayConnect = mayConnect
    }

    /// Succeeds when the connection can take a request.
    func open(_ connection: ClientConnection) -> EventLoopFuture<Void> {
        let origin = connection.origin
        let address = try? SocketAddress(ipAddress: origin.host, port: origin.port)
        if let address, let forbidden = ForbiddenAddress.first(of: [address], by: mayConnect) {
            return connection.loop.makeFailedFuture(forbidden)
        }
        let secure: NIOSSLContext?
        do {
            secure = origin.scheme == .https ? try sharedContext() : nil
        } catch {
            return connection.loop.makeFailedFuture(error)
        }
        let bootstrap = ClientBootstrap(group: connection.loop)
            .connectTimeout(settings.connectTimeout)
            .channelOption(.socketOption(.tcp_nodelay), value: 1)
            .channelOption(.autoRead, value: false)
            .resolver(CachedResolver(names: names, mayConnect: mayConnect, loop: connection.loop))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let secure {
                        // An address is no name for SNI; the certificate is then checked for the address.
                        let name = address == nil ? origin.host : nil
                        let handler = try NIOSSLClientHandler(context: secure, serverHostname: name)
                        try channel.pipeline.syncOperations.addHandler(handler)
                    }
                }
            }
        let connected =
            address.map { bootstrap.connect(to: $0) }
            ?? bootstrap.connect(host: origin.host, port: origin.port)
        return connected.flatMap { connection.attach(to: $0, secure: secure != nil) }
            .flatMapErrorThrowing { [names] error in
                if address == nil, !(error is NIOSSLError) { names.distrust(origin.host) }
                throw error
            }
    }

    func shutDown() {
        names.shutDown()
    }

    private func sharedContext() throws -> NIOSSLContext {
        try context.withLock { context in
            if let context { return context }
            let made = try NIOSSLContext(configuration: tls.configuration)
            context = made
            return made
        }
    }
}

extension HTTPClient.TLS {
    fileprivate var configuration: TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.applicationProtocols = ["http/1.1"]
        configuration.trustRoots = trustsSystemRoots ? .default : .certificates([])
        if let additionalRootsFile { configuration.additionalTrustRoots = [.file(additionalRootsFile)] }
        // How long a closed connection waits for the other side's farewell.
        configuration.shutdownTimeout = .milliseconds(100)
        return configuration
    }
}
