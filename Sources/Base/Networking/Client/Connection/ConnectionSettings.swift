import NIOCore

/// What every connection of a client has in common.
struct ConnectionSettings: Sendable {
    var idleTimeout: TimeAmount
    var connectTimeout: TimeAmount
    var maximumHeaderBytes: Int

    init(_ configuration: HTTPClient.Configuration) {
        idleTimeout = configuration.idleTimeout.timeAmount
        connectTimeout = configuration.connectTimeout.timeAmount
        maximumHeaderBytes = configuration.maximumHeaderBytes
    }
}
