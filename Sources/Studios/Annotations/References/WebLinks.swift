import Foundation
import HTTPMessages
package import Networking

/// Asks the web whether there is something at an address.
///
/// The addresses come from a model, which may have them from the slide's author, so nothing inside is asked. A name is
/// looked up once, its addresses are judged, and these are connected to (``HTTPClient/connecting(onlyWhere:)``); each
/// redirect is judged as the first address was.
package struct WebLinks: LinkVerifier {
    private let client: HTTPClient
    private static let redirects = 3

    /// - Parameters:
    ///   - client: whose settings are used; connections are not shared with it.
    ///   - mayConnect: which addresses may be asked.
    package init(client: HTTPClient, mayConnect: @escaping AddressRule = WebLinks.isWebSite) {
        self.client = client.connecting(onlyWhere: mayConnect)
    }

    /// Public addresses, and the ports that web sites have: 80 and 443, and the usual alternatives to them. Behind other
    /// ports there is something else more often than a source, and nobody is to find out what through this program.
    package static let isWebSite: AddressRule = { address in
        address.isPublic && [80, 443, 8080, 8443].contains(address.port)
    }

    package func exists(_ url: String) async -> Bool {
        var next = url
        for _ in 0...Self.redirects {
            // What follows "#" is a place within the page.
            guard let address = HTTPAddress(String(next.prefix { $0 != "#" })) else { return false }
            let limits = CallLimits(head: .seconds(8), idle: .seconds(4), deadline: .now + .seconds(12))
            let target = address.path + (address.query.map { "?\($0)" } ?? "")
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
