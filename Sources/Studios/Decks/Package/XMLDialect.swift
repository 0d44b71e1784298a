/// What a family of XML documents needs to be read as one: names that mean the same, and which extensions the
/// reader understands.
package struct XMLDialect: Sendable {
    /// The namespace that another one stands for.
    package var synonym: @Sendable (_ namespace: String) -> String?
    /// Whether the reader understands a namespace that `mc:Choice` requires (ECMA-376 part 3, section 10.2).
    ///
    /// `nil` leaves `mc:AlternateContent` as it is. Otherwise it is replaced by what is in the first choice of which
    /// everything is understood, or else by what is in the fallback.
    package var understands: (@Sendable (_ namespace: String) -> Bool)?

    package init(
        synonym: @escaping @Sendable (String) -> String? = { _ in nil },
        understands: (@Sendable (String) -> Bool)? = nil
    ) {
        self.synonym = synonym
        self.understands = understands
    }

    /// XML as it is written.
    package static let plain = XMLDialect()
}

/// How much a document may ask of whoever reads it.
package struct XMLLimits: Hashable, Sendable {
    package var bytes: Int
    /// Elements within elements.
    package var depth: Int
    /// Elements, attributes and pieces of text.
    package var nodes: Int

    package init(bytes: Int = 64 << 20, depth: Int = 256, nodes: Int = 2_000_000) {
        self.bytes = bytes
        self.depth = depth
        self.nodes = nodes
    }
}
