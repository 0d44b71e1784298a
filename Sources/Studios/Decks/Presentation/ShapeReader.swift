import Foundation

/// Turns the shapes of a slide into elements, in the order in which they lie on each other.
struct ShapeReader {
    let slide: String
    let relationships: Relationships
    /// The kinds of the layout's placeholders by index.
    let placeholders: [String: String]
    let reader: PartReader
    var text = TextReader()
    /// The links within SmartArt, which has relationships of its own.
    private(set) var diagramLinks: [SlideLink] = []
    private var count = 0

    private static let maximumShapes = 10_000
    /// Groups within groups; what lies deeper is read as a member of the last.
    private static let maximumNesting = 32

    init(slide: String, relationships: Relationships, placeholders: [String: String], reader: PartReader) {
        self.slide = slide
        self.relationships = relationships
        self.placeholders = placeholders
        self.reader = reader
    }

    /// What is in a shape tree or a group.
    mutating func elements(
        _ tree: XMLElement, placement: Placement = .identity, nesting: Int = 0
    ) throws -> [SlideElement] {
        var elements: [SlideElement] = []
        for shape in tree.children where shape.namespace == OfficeXML.presentation {
            count += 1
            guard count <= ShapeReader.maximumShapes else {
                throw PresentationError.tooManyShapes(slide, limit: ShapeReader.maximumShapes)
            }
            guard let drawing = drawingProperties(of: shape), drawing.flag("hidden") != true else { continue }
            let identity = identity(of: shape, drawing, placement)
            switch shape.name {
            case "sp", "cxnSp": elements += textShape(shape, identity)
            case "pic": elements.append(picture(shape, identity))
            case "graphicFrame": elements += try graphicFrame(shape, identity)
            case "grpSp": elements += try group(shape, identity, placement, nesting)
            default: break
            }
        }
        return elements
    }

    // MARK: Identity

    private func drawingProperties(of shape: XMLElement) -> XMLElement? {
        Backdrop.properties(of: shape)?.child(OfficeXML.presentation, "cNvPr")
    }

    private func identity(of shape: XMLElement, _ drawing: XMLElement, _ placement: Placement) -> ShapeIdentity {
        let altText = drawing.attribute("descr")?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
        return ShapeIdentity(
            id: drawing.number("id") ?? 0, name: drawing.attribute("name") ?? "",
            altText: altText.isEmpty ? nil : altText, isDecorative: drawing.marksDecoration,
            frame: Placement.transform(of: shape).flatMap(placement.frame))
    }

    /// What a text box is for: its own placeholder kind, else that of the layout's placeholder with its index.
    private func role(of shape: XMLElement) -> TextElement.Role {
        guard let placeholder = Backdrop.placeholder(of: shape) else { return .other }
        let kind = placeholder.attribute("type") ?? placeholder.attribute("idx").flatMap { placeholders[$0] } ?? "obj"
        return switch kind {
        case "title", "ctrTitle": .title
        case "subTitle": .subtitle
        case "body", "obj": .body
        case "ftr": .footer
        case "dt": .date
        case "sldNum": .slideNumber
        default: .other
        }
    }

    // MARK: Kinds of shapes

    /// A shape may be filled with a picture and bear text as well: it is then both. One that has neither is of
    /// interest only when its alternative text says what it shows.
    private mutating func textShape(_ shape: XMLElement, _ identity: ShapeIdentity) -> [SlideElement] {
        var elements: [SlideElement] = []
        if let fill = shape.descend(OfficeXML.presentation, "spPr")?.child(OfficeXML.drawing, "blipFill"),
            let picture = PictureReader.picture(fill, identity, relationships, reader.package)
        {
            elements.append(.picture(picture))
        }
        let paragraphs = text.paragraphs(shape.child(OfficeXML.presentation, "txBody"))
        if !paragraphs.isEmpty || (elements.isEmpty && identity.altText != nil) {
            elements.append(.text(TextElement(shape: identity, role: role(of: shape), paragraphs: paragraphs)))
        }
        return elements
    }

    private func picture(_ shape: XMLElement, _ identity: ShapeIdentity) -> SlideElement {
        PictureReader.media(shape, identity, relationships, reader.package).map(SlideElement.media)
            ?? .picture(
                shape.child(OfficeXML.presentation, "blipFill").flatMap {
                    PictureReader.picture($0, identity, relationships, reader.package)
                } ?? PictureElement(shape: identity, part: nil, mediaType: nil))
    }

    /// A table, a chart, SmartArt, or an embedded document by the picture that stands for it.
    private mutating func graphicFrame(_ shape: XMLElement, _ identity: ShapeIdentity) throws -> [SlideElement] {
        guard let data = shape.descend(OfficeXML.drawing, "graphic", "graphicData") else { return [] }
        if let table = data.child(OfficeXML.drawing, "tbl") {
            return [.table(TableReader.table(table, identity, &text))]
        }
        if let ids = data.child(OfficeXML.diagram, "relIds") {
            let part = ids.relationship("dm").flatMap { relationships[$0]?.part }
            let diagram = try part.map { try reader.diagram($0) }
            diagramLinks += diagram?.links ?? []
            text.count(diagram?.nodes ?? [])
            return [.diagram(DiagramElement(shape: identity, nodes: diagram?.nodes ?? []))]
        }
        let reference = data.child(OfficeXML.chart, "chart") ?? data.child(OfficeXML.chartExtended, "chart")
        if let reference {
            let part = reference.relationship("id").flatMap { relationships[$0]?.part }
            var chart =
                try part.map { try reader.chart($0) }
                ?? ChartElement(shape: identity, kind: .other, categories: [], series: [])
            chart.shape = identity
            return [.chart(chart)]
        }
        let fill = data.descend(OfficeXML.presentation, "oleObj", "pic", "blipFill")
        return [
            .picture(
                fill.flatMap { PictureReader.picture($0, identity, relationships, reader.package) }
                    ?? PictureElement(shape: identity, part: nil, mediaType: nil))
        ]
    }

    private mutating func group(
        _ shape: XMLElement, _ identity: ShapeIdentity, _ placement: Placement, _ nesting: Int
    ) throws -> [SlideElement] {
        let members = try elements(shape, placement: placement.inside(group: shape), nesting: nesting + 1)
        guard nesting < ShapeReader.maximumNesting else { return members }
        let isDrawing = Drawing(shape).isOne
        return members.isEmpty && identity.altText == nil && !isDrawing
            ? [] : [.group(GroupElement(shape: identity, members: members, isDrawing: isDrawing))]
    }
}
