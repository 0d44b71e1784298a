import Decks
import Foundation

/// Makes small presentations in memory: what a test does not mention is the least that a deck must have.
struct DeckBuilder {
    struct Slide {
        /// The XML of its shapes: see ``Shapes``.
        var shapes = ""
        var isHidden = false
        /// The paragraphs of its notes.
        var notes: [String]?
        /// Further relationships: id, kind and target, from the folder of the slides.
        var links: [(id: String, kind: String, target: String)] = []
        /// The number in the name of its part; by default the place in the presentation.
        var file: Int?
    }

    var slides: [Slide] = []
    /// Further parts and their media types.
    var parts: [(name: String, type: String, bytes: Data)] = []
    /// What lies in the layout and the master.
    var layoutShapes = Shapes.text(2, "Titel", placeholder: #"type="title""#, [])
    var masterShapes = ""
    /// What stands in the master after its shapes, such as its map of colours and its text styles.
    var masterTail = ""
    /// What stands in the theme.
    var theme = ""
    /// Further layouts of the master.
    var otherLayouts: [String] = []
    var size = #"<p:sldSz cx="12192000" cy="6858000"/>"#
    /// Slide parts that the package holds, but the list does not name.
    var unlisted: [Slide] = []
    /// Entries in the list that lead nowhere.
    var danglingCount = 0
    var title: String?

    static let namespaces = """
        xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" \
        xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" \
        xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"
        """

    /// The parts in the order of the package, with their bytes.
    func allParts() -> [(name: String, bytes: Data)] {
        var files: [(String, String)] = [("[Content_Types].xml", contentTypes), ("_rels/.rels", packageLinks)]
        files.append(("ppt/presentation.xml", presentation))
        files.append(("ppt/_rels/presentation.xml.rels", presentationLinks))
        for slide in numbered {
            files.append(("ppt/slides/slide\(slide.file).xml", xml(of: slide.slide)))
            files.append(("ppt/slides/_rels/slide\(slide.file).xml.rels", links(of: slide)))
            if let notes = slide.slide.notes {
                files.append(("ppt/notesSlides/notesSlide\(slide.file).xml", DeckBuilder.notes(notes)))
            }
        }
        files.append(("ppt/slideLayouts/slideLayout1.xml", DeckBuilder.tree("sldLayout", layoutShapes)))
        files.append(
            (
                "ppt/slideLayouts/_rels/slideLayout1.xml.rels",
                links([
                    ("rId1", "slideMaster", "../slideMasters/slideMaster1.xml")
                ])
            ))
        files.append(
            ("ppt/slideMasters/slideMaster1.xml", DeckBuilder.tree("sldMaster", masterShapes, tail: masterTail)))
        var masterLinks = [
            ("rId1", "slideLayout", "../slideLayouts/slideLayout1.xml"), ("rId2", "theme", "../theme/theme1.xml"),
        ]
        for (index, shapes) in otherLayouts.enumerated() {
            let file = "slideLayouts/slideLayout\(index + 2).xml"
            masterLinks.append(("rId\(index + 3)", "slideLayout", "../\(file)"))
            files.append(("ppt/\(file)", DeckBuilder.tree("sldLayout", shapes)))
        }
        files.append(("ppt/slideMasters/_rels/slideMaster1.xml.rels", links(masterLinks)))
        files.append(("ppt/theme/theme1.xml", #"<a:theme \#(DeckBuilder.namespaces) name="Kyoto">\#(theme)</a:theme>"#))
        if let title { files.append(("docProps/core.xml", DeckBuilder.core(title))) }
        return files.map { ($0.0, Data($0.1.utf8)) } + parts.map { ($0.name, $0.bytes) }
    }

    func data() throws -> Data {
        var writer = ZipWriter()
        for part in allParts() { try writer.add(part.name, part.bytes) }
        return try writer.bytes()
    }

    func archive() throws -> ZipArchive {
        try ZipArchive(data(), name: "test.pptx")
    }

    func read() throws -> Deck {
        try PresentationReader.read(archive())
    }

    // MARK: Parts

    private var numbered: [(slide: Slide, file: Int)] {
        (slides + unlisted).enumerated().map { ($1, $1.file ?? $0 + 1) }
    }

    private var contentTypes: String {
        let main = "application/vnd.openxmlformats-officedocument.presentationml"
        var list =
            #"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#
        list += #"<Default Extension="xml" ContentType="application/xml"/>"#
        list += #"<Default Extension="png" ContentType="image/png"/>"#
        list += #"<Override PartName="/ppt/presentation.xml" ContentType="\#(main).presentation.main+xml"/>"#
        for slide in numbered {
            list += #"<Override PartName="/ppt/slides/slide\#(slide.file).xml" ContentType="\#(main).slide+xml"/>"#
        }
        for part in parts { list += #"<Override PartName="/\#(part.name)" ContentType="\#(part.type)"/>"# }
        return #"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\#(list)</Types>"#
    }

    private var packageLinks: String {
        let core = title == nil ? [] : [("rId2", "metadata/core-properties", "docProps/core.xml")]
        return links([("rId1", "officeDocument", "ppt/presentation.xml")] + core)
    }

    private var presentation: String {
        let ids = (0..<(slides.count + danglingCount)).map { #"<p:sldId id="\#(256 + $0)" r:id="rId\#(100 + $0)"/>"# }
        return """
            <p:presentation \(DeckBuilder.namespaces)><p:sldMasterIdLst><p:sldMasterId r:id="rId1"/></p:sldMasterIdLst>\
            <p:sldIdLst>\(ids.joined())</p:sldIdLst>\(size)</p:presentation>
            """
    }

    private var presentationLinks: String {
        let slides = numbered.prefix(slides.count).enumerated().map { index, slide in
            ("rId\(100 + index)", "slide", "slides/slide\(slide.file).xml")
        }
        return links([("rId1", "slideMaster", "slideMasters/slideMaster1.xml")] + slides)
    }

    private func xml(of slide: Slide) -> String {
        DeckBuilder.tree("sld", slide.shapes, attributes: slide.isHidden ? #" show="0""# : "")
    }

    private func links(of slide: (slide: Slide, file: Int)) -> String {
        let notes =
            slide.slide.notes == nil ? [] : [("rIdN", "notesSlide", "../notesSlides/notesSlide\(slide.file).xml")]
        return links([("rIdL", "slideLayout", "../slideLayouts/slideLayout1.xml")] + notes + slide.slide.links)
    }

    func links(_ list: [(String, String, String)]) -> String {
        let base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let entries = list.map { id, kind, target in
            let mode = kind == "hyperlink" && target.contains(":") ? #" TargetMode="External""# : ""
            return #"<Relationship Id="\#(id)" Type="\#(base)/\#(kind)" Target="\#(target)"\#(mode)/>"#
        }
        return """
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
            \(entries.joined())</Relationships>
            """
    }

    static func tree(_ root: String, _ shapes: String, attributes: String = "", tail: String = "") -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?><p:\(root) \(namespaces)\(attributes)><p:cSld><p:spTree><p:nvGrpSpPr>\
        <p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>\(shapes)</p:spTree></p:cSld>\
        \(tail)</p:\(root)>
        """
    }

    private static func notes(_ paragraphs: [String]) -> String {
        tree(
            "notes",
            Shapes.text(2, "Slide image", placeholder: #"type="sldImg""#, ["not a note"])
                + Shapes.text(3, "Notes", placeholder: #"type="body" idx="1""#, paragraphs)
                + Shapes.text(4, "Number", placeholder: #"type="sldNum" idx="5""#, ["7"]))
    }

    private static func core(_ title: String) -> String {
        """
        <c:coreProperties xmlns:c="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
        xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>\(title)</dc:title><dc:creator>Aki</dc:creator>\
        </c:coreProperties>
        """
    }
}
