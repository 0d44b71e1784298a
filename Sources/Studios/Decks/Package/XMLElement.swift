/// An element of an XML document: its name, its attributes, and what is in it. A value that never changes.
package struct XMLElement: Hashable, Sendable {
    /// Something in an element.
    package enum Node: Hashable, Sendable {
        case element(XMLElement)
        case text(String)
    }

    package struct Attribute: Hashable, Sendable {
        /// The namespace URI; "" when the attribute has no prefix.
        package let namespace: String
        package let name: String
        package let value: String
    }

    /// The namespace URI; "" when there is none.
    package let namespace: String
    /// The name without prefix.
    package let name: String
    package let attributes: [Attribute]
    package let nodes: [Node]

    package init(namespace: String, name: String, attributes: [Attribute] = [], nodes: [Node] = []) {
        self.namespace = namespace
        self.name = name
        self.attributes = attributes
        self.nodes = nodes
    }
}

extension XMLElement {
    /// The elements directly inside, in order.
    package var children: some Sequence<XMLElement> {
        nodes.lazy.compactMap { node in
            if case .element(let element) = node { element } else { nil }
        }
    }

    package func `is`(_ namespace: String, _ name: String) -> Bool {
        self.name == name && self.namespace == namespace
    }

    /// The elements directly inside that have this name.
    package func children(_ namespace: String, _ name: String) -> [XMLElement] {
        children.filter { $0.is(namespace, name) }
    }

    /// The first element directly inside that has this name.
    package func child(_ namespace: String, _ name: String) -> XMLElement? {
        children.first { $0.is(namespace, name) }
    }

    /// The first element anywhere inside that has this name, in document order.
    package func descendant(_ namespace: String, _ name: String) -> XMLElement? {
        for child in children {
            if child.is(namespace, name) { return child }
            if let found = child.descendant(namespace, name) { return found }
        }
        return nil
    }

    /// Whether `condition` holds for this element or any element inside.
    package func contains(where condition: (XMLElement) -> Bool) -> Bool {
        condition(self) || children.contains { $0.contains(where: condition) }
    }

    /// The value of an attribute; without a namespace, of one that has no prefix.
    package func attribute(_ name: String, in namespace: String = "") -> String? {
        attributes.first { $0.name == name && $0.namespace == namespace }?.value
    }

    /// All text inside, in document order.
    package var text: String {
        var text = ""
        collectText(into: &text)
        return text
    }

    private func collectText(into text: inout String) {
        for node in nodes {
            switch node {
            case .text(let piece): text += piece
            case .element(let element): element.collectText(into: &text)
            }
        }
    }
}
