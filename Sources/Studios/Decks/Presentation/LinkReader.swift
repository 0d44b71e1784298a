import Foundation

/// Collects the links to the web of a slide, its diagrams or its notes, in document order.
struct LinkReader {
    let relationships: Relationships
    private(set) var links: [SlideLink] = []
    private var known: Set<SlideLink> = []

    init(_ relationships: Relationships) {
        self.relationships = relationships
    }

    /// Reads an element and all that is in it, hidden shapes apart.
    mutating func read(_ element: XMLElement) {
        if element.is(OfficeXML.drawing, "p") { return readRuns(of: element) }
        if element.is(OfficeXML.diagram, "pt") {
            // SmartArt keeps what a shape is in an extension of its node.
            let drawing = element.child(OfficeXML.diagram, "extLst")?.descendant(OfficeXML.diagram2010, "cNvPr")
            if let drawing { readShape(drawing, around: element) }
        } else if let drawing = Backdrop.properties(of: element)?.child(OfficeXML.presentation, "cNvPr") {
            if drawing.flag("hidden") == true { return }
            readShape(drawing, around: element)
        }
        for child in element.children { read(child) }
    }

    /// Runs that follow each other and lead to the same place are one link, however their looks divide it.
    private mutating func readRuns(of paragraph: XMLElement) {
        var open: SlideLink?
        for run in paragraph.children {
            let click = run.child(OfficeXML.drawing, "rPr")?.child(OfficeXML.drawing, "hlinkClick")
            let url = click.flatMap(relationships.webAddress)
            let text = TextReader.text(of: run)
            if let url, open?.url == url {
                open?.title += text
            } else {
                if let open { add(open) }
                open = url.map { SlideLink(title: text, url: $0) }
            }
        }
        if let open { add(open) }
    }

    private mutating func readShape(_ drawing: XMLElement, around shape: XMLElement) {
        guard let url = drawing.child(OfficeXML.drawing, "hlinkClick").flatMap(relationships.webAddress) else { return }
        let name = drawing.attribute("name") ?? ""
        let isChosen = !AltTextRules.problems(of: name, shapeName: name, slideTitle: nil).contains(.shapeName)
        let titles = [Self.words(in: shape), drawing.attribute("descr") ?? "", isChosen ? name : ""]
        add(SlideLink(title: titles.map(SpokenText.onOneLine).first { !$0.isEmpty } ?? "", url: url))
    }

    private static func words(in shape: XMLElement) -> String {
        let body = shape.child(OfficeXML.presentation, "txBody") ?? shape.child(OfficeXML.diagram, "t")
        var text = TextReader()
        return text.lines(body)
    }

    /// Each once.
    private mutating func add(_ link: SlideLink) {
        var link = link
        link.title = SpokenText.onOneLine(link.title)
        if known.insert(link).inserted { links.append(link) }
    }
}
