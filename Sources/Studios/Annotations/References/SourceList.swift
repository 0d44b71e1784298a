package import Foundation

/// Reads the sources that a person gives: one a line, as "Title (URL)", "Title URL", a Markdown link or a bare URL.
package enum SourceList {
    /// - Throws: ``AnnotationError`` `annotate.sources` for a line without an address.
    package static func read(_ text: String, name: String) throws -> [Reference] {
        try text.split(whereSeparator: \.isNewline).compactMap { line in
            let line = line.trimmingCharacters(in: .whitespaces)
            guard !line.isEmpty, !line.hasPrefix("#") else { return nil }
            guard let url = WebAddress.all(in: line.replacing("](", with: "] (")).first else {
                throw AnnotationError.sources(name, line)
            }
            let title = line.replacing(url, with: "")
                .trimmingCharacters(in: CharacterSet(charactersIn: " \t-*()[]<>:|–—"))
            return Reference(title: title.isEmpty ? URL(string: url)?.host() ?? url : title, url: url)
        }
    }
}
