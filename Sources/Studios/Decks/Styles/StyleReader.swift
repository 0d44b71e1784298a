package import Foundation
import MediaTools

/// Reads how the slides of a presentation look.
package enum StyleReader {
    /// - Throws: ``DeckError``, as reading the deck does.
    package static func read(_ archive: ZipArchive) throws -> StyledDeck {
        let reader = PartReader(try OpenPackage(archive))
        let outline = try PresentationOutline(reader)
        var designs = try DesignReader(outline, reader)
        let slides = try outline.slides.enumerated().map { index, part in
            try slide(number: index + 1, part, reader, &designs)
        }
        return StyledDeck(
            size: outline.size, title: try title(reader), sections: sections(outline.root), slides: slides)
    }

    private static func slide(
        number: Int, _ part: String, _ reader: PartReader, _ designs: inout DesignReader
    ) throws -> StyledSlide {
        let root = try reader.tree(part)
        let relationships = try reader.relationships(of: part)
        let design = try designs.design(layout: relationships.part("slideLayout"))
        let paints = design.paints(for: root)
        var shapes = StyledShapeReader(design: design, paints: paints, relationships: relationships)
        let tree = root.descend(OfficeXML.presentation, "cSld", "spTree")
        let backdrop = [root, design.layout, design.master].lazy.compactMap { $0.flatMap(paints.backdrop) }.first
        return StyledSlide(
            number: number, isHidden: root.flag("show") == false, backdrop: backdrop ?? .plain(.white),
            scenery: try scenery(root, design, paints, reader), shapes: tree.map { shapes.shapes($0) } ?? [],
            advancesAfter: root.child(OfficeXML.presentation, "transition")?.number("advTm"),
            repeatsForever: root.child(OfficeXML.presentation, "timing").map(repeatsForever) ?? false)
    }

    /// What the master and the layout paint, unless the slide or the layout leaves it out.
    private static func scenery(
        _ root: XMLElement, _ design: SlideDesign, _ paints: PaintReader, _ reader: PartReader
    ) throws -> [PaintedArea] {
        guard root.flag("showMasterSp") != false else { return [] }
        let showsMaster = design.layout?.flag("showMasterSp") != false
        var areas: [PaintedArea] = []
        for (tree, part) in [
            (showsMaster ? design.master : nil, design.masterPart), (design.layout, design.layoutPart),
        ] {
            guard let tree = tree?.descend(OfficeXML.presentation, "cSld", "spTree"), let part else { continue }
            var shapes = StyledShapeReader(
                design: design, paints: paints, relationships: try reader.relationships(of: part))
            areas += shapes.shapes(tree).filter { $0.placeholder == nil }.flatMap(\.paintedAreas)
        }
        return areas
    }

    /// Whether an animation has no end; videos that are played in a loop are none.
    private static func repeatsForever(_ element: XMLElement) -> Bool {
        if element.name == "cMediaNode" { return false }
        if element.name == "cTn", element.attribute("repeatCount") == "indefinite" { return true }
        return element.children.contains(where: repeatsForever)
    }

    private static func sections(_ root: XMLElement) -> [String] {
        let list = root.child(OfficeXML.presentation, "extLst")?.descendant(OfficeXML.media, "sectionLst")
        return list?.children(OfficeXML.media, "section").map { $0.attribute("name") ?? "" } ?? []
    }

    private static func title(_ reader: PartReader) throws -> String? {
        guard let part = try reader.relationships(of: "").part("core-properties") else { return nil }
        let title = try reader.tree(part).child(OfficeXML.dublinCore, "title")?.text
            .trimmingCharacters(in: .whitespacesAndNewlines)
        return title.flatMap { $0.isEmpty ? nil : $0 }
    }
}

extension StyledShape {
    /// What it and its members paint, from the bottom up.
    package var paintedAreas: [PaintedArea] {
        var areas: [PaintedArea] = []
        if paint != .none, let frame { areas.append(PaintedArea(frame: frame, paint: paint, isRectangle: isRectangle)) }
        return areas + members.flatMap(\.paintedAreas)
    }
}

/// Reads layouts, masters and themes, each once.
private struct DesignReader {
    private let reader: PartReader
    private let defaults: XMLElement?
    private let tables: TableStyles
    private var trees: [String: XMLElement] = [:]

    init(_ outline: PresentationOutline, _ reader: PartReader) throws {
        self.reader = reader
        defaults = outline.root.child(OfficeXML.presentation, "defaultTextStyle")
        tables = TableStyles(try outline.relationships.part("tableStyles").map { try reader.tree($0) })
    }

    mutating func design(layout part: String?) throws -> SlideDesign {
        let master = try part.flatMap { try reader.relationships(of: $0).part("slideMaster") }
        let theme = try master.flatMap { try reader.relationships(of: $0).part("theme") }
        return SlideDesign(
            layout: try tree(part), master: try tree(master), layoutPart: part, masterPart: master,
            theme: try tree(theme), defaults: defaults, tables: tables)
    }

    private mutating func tree(_ part: String?) throws -> XMLElement? {
        guard let part else { return nil }
        if let known = trees[part] { return known }
        let tree = try reader.tree(part)
        trees[part] = tree
        return tree
    }
}
