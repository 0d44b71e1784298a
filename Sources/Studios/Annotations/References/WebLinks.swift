import Foundation
import HTTPMessages
package import MediaTools
package import Networking

#if canImport(Glibc)
    import Glibc
#endif

/// Asks the web whether there is something at an address.
///
/// The addresses come from a model, so nothing inside is asked: names that lead to this machine or to a private network
/// are refused (RFC 1918, RFC 4193, loopback, link-local).
package struct WebLinks: LinkVerifier {
    private let client: HTTPClient
    private let blocking: BlockingPool
    private static let redirects = 3

    package init(client: HTTPClient, blocking: BlockingPool) {
        self.client = client
        self.blocking = blocking
    }

    package func exists(_ url: String) async -> Bool {
        var next = url
        for _ in 0...Self.redirects {
            guard let address = HTTPAddress(next), ["http", "https"].contains(address.origin.scheme.rawValue),
                (try? await blocking.run { PublicHost.isPublic(address.origin.host) }) == true
            else { return false }
            let limits = CallLimits(head: .seconds(8), idle: .seconds(4), deadline: .now + .seconds(12))
            let target = address.path.isEmpty ? "/" : address.path + (address.query.map { "?\($0)" } ?? "")
            let request = HTTPRequest(
                method: "GET", origin: address.origin, target: target,
                headers: ["User-Agent": "Atelier (reference check)", "Accept": "*/*", "Range": "bytes=0-0"])
            guard let exchange = try? await client.send(request, limits: limits) else { return false }
            let status = exchange.head.status
            let location = exchange.head.headers["Location"]
            // The rest is not read: the connection is given up.
            exchange.abandon()
            guard (300..<400).contains(status), let location else {
                return (200..<300).contains(status) || status == 416
            }
            guard let target = URL(string: location, relativeTo: URL(string: next))?.absoluteURL else { return false }
            next = target.absoluteString
        }
        return false
    }
}

/// Tells hosts of the public network from those inside.
enum PublicHost {
    /// Whether all addresses of `host` are public. Blocks while the name is looked up.
    static func isPublic(_ host: String) -> Bool {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &list) == 0, let list else { return false }
        defer { freeaddrinfo(list) }
        var next: UnsafeMutablePointer<addrinfo>? = list
        while let entry = next {
            guard let address = entry.pointee.ai_addr, isPublic(address) else { return false }
            next = entry.pointee.ai_next
        }
        return true
    }

    private static func isPublic(_ address: UnsafeMutablePointer<sockaddr>) -> Bool {
        switch Int32(address.pointee.sa_family) {
        case AF_INET:
            let value = address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                UInt32(bigEndian: $0.pointee.sin_addr.s_addr)
            }
            return isPublic(version4: value)
        case AF_INET6:
            let bytes = address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { pointer in
                withUnsafeBytes(of: pointer.pointee.sin6_addr) { Array($0) }
            }
            return isPublic(version6: bytes)
        default: return false
        }
    }

    static func isPublic(version4 value: UInt32) -> Bool {
        let inside: [(UInt32, UInt32)] = [
            (0x0000_0000, 8), (0x0A00_0000, 8), (0x6440_0000, 10), (0x7F00_0000, 8), (0xA9FE_0000, 16),
            (0xAC10_0000, 12), (0xC0A8_0000, 16), (0xC000_0000, 24), (0xC612_0000, 15), (0xE000_0000, 3),
        ]
        return !inside.contains { prefix, bits in value >> (32 - bits) == prefix >> (32 - bits) }
    }

    static func isPublic(version6 bytes: [UInt8]) -> Bool {
        guard bytes.count == 16 else { return false }
        if bytes[..<10].allSatisfy({ $0 == 0 }) {
            // Unspecified, loopback, or an address of version 4 in the clothes of version 6.
            guard bytes[10] == 0xFF, bytes[11] == 0xFF else { return false }
            return isPublic(version4: bytes[12...].reduce(0) { $0 << 8 | UInt32($1) })
        }
        let isUniqueLocal = bytes[0] & 0xFE == 0xFC
        let isLinkLocal = bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80
        return !isUniqueLocal && !isLinkLocal && bytes[0] != 0xFF
    }
}
