/// What a field holds.
package enum FieldValue: Codable, Hashable, Sendable {
    case text(String)
    case altTexts([AltText])
    case references([Reference])
}

/// The alternative text of one shape.
package struct AltText: Codable, Hashable, Sendable {
    /// The shape's number on its slide (`ShapeIdentity.id`).
    package var shape: Int
    /// The shape's name, for people.
    package var name: String
    /// "" when the shape is decorative.
    package var text: String

    /// Whether the shape carries nothing that is worth telling.
    package var isDecorative: Bool { text.isEmpty }

    package init(shape: Int, name: String, text: String) {
        self.shape = shape
        self.name = name
        self.text = text
    }
}

/// A source that a slide refers to.
package struct Reference: Codable, Hashable, Sendable {
    package var title: String
    package var url: String

    package init(title: String, url: String) {
        self.title = title
        self.url = url
    }
}

extension Reference: CustomStringConvertible {
    /// "Title (URL)"
    package var description: String { "\(title) (\(url))" }
}
