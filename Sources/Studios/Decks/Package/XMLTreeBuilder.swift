import CLibXML2

/// Puts the tree together from the parser's events. One document, one builder, one thread.
final class XMLTreeBuilder {
    private struct Frame {
        var namespace: String
        var name: String
        var attributes: [XMLElement.Attribute]
        var nodes: [XMLElement.Node] = []
        /// Prefixes that this element declares.
        var prefixes: [String: String] = [:]
    }

    private let dialect: XMLDialect
    private let limits: XMLLimits
    var context: xmlParserCtxtPtr?
    private(set) var root: XMLElement?
    private(set) var failure: XMLFailure?
    private var frames: [Frame] = []
    private var nodeCount = 0
    /// The parser keeps one copy of every name and namespace; so do we.
    private var names: [UnsafeRawPointer: String] = [:]
    private var namespaces: [UnsafeRawPointer: String] = [:]

    init(dialect: XMLDialect, limits: XMLLimits) {
        self.dialect = dialect
        self.limits = limits
    }

    func stop(_ failure: XMLFailure) {
        guard self.failure == nil else { return }
        self.failure = failure
        if let context { xmlStopParser(context) }
    }

    // MARK: Events

    func start(
        name: UnsafePointer<xmlChar>?, uri: UnsafePointer<xmlChar>?, declared: Int,
        namespaces declarations: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, attributes: Int,
        values: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) {
        guard failure == nil else { return }
        guard frames.count < limits.depth else { return stop(.tooDeep) }
        guard count(1 + attributes) else { return }
        var frame = Frame(namespace: namespace(uri), name: self.name(name), attributes: [])
        if dialect.understands != nil, let declarations {
            for index in 0..<declared {
                frame.prefixes[self.name(declarations[2 * index])] = namespace(declarations[2 * index + 1])
            }
        }
        if let values, attributes > 0 {
            frame.attributes.reserveCapacity(attributes)
            // Five pointers each: name, prefix, namespace, and where the value starts and ends.
            for index in 0..<attributes {
                let fields = values + 5 * index
                frame.attributes.append(
                    XMLElement.Attribute(
                        namespace: namespace(fields[2]), name: self.name(fields[0]),
                        value: XMLTreeBuilder.value(fields[3], fields[4])))
            }
        }
        frames.append(frame)
    }

    func text(_ bytes: UnsafeBufferPointer<xmlChar>) {
        guard failure == nil, !frames.isEmpty, !bytes.isEmpty else { return }
        let piece = String(decoding: bytes, as: UTF8.self)
        let last = frames.count - 1
        // The parser cuts text at entities and at the ends of its buffer.
        if case .text(let before) = frames[last].nodes.last {
            frames[last].nodes[frames[last].nodes.count - 1] = .text(before + piece)
        } else if count(1) {
            frames[last].nodes.append(.text(piece))
        }
    }

    func end() {
        guard failure == nil, let frame = frames.last else { return }
        let element = XMLElement(
            namespace: frame.namespace, name: frame.name, attributes: frame.attributes, nodes: frame.nodes)
        let nodes: [XMLElement.Node]
        if dialect.understands != nil, element.is(XMLTreeBuilder.compatibility, "AlternateContent") {
            nodes = chosenBranch(of: element)
        } else if dialect.understands != nil, element.is(XMLTreeBuilder.compatibility, "Choice") {
            nodes = isUnderstood(element) ? [.element(element)] : []
        } else {
            nodes = [.element(element)]
        }
        frames.removeLast()
        if frames.isEmpty {
            root = element
        } else {
            frames[frames.count - 1].nodes += nodes
        }
    }

    // MARK: Alternate content

    private static let compatibility = "http://schemas.openxmlformats.org/markup-compatibility/2006"

    /// Choices that are not understood have been dropped by now, while their prefixes were known.
    private func chosenBranch(of element: XMLElement) -> [XMLElement.Node] {
        let branch =
            element.child(XMLTreeBuilder.compatibility, "Choice")
            ?? element.child(XMLTreeBuilder.compatibility, "Fallback")
        return branch?.nodes ?? []
    }

    private func isUnderstood(_ choice: XMLElement) -> Bool {
        guard let understands = dialect.understands, let required = choice.attribute("Requires") else { return false }
        let prefixes = required.split(whereSeparator: \.isWhitespace)
        return !prefixes.isEmpty
            && prefixes.allSatisfy { prefix in
                frames.reversed().lazy.compactMap { $0.prefixes[String(prefix)] }.first.map(understands) ?? false
            }
    }

    // MARK: Strings

    private func count(_ nodes: Int) -> Bool {
        nodeCount += nodes
        if nodeCount > limits.nodes { stop(.tooLarge) }
        return nodeCount <= limits.nodes
    }

    private func name(_ pointer: UnsafePointer<xmlChar>?) -> String {
        guard let pointer else { return "" }
        if let known = names[UnsafeRawPointer(pointer)] { return known }
        let name = String(cString: pointer)
        names[UnsafeRawPointer(pointer)] = name
        return name
    }

    private func namespace(_ pointer: UnsafePointer<xmlChar>?) -> String {
        guard let pointer else { return "" }
        if let known = namespaces[UnsafeRawPointer(pointer)] { return known }
        let uri = String(cString: pointer)
        let namespace = dialect.synonym(uri) ?? uri
        namespaces[UnsafeRawPointer(pointer)] = namespace
        return namespace
    }

    /// Where entities are left alone, the parser decodes all of them in attributes but the ampersand, which it
    /// passes on as `&#38;`.
    private static func value(_ start: UnsafePointer<xmlChar>?, _ end: UnsafePointer<xmlChar>?) -> String {
        guard let start, let end, end > start else { return "" }
        let bytes = UnsafeBufferPointer(start: start, count: end - start)
        let value = String(decoding: bytes, as: UTF8.self)
        return bytes.contains(UInt8(ascii: "&"))
            ? value.split(separator: "&#38;", omittingEmptySubsequences: false).joined(separator: "&") : value
    }
}
