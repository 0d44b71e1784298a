import Foundation

/// Where hyperlinks (`a:hlinkClick`, ECMA-376 part 1, section 21.1.2.3.5) lead.
extension Relationships {
    /// An address, or "#" and what is in the deck. `nil` when the link leads nowhere.
    func destination(of click: XMLElement) -> String? {
        if let id = click.relationship("id"), !id.isEmpty, let relationship = self[id] {
            switch relationship.target {
            case .external(let address): return address
            case .part(let part), .missing(let part): return "#\(part)"
            }
        }
        let action = click.attribute("action") ?? ""
        return action.isEmpty || action.hasSuffix("noaction") || action.contains("media") ? nil : "#\(action)"
    }

    /// The address in the web; `nil` when the link leads to a mail program, a file, a slide, or nowhere.
    ///
    /// It stays as it is spelt, but for spaces, which no address may hold (RFC 3986).
    func webAddress(of click: XMLElement) -> String? {
        guard let id = click.relationship("id"), case .external(let target)? = self[id]?.target else { return nil }
        let address = target.trimmingCharacters(in: .whitespacesAndNewlines)
            .split(whereSeparator: \.isWhitespace).joined(separator: "%20")
        let isWeb = ["http://", "https://"].contains { scheme in
            address.lowercased().hasPrefix(scheme) && address.utf8.count > scheme.utf8.count
        }
        return isWeb ? address : nil
    }
}
