extension HTTPServer {
    /// Where a server listens, and what it lets a client take. Every limit protects the memory and the descriptors
    /// of the process from a client that is slow, broken or hostile.
    public struct Configuration: Sendable, Hashable {
        /// A name or an address of this machine: "127.0.0.1", "0.0.0.0", "::".
        public var host = "127.0.0.1"
        /// 0 takes any free port: `run(onListening:handler:)` tells which.
        public var port = 0
        /// How many connections may wait to be accepted.
        public var backlog: Int32 = 1024
        /// Connections beyond these are answered 503 and closed.
        public var maximumConnections = 8192

        /// A longer body is answered 413.
        public var maximumBodyBytes = 32 << 20
        /// Target, names and values of a request's head together; a longer head is answered 431.
        public var maximumHeadBytes = 64 << 10

        /// From the first byte of a head (of a new connection: from its start) to its end; later is answered 408.
        public var headTimeout: Duration = .seconds(10)
        /// From the end of a head to the end of its body, to which every 8 KiB that came add a second: a large body
        /// over a slow line is no attack, a byte now and then is one.
        public var bodyTimeout: Duration = .seconds(30)
        /// How long a connection is kept while nothing is asked.
        public var idleTimeout: Duration = .seconds(75)
        /// How long a client may leave an answer unread before its connection is closed.
        public var stallTimeout: Duration = .seconds(60)
        /// What a server that stops leaves to the requests that run, before they are cancelled.
        public var graceTime: Duration = .seconds(10)

        public init(host: String = "127.0.0.1", port: Int = 0) {
            self.host = host
            self.port = port
        }
    }
}
