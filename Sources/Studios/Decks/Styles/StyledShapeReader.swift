import Foundation

/// Reads the shapes of a slide, a layout or a master with their looks.
struct StyledShapeReader {
    let design: SlideDesign
    let paints: PaintReader
    let relationships: Relationships
    private var count = 0

    private static let maximumShapes = 10_000
    private static let maximumNesting = 32

    init(design: SlideDesign, paints: PaintReader, relationships: Relationships) {
        self.design = design
        self.paints = paints
        self.relationships = relationships
    }

    private var text: StyledTextReader { StyledTextReader(relationships: relationships) }

    /// What is in a shape tree or a group. What lies beyond 10,000 shapes is left out: reading the deck refuses it.
    mutating func shapes(
        _ tree: XMLElement, placement: Placement = .identity, nesting: Int = 0
    ) -> [StyledShape] {
        var shapes: [StyledShape] = []
        for element in tree.children where element.namespace == OfficeXML.presentation {
            count += 1
            guard count <= StyledShapeReader.maximumShapes, nesting <= StyledShapeReader.maximumNesting,
                let drawing = Backdrop.properties(of: element)?.child(OfficeXML.presentation, "cNvPr"),
                drawing.flag("hidden") != true
            else { continue }
            var shape = named(drawing)
            shape.frame = frame(of: element, placement)
            describe(element, &shape)
            if element.name == "grpSp" {
                shape.members = self.shapes(element, placement: placement.inside(group: element), nesting: nesting + 1)
            }
            shapes.append(shape)
        }
        return shapes
    }

    private func named(_ drawing: XMLElement) -> StyledShape {
        let altText = drawing.attribute("descr")?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
        return StyledShape(
            id: drawing.number("id") ?? 0, name: drawing.attribute("name") ?? "",
            altText: altText.isEmpty ? nil : altText,
            isDecorative: drawing.marksDecoration,
            link: drawing.child(OfficeXML.drawing, "hlinkClick").flatMap(text.relationships.destination))
    }

    private func describe(_ element: XMLElement, _ shape: inout StyledShape) {
        switch element.name {
        case "sp": describeText(element, &shape)
        case "cxnSp": shape.kind = .connector
        case "pic": describePicture(element, &shape)
        case "graphicFrame": describeFrame(element, &shape)
        case "grpSp": shape.kind = .group
        default: break
        }
    }

    // MARK: Shapes with text

    private func describeText(_ element: XMLElement, _ shape: inout StyledShape) {
        let placeholder = Backdrop.placeholder(of: element)
        let models = placeholder.map(design.models) ?? []
        if let placeholder { shape.placeholder = StyledShapeReader.role(design.type(of: placeholder)) }
        shape.paint = ([element] + models).lazy.compactMap(paints.paint(ofShape:)).first ?? .none
        let properties = element.child(OfficeXML.presentation, "spPr")
        shape.isFreeform = properties?.child(OfficeXML.drawing, "custGeom") != nil
        shape.isRectangle = StyledShapeReader.isRectangle(element, properties)
        shape.paragraphs = text.paragraphs(
            element.child(OfficeXML.presentation, "txBody"), textStyle(element, placeholder, models))
        let isFilledWithPicture = properties?.child(OfficeXML.drawing, "blipFill") != nil
        if isFilledWithPicture, shape.paragraphs.isEmpty { shape.kind = .picture }
    }

    private func textStyle(_ element: XMLElement, _ placeholder: XMLElement?, _ models: [XMLElement]) -> TextStyle {
        var lists = models.compactMap {
            $0.child(OfficeXML.presentation, "txBody")?.child(OfficeXML.drawing, "lstStyle")
        }
        if let placeholder, let style = design.masterStyle(of: design.type(of: placeholder)) { lists.append(style) }
        if let defaults = design.defaults { lists.append(defaults) }
        if placeholder == nil, let other = design.master?.descend(OfficeXML.presentation, "txStyles", "otherStyle") {
            lists.append(other)
        }
        var style = TextStyle(lists: lists, colors: paints.colors)
        let reference = element.child(OfficeXML.presentation, "style")?.child(OfficeXML.drawing, "fontRef")
        if let reference { style.given = (0, paints.colors.color(in: reference), nil) }
        return style
    }

    private static func role(_ type: String) -> StyledShape.Placeholder {
        switch type {
        case "title", "ctrTitle": .title
        case "subTitle": .subtitle
        case "body", "obj": .body
        case "ftr": .footer
        case "dt": .date
        case "sldNum": .slideNumber
        default: .other
        }
    }

    // MARK: Pictures and frames

    private func describePicture(_ element: XMLElement, _ shape: inout StyledShape) {
        shape.kind = .picture
        shape.paint = .mixed
        shape.isRectangle = StyledShapeReader.isRectangle(element, element.child(OfficeXML.presentation, "spPr"))
        guard let properties = Backdrop.properties(of: element)?.child(OfficeXML.presentation, "nvPr") else { return }
        if properties.contains(where: { ["videoFile", "quickTimeFile"].contains($0.name) }) {
            shape.kind = .video
        } else if properties.contains(where: { ["audioFile", "wavAudioFile", "audioCd"].contains($0.name) }) {
            shape.kind = .audio
        }
        // `p173:tracksInfo` in the extensions of `p14:media`, with a WebVTT part for each track.
        shape.hasCaptions = properties.contains { $0.name == "track" || $0.name == "trackRef" }
    }

    private func describeFrame(_ element: XMLElement, _ shape: inout StyledShape) {
        shape.paint = .mixed
        guard let data = element.descend(OfficeXML.drawing, "graphic", "graphicData") else { return }
        if let table = data.child(OfficeXML.drawing, "tbl") {
            shape.kind = .table
            shape.table = StyledTableReader(design: design, paints: paints, text: text).table(table)
        } else if data.child(OfficeXML.diagram, "relIds") != nil {
            shape.kind = .diagram
        } else if data.child(OfficeXML.chart, "chart") != nil || data.child(OfficeXML.chartExtended, "chart") != nil {
            shape.kind = .chart
        } else {
            shape.kind = .object
        }
    }

    // MARK: Places

    private func frame(of element: XMLElement, _ placement: Placement) -> ShapeFrame? {
        if let transform = Placement.transform(of: element) {
            return placement.frame(transform).map { StyledShapeReader.turned($0, by: transform.number("rot") ?? 0) }
        }
        let models = Backdrop.placeholder(of: element).map(design.models) ?? []
        return models.lazy.compactMap(Placement.transform).compactMap { Placement.identity.frame($0) }.first
    }

    /// The upright rectangle around a turned one. Angles are in 60,000ths of a degree.
    static func turned(_ frame: ShapeFrame, by angle: Int) -> ShapeFrame {
        guard angle % 10_800_000 != 0 else { return frame }
        let radians = Double(angle) / 60_000 * .pi / 180
        let (width, height) = (Double(frame.width), Double(frame.height))
        let across = abs(width * cos(radians)) + abs(height * sin(radians))
        let down = abs(width * sin(radians)) + abs(height * cos(radians))
        return ShapeFrame(
            x: frame.x + Int((width - across) / 2), y: frame.y + Int((height - down) / 2), width: Int(across),
            height: Int(down))
    }

    private static let rectangles: Set<String> = [
        "rect", "roundRect", "round1Rect", "round2SameRect", "round2DiagRect", "snip1Rect", "snip2SameRect",
        "snip2DiagRect", "snipRoundRect", "flowChartProcess", "flowChartAlternateProcess",
    ]

    static func isRectangle(_ element: XMLElement, _ properties: XMLElement?) -> Bool {
        guard properties?.child(OfficeXML.drawing, "custGeom") == nil else { return false }
        let angle = Placement.transform(of: element)?.number("rot") ?? 0
        let preset = properties?.child(OfficeXML.drawing, "prstGeom")?.attribute("prst")
        return angle % 5_400_000 == 0 && preset.map(rectangles.contains) ?? true
    }
}
