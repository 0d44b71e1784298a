/// Which addresses are those of the public Internet, by the registries of special-purpose addresses that IANA keeps
/// (RFC 6890, RFC 8190).
extension NetworkAddress {
    /// Whether the address is one that anybody in the Internet may have: of one machine, and not of this machine, of a
    /// private network, of documentation, or of a mechanism that leads elsewhere.
    ///
    /// In doubt it is not. The few addresses within reserved blocks that are globally reachable (anycast addresses of
    /// protocols, such as 192.0.0.9) are refused with their block: no web site has one.
    public var isPublic: Bool {
        bytes.count == 4 ? isPublicVersion4 : isPublicVersion6
    }

    private var isPublicVersion4: Bool {
        !Self.specialVersion4.contains { begins(with: $0.prefix, bits: $0.bits) }
    }

    private var isPublicVersion6: Bool {
        // Addresses of version 4 in the clothes of version 6: those that a socket understands, and those of NAT64.
        if begins(with: Self.mapped, bits: 96) || begins(with: Self.translated, bits: 96) {
            return NetworkAddress(bytes: Array(bytes[12...]), port: port).isPublicVersion4
        }
        // Global unicast is allocated from this block only (RFC 4291, IANA): loopback, unique local, link-local,
        // site-local, multicast, the discard prefix and local NAT64 lie outside.
        guard begins(with: [0x20], bits: 3) else { return false }
        return !Self.specialVersion6.contains { begins(with: $0.prefix, bits: $0.bits) }
    }

    private struct Block {
        var prefix: [UInt8]
        var bits: Int

        init(_ prefix: [UInt8], _ bits: Int) {
            self.prefix = prefix
            self.bits = bits
        }
    }

    private static let specialVersion4 = [
        // "This network" (RFC 791), and the private networks (RFC 1918).
        Block([0], 8), Block([10], 8), Block([172, 16], 12), Block([192, 168], 16),
        // Shared by customers of a provider (RFC 6598), this machine (RFC 1122), link-local (RFC 3927).
        Block([100, 64], 10), Block([127], 8), Block([169, 254], 16),
        // Protocol assignments (RFC 6890), relays of 6to4 (RFC 7526), benchmarks (RFC 2544).
        Block([192, 0, 0], 24), Block([192, 88, 99], 24), Block([198, 18], 15),
        // Documentation (RFC 5737, RFC 6676).
        Block([192, 0, 2], 24), Block([198, 51, 100], 24), Block([203, 0, 113], 24),
        // Multicast (RFC 5771), reserved and broadcast (RFC 1112, RFC 8190).
        Block([224], 4), Block([240], 4),
    ]

    private static let specialVersion6 = [
        // Protocol assignments, among them Teredo, benchmarks and ORCHID (RFC 2928, RFC 4380, RFC 5180, RFC 7343).
        Block([0x20, 0x01, 0x00], 23),
        // Documentation (RFC 3849, RFC 9637).
        Block([0x20, 0x01, 0x0D, 0xB8], 32), Block([0x3F, 0xFF, 0x00], 20),
        // 6to4, which leads to an address of version 4 (RFC 3056, RFC 7526).
        Block([0x20, 0x02], 16),
    ]

    /// `::ffff:0:0/96` (RFC 4291).
    private static let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
    /// `64:ff9b::/96` (RFC 6052).
    private static let translated: [UInt8] = [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]
}

extension NetworkAddress: CustomStringConvertible {
    /// "192.0.2.1", or all of version 6 without abbreviations: "2001:db8:0:0:0:0:0:1".
    public var description: String {
        if bytes.count == 4 { return bytes.map { "\($0)" }.joined(separator: ".") }
        return stride(from: 0, to: 16, by: 2).map { index in
            String(UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1]), radix: 16)
        }.joined(separator: ":")
    }
}
