/// A hyperlink of a slide or of its notes that leads to the web.
package struct SlideLink: Codable, Hashable, Sendable {
    /// The words that are linked, on one line; of a shape without words its alternative text, else the name that a
    /// person gave it; "" when nothing tells.
    package var title: String
    /// An address with `http` or `https`, as the file spells it.
    package var url: String

    package init(title: String, url: String) {
        self.title = title
        self.url = url
    }
}
