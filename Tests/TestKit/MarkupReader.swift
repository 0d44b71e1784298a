/// Reads a page of HTML as strictly as XML: whatever could be a text that got out of its place is a problem.
///
/// It knows the HTML that this project writes: lower-case names, quoted attributes, every element closed.
package struct MarkupReader {
    package struct Element: Hashable {
        package var name: String
        /// Decoded; a bare attribute has the value "".
        package var attributes: [String: String]
        /// The text inside, decoded, that of its children included.
        package var text = ""
        /// How many elements it is inside of.
        package var depth: Int
    }

    /// In the order of their beginnings.
    package private(set) var elements: [Element] = []
    /// In words; empty when the page is sound.
    package private(set) var problems: [String] = []

    // Scalars, as a browser reads: as `Character`s, a sign and an accent after it would be one.
    private var rest: Substring.UnicodeScalarView
    private var open: [Int] = []

    private static let void: Set<String> = ["meta", "img", "br", "input"]
    private static let entities = ["&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#39;": "'"]

    package init(_ page: String) {
        rest = page[...].unicodeScalars
        if begins("<!DOCTYPE html>") { rest = rest.dropFirst("<!DOCTYPE html>".count) }
        while !rest.isEmpty, problems.count < 20 { readNext() }
        for index in open { problems.append("<\(elements[index].name)> is not closed") }
        checkNames()
    }

    package func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }

    package func element(id: String) -> Element? { elements.first { $0.attributes["id"] == id } }

    private mutating func readNext() {
        if begins("</") {
            close()
        } else if begins("<") {
            begin()
        } else {
            let words = decoded(take { $0 != "<" })
            for index in open { elements[index].text += words }
        }
    }

    private mutating func close() {
        rest = rest.dropFirst(2)
        let name = take { $0 != ">" }
        rest = rest.dropFirst()
        guard let last = open.popLast(), elements[last].name == name else {
            problems.append("</\(name)> closes nothing")
            return
        }
    }

    private mutating func begin() {
        rest = rest.dropFirst()
        let name = take { ("a"..."z").contains($0) || ("0"..."9").contains($0) }
        if name.isEmpty { problems.append("a bare < before '\(next)'") }
        let attributes = readAttributes(of: name)
        elements.append(Element(name: name, attributes: attributes, depth: open.count))
        if name == "style" || name == "script" {
            let end = rest.firstRange(of: "</\(name)>".unicodeScalars)?.upperBound ?? rest.endIndex
            rest = rest[end...]
        } else if !Self.void.contains(name) {
            open.append(elements.count - 1)
        }
    }

    private mutating func readAttributes(of name: String) -> [String: String] {
        var attributes: [String: String] = [:]
        while begins(" ") {
            rest = rest.dropFirst()
            let key = take { ("a"..."z").contains($0) || $0 == "-" }
            var value = ""
            if begins("=\"") {
                rest = rest.dropFirst(2)
                value = decoded(take { $0 != "\"" })
                rest = rest.dropFirst()
            }
            if key.isEmpty || attributes[key] != nil { problems.append("a strange attribute '\(key)' of <\(name)>") }
            attributes[key] = value
        }
        if !begins(">") { problems.append("<\(name) is not closed before '\(next)'") }
        rest = rest.dropFirst()
        return attributes
    }

    private func begins(_ start: String) -> Bool { rest.starts(with: start.unicodeScalars) }

    /// For the words of a problem.
    private var next: String { String(String.UnicodeScalarView(rest.prefix(20))) }

    private mutating func take(while isTaken: (Unicode.Scalar) -> Bool) -> String {
        let taken = rest.prefix(while: isTaken)
        rest = rest[taken.endIndex...]
        return String(taken)
    }

    private mutating func decoded(_ text: String) -> String {
        var rest = text.unicodeScalars[...]
        if rest.contains(">") || rest.contains("\"") { problems.append("a bare sign in '\(text.prefix(40))'") }
        var result = String.UnicodeScalarView()
        while let place = rest.firstIndex(of: "&") {
            result.append(contentsOf: rest[..<place])
            rest = rest[place...]
            if let entity = Self.entities.first(where: { rest.starts(with: $0.key.unicodeScalars) }) {
                result.append(contentsOf: entity.value.unicodeScalars)
                rest = rest.dropFirst(entity.key.count)
            } else {
                problems.append("a bare & in '\(text.prefix(40))'")
                result.append("&")
                rest = rest.dropFirst()
            }
        }
        result.append(contentsOf: rest)
        return String(result)
    }

    /// Names are there once, and whatever points to one finds it.
    private mutating func checkNames() {
        var names: Set<String> = []
        for id in elements.compactMap({ $0.attributes["id"] }) where !names.insert(id).inserted {
            problems.append("the id '\(id)' is there twice")
        }
        for element in elements {
            var targets = ["aria-labelledby", "aria-describedby"].compactMap { element.attributes[$0] }
            if let link = element.attributes["href"], link.hasPrefix("#") { targets.append(String(link.dropFirst())) }
            for target in targets where !names.contains(target) { problems.append("nothing is called '\(target)'") }
        }
    }
}

/// Texts that try to get out of their place in a page.
package enum HostileText {
    private static let pieces = [
        "<script>alert(1)</script>", "</style>", "\"", "'", "<", ">", "&", "&lt;", "<!--", "-->", "]]>", "\u{0}",
        "\u{1B}[31m",
        "\r\n", "\r", "\n", "\u{B}", "\u{85}", "\u{202E}", "\u{AD}", " onerror=\"alert(1)\" ", "javascript:alert(1)",
        "مرحبا", "👩‍👩‍👧", "e\u{301}", "\u{301}", "{0}", "[x](http://evil.example)", "\\", "*", "a", " ", "7", "</p>",
        "${x}",
    ]

    package static func any(using generator: inout some RandomNumberGenerator) -> String {
        (0..<Int.random(in: 1...8, using: &generator)).map { _ in
            pieces[Int.random(in: pieces.indices, using: &generator)]
        }.joined()
    }
}
