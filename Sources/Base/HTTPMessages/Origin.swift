/// Where a request goes: scheme, host and port (RFC 6454). Connections are kept by origin.
public struct Origin: Hashable, Sendable {
    public enum Scheme: String, Hashable, Sendable {
        case http, https

        public var defaultPort: Int { self == .http ? 80 : 443 }
    }

    public var scheme: Scheme
    /// A name or an address, lower case; IPv6 without brackets.
    public var host: String
    public var port: Int

    public init(scheme: Scheme, host: String, port: Int? = nil) {
        self.scheme = scheme
        self.host = host.lowercased()
        self.port = port ?? scheme.defaultPort
    }

    /// What the `Host` field says: without the port where it is the scheme's own.
    public var authority: String {
        let name = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
        return port == scheme.defaultPort ? name : "\(name):\(port)"
    }
}

extension Origin: CustomStringConvertible {
    public var description: String { "\(scheme.rawValue)://\(authority)" }
}

/// An address of the form `http://host:port/path`, split where HTTP splits it.
public struct HTTPAddress: Hashable, Sendable {
    public var origin: Origin
    /// Begins with "/"; without a query. "/" when the address has none.
    public var path: String
    /// What follows "?", without it.
    public var query: String?

    /// Reads an absolute http or https address. User names, fragments and anything else give `nil`.
    public init?(_ text: String) {
        let scheme: Origin.Scheme
        var rest: Substring
        if text.lowercased().hasPrefix("http://") {
            scheme = .http
            rest = text.dropFirst(7)
        } else if text.lowercased().hasPrefix("https://") {
            scheme = .https
            rest = text.dropFirst(8)
        } else {
            return nil
        }
        let end = rest.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? rest.endIndex
        let authority = rest[..<end]
        rest = rest[end...]
        guard !rest.contains("#"), let origin = Self.origin(of: authority, scheme: scheme) else { return nil }
        self.origin = origin
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else { return nil }
        let pieces = rest.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let path = pieces.first.map(String.init) ?? ""
        self.path = path.isEmpty ? "/" : path
        self.query = pieces.count > 1 ? String(pieces[1]) : nil
    }

    private static func origin(of authority: Substring, scheme: Origin.Scheme) -> Origin? {
        guard !authority.isEmpty, !authority.contains("@") else { return nil }
        var host = authority
        var port: Int?
        let afterBracket = authority.lastIndex(of: "]") ?? authority.startIndex
        if let colon = authority[afterBracket...].lastIndex(of: ":") {
            guard let number = UInt16(authority[authority.index(after: colon)...]), number > 0 else { return nil }
            port = Int(number)
            host = authority[..<colon]
        }
        if host.hasPrefix("[") {
            guard host.hasSuffix("]"), host.count > 2 else { return nil }
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return nil
        }
        return host.isEmpty ? nil : Origin(scheme: scheme, host: String(host), port: port)
    }
}
