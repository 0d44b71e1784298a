/// How one part refers to another, or to something outside (ECMA-376 part 2, section 6.5).
package struct Relationship: Hashable, Sendable {
    package enum Target: Hashable, Sendable {
        /// A part of the package, as the package spells its name.
        case part(String)
        /// A name that should be a part, but is none.
        case missing(String)
        /// An address outside of the package.
        case external(String)
    }

    package let id: String
    /// The last word of the type's URI, such as `slideLayout`: it is the same in the strict and the transitional
    /// form of the format.
    package let kind: String
    package let target: Target

    package var part: String? {
        if case .part(let name) = target { name } else { nil }
    }
}

/// The relationships of one part, in the order of the file.
package struct Relationships: Hashable, Sendable {
    package let all: [Relationship]

    package init(_ all: [Relationship] = []) {
        self.all = all
    }

    package subscript(id: String) -> Relationship? {
        all.first { $0.id == id }
    }

    /// The first part that is referred to as `kind`.
    package func part(_ kind: String) -> String? {
        all.lazy.filter { $0.kind == kind }.compactMap(\.part).first
    }
}
