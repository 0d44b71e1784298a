/// Reads what SmartArt says (`dgm:dataModel`, ECMA-376 part 1, section 21.4.2.10).
enum DiagramReader {
    /// The nodes that have text, from the root downwards in the order of their siblings, with their depth.
    static func nodes(_ model: XMLElement) -> [Paragraph] {
        var text = TextReader()
        var texts: [String: Paragraph] = [:]
        var order: [String] = []
        var root: String?
        for point in model.child(OfficeXML.diagram, "ptLst")?.children(OfficeXML.diagram, "pt") ?? [] {
            guard let id = point.attribute("modelId") else { continue }
            switch point.attribute("type") ?? "node" {
            case "doc":
                root = root ?? id
            case "node", "asst":
                let paragraphs = text.paragraphs(point.child(OfficeXML.diagram, "t"))
                let lines = paragraphs.map(\.text).joined(separator: "\n")
                texts[id] = Paragraph(lines, language: paragraphs.first?.language)
                order.append(id)
            default: break  // Transitions between nodes, and how they are drawn.
            }
        }
        return walk(from: root, children: children(model), texts: texts, order: order)
    }

    /// Which nodes belong to which, in the order of the diagram.
    private static func children(_ model: XMLElement) -> [String: [String]] {
        var links: [String: [(order: Int, child: String)]] = [:]
        for link in model.child(OfficeXML.diagram, "cxnLst")?.children(OfficeXML.diagram, "cxn") ?? []
        where link.attribute("type") ?? "parOf" == "parOf" {
            guard let parent = link.attribute("srcId"), let child = link.attribute("destId") else { continue }
            links[parent, default: []].append((link.number("srcOrd") ?? 0, child))
        }
        return links.mapValues { siblings in
            siblings.enumerated().sorted { ($0.element.order, $0.offset) < ($1.element.order, $1.offset) }
                .map(\.element.child)
        }
    }

    /// Depth first, with a list instead of recursion, and each node once: the file may well describe a circle.
    /// Nodes that hang nowhere come last.
    private static func walk(
        from root: String?, children: [String: [String]], texts: [String: Paragraph], order: [String]
    ) -> [Paragraph] {
        var nodes: [Paragraph] = []
        var seen = Set<String>()
        func visit(_ start: [String]) {
            var waiting = start.reversed().map { (id: $0, level: 0) }
            while let next = waiting.popLast() {
                guard seen.insert(next.id).inserted else { continue }
                if var node = texts[next.id], !node.text.isEmpty {
                    node.level = next.level
                    nodes.append(node)
                }
                waiting += (children[next.id] ?? []).reversed().map { ($0, next.level + 1) }
            }
        }
        visit(root.flatMap { children[$0] } ?? [])
        visit(order)
        return nodes
    }
}
