extension HTTPClient {
    public struct Configuration: Hashable, Sendable {
        /// Connections to all origins together. At the limit, an idle one to another origin makes room.
        public var maximumConnections = 1024
        public var maximumConnectionsPerOrigin = 256
        /// Calls to one origin that may wait for a connection; more are refused at once (`.noConnection`).
        public var maximumWaiting = 10_000
        /// Connections that were idle for longer are closed. A shorter `Keep-Alive: timeout` of the server is obeyed.
        public var idleTimeout: Duration = .seconds(60)
        /// For an attempt to connect (TCP and TLS), which may outlive the call that caused it.
        public var connectTimeout: Duration = .seconds(10)
        public var tls = TLS()
        /// How long the addresses of a name are used without asking again.
        public var dnsCacheTime: Duration = .seconds(30)
        /// Status line and fields of one answer, and trailers.
        public var maximumHeaderBytes = 64 * 1024

        public init() {}
    }

    /// Whom to trust. Certificates and host names are always verified.
    public struct TLS: Hashable, Sendable {
        /// Whether the certificate authorities of this system are trusted.
        public var trustsSystemRoots = true
        /// A PEM file of further authorities.
        public var additionalRootsFile: String?

        public init(trustsSystemRoots: Bool = true, additionalRootsFile: String? = nil) {
            self.trustsSystemRoots = trustsSystemRoots
            self.additionalRootsFile = additionalRootsFile
        }
    }
}
