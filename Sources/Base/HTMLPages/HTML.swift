/// Markup in which every text that came from outside is escaped.
///
/// A literal is markup. What is interpolated is text, unless it is markup already:
///
///     let line: HTML = "<p>\("Q&A")</p>"   // <p>Q&amp;A</p>
///
/// Markup is born from literals only (`StaticString`): a text that is known when the program runs cannot become
/// markup by mistake. Interpolate inside elements and inside quoted attributes; for addresses use ``link(_:to:)``.
package struct HTML: Hashable, Sendable {
    package private(set) var text: String

    package init() { text = "" }

    /// For what has been made harmless already.
    init(escaped text: String) { self.text = text }

    /// A text as markup.
    package init(words: some StringProtocol) {
        text = ""
        HTMLEscaping.append(words, to: &text)
    }

    package var isEmpty: Bool { text.isEmpty }

    package static func + (left: HTML, right: HTML) -> HTML {
        HTML(escaped: left.text + right.text)
    }

    package static func += (left: inout HTML, right: HTML) {
        left.text += right.text
    }
}

extension HTML: ExpressibleByStringInterpolation {
    package init(stringLiteral value: StaticString) {
        text = value.description
    }

    package init(stringInterpolation: StringInterpolation) {
        text = stringInterpolation.text
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        var text = ""

        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        package mutating func appendLiteral(_ literal: StaticString) {
            text += literal.description
        }

        package mutating func appendInterpolation(_ words: some StringProtocol) {
            HTMLEscaping.append(words, to: &text)
        }

        package mutating func appendInterpolation(_ number: Int) {
            text += String(number)
        }

        package mutating func appendInterpolation(_ markup: HTML) {
            text += markup.text
        }

        /// Nothing for `nil`.
        package mutating func appendInterpolation(_ markup: HTML?) {
            if let markup { text += markup.text }
        }
    }
}

extension Sequence where Element == HTML {
    /// One after the other.
    package func joined(by separator: HTML = "") -> HTML {
        HTML(escaped: map(\.text).joined(separator: separator.text))
    }
}
