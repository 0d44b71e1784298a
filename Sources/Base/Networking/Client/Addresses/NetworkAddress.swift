import NIOCore

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Where a connection leads: an address of IPv4 or IPv6, and a port.
public struct NetworkAddress: Hashable, Sendable {
    /// Four bytes or sixteen, in the order of the network.
    public let bytes: [UInt8]
    public let port: Int

    /// - Parameter text: an address such as "192.0.2.1" or "2001:db8::1", and no name; else `nil`.
    public init?(_ text: String, port: Int) {
        for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
            var bytes = [UInt8](repeating: 0, count: count)
            if inet_pton(family, text, &bytes) == 1 {
                self.init(bytes: bytes, port: port)
                return
            }
        }
        return nil
    }

    /// `nil` for what is no address of the Internet, such as the socket of a file.
    init?(_ address: SocketAddress) {
        guard let text = address.ipAddress, let port = address.port else { return nil }
        self.init(text, port: port)
    }

    init(bytes: [UInt8], port: Int) {
        precondition(bytes.count == 4 || bytes.count == 16, "an address has 4 or 16 bytes, not \(bytes.count)")
        self.bytes = bytes
        self.port = port
    }

    /// Whether the first `length` bits are those of `prefix`.
    func begins(with prefix: [UInt8], bits length: Int) -> Bool {
        let whole = length / 8
        guard bytes[..<whole] == prefix[..<whole] else { return false }
        let rest = length % 8
        return rest == 0 || bytes[whole] >> (8 - rest) == prefix[whole] >> (8 - rest)
    }
}
