import NIOCore

/// Says whether there may be a connection to an address.
public typealias AddressRule = @Sendable (NetworkAddress) -> Bool

/// An address that the client's rule refuses.
struct ForbiddenAddress: Error, CustomStringConvertible {
    var description: String

    /// The first of `addresses` that `rule` refuses. What is no address of the Internet is refused by every rule.
    static func first(of addresses: [SocketAddress], by rule: AddressRule?) -> ForbiddenAddress? {
        guard let rule else { return nil }
        for address in addresses {
            guard let known = NetworkAddress(address) else { return ForbiddenAddress(description: "\(address)") }
            if !rule(known) { return ForbiddenAddress(description: "\(known) port \(known.port)") }
        }
        return nil
    }
}
