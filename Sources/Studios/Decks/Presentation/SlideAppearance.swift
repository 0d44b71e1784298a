import Essentials

/// Names how slides look, so that a slide that did not change is known to look the same, wherever it stands.
///
/// The digest covers the slide's part and all that can be reached from it: its layout, master, theme, pictures,
/// charts, media. A part goes by the way that leads to it, not by its name, and by its bytes. Left out is what is not
/// drawn: notes, comments, other slides, and addresses of links. What the presentation adds is the size, the
/// default text style, embedded fonts, table styles where there is a table, and the slide's number where it is shown.
struct SlideAppearance {
    private let reader: PartReader
    /// What all slides share.
    private let common: [String]
    private let tableStyles: String

    /// Relationships that do not lead to anything drawn. A master's layouts are left out in `follow`.
    private static let undrawn: Set<String> = [
        "slide", "notesSlide", "notesMaster", "handoutMaster", "comments", "commentAuthors", "hyperlink", "presProps",
        "viewProps", "tags", "customXml",
    ]

    init(_ outline: PresentationOutline, _ reader: PartReader) throws {
        self.reader = reader
        var common = ["size \(outline.size.width) \(outline.size.height)"]
        if let style = outline.root.child(OfficeXML.presentation, "defaultTextStyle") {
            common.append("defaults \(SlideAppearance.digest(of: style))")
        }
        let fonts = outline.relationships.all.filter { $0.kind == "font" }.compactMap(\.part)
        common += try fonts.map { "font \(try reader.digest($0))" }.sorted()
        self.common = common
        tableStyles = try outline.relationships.part("tableStyles").map { "tables \(try reader.digest($0))" } ?? ""
    }

    /// - Parameters:
    ///   - root: the slide's tree.
    ///   - shownNumber: the number that a slide-number field on it shows.
    func digest(of slide: String, root: XMLElement, shownNumber: Int) throws -> ContentDigest {
        var facts = common
        var showsNumber = root.contains { element in
            Backdrop.isNumberField(element)
                || element.is(OfficeXML.presentation, "ph") && element.attribute("type") == "sldNum"
        }
        var hasTable = root.contains { $0.is(OfficeXML.drawing, "tbl") }

        // Breadth first, by sorted ids: the first way to a part is the same wherever the slide stands.
        var ways = [slide: ""]
        var waiting = [slide][...]
        while let part = waiting.popFirst() {
            let way = ways[part] ?? ""
            facts.append("part \(way) \(try reader.digest(part))")
            for relationship in try follow(part, isSlide: part == slide) {
                let step = "\(way)/\(relationship.id) \(relationship.kind)"
                switch relationship.target {
                case .external(let address): facts.append("outside \(step) \(address)")
                case .missing: facts.append("missing \(step)")
                case .part(let target):
                    if ways[target] == nil {
                        ways[target] = step
                        waiting.append(target)
                    }
                    facts.append("link \(step) -> \(ways[target] ?? "")")
                    if relationship.kind == "slideLayout" || relationship.kind == "slideMaster" {
                        let backdrop = try reader.backdrop(target)
                        showsNumber = showsNumber || backdrop.showsNumber
                        hasTable = hasTable || backdrop.hasTable
                    }
                }
            }
        }
        if showsNumber { facts.append("number \(shownNumber)") }
        if hasTable { facts.append(tableStyles) }
        return ContentDigest(of: facts.sorted().joined(separator: "\n"))
    }

    /// The relationships of a part that matter for its looks. Only a slide has a layout: from a master, the way to its
    /// layouts would make every slide depend on all of them.
    private func follow(_ part: String, isSlide: Bool) throws -> [Relationship] {
        try reader.relationships(of: part).all
            .filter { !SlideAppearance.undrawn.contains($0.kind) && (isSlide || $0.kind != "slideLayout") }
            .sorted { $0.id < $1.id }
    }

    /// The digest of what an element says, however it is written.
    private static func digest(of element: XMLElement) -> ContentDigest {
        var text = ""
        func describe(_ element: XMLElement) {
            text += "<\(element.namespace) \(element.name)"
            for attribute in element.attributes.sorted(by: { ($0.namespace, $0.name) < ($1.namespace, $1.name) }) {
                text += " \(attribute.namespace) \(attribute.name)=\"\(attribute.value)\""
            }
            text += ">"
            for node in element.nodes {
                switch node {
                case .text(let piece): text += piece
                case .element(let child): describe(child)
                }
            }
            text += "</>"
        }
        describe(element)
        return ContentDigest(of: text)
    }
}
