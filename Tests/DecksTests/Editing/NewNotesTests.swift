import Decks
import Foundation
import Testing

@Suite("The notes pages of a deck that had none")
struct NewNotesTests {
    private static let presentation = "http://schemas.openxmlformats.org/presentationml/2006/main"
    private static let sections = [NotesSection(name: "script", paragraphs: ["Hello."])]

    private static func bench() -> EditBench {
        EditBench([.init(shapes: Shapes.text(2, "T", ["a"])), .init(shapes: Shapes.text(2, "T", ["b"]))])
    }

    private static let added = [
        "ppt/notesMasters/notesMaster1.xml", "ppt/theme/theme2.xml", "ppt/notesMasters/_rels/notesMaster1.xml.rels",
        "ppt/notesSlides/notesSlide1.xml", "ppt/notesSlides/_rels/notesSlide1.xml.rels",
        "ppt/notesSlides/notesSlide2.xml", "ppt/notesSlides/_rels/notesSlide2.xml.rels", "customXml/item1.xml",
        "customXml/itemProps1.xml", "customXml/_rels/item1.xml.rels",
    ]

    @Test("come with one notes master and its own theme, and are bound together as the format asks for")
    func created() throws {
        let edited = try Self.bench().edited([1: SlideEdits(notes: Self.sections), 2: SlideEdits(notes: Self.sections)])
        try edited.verify()
        #expect(try edited.differences().added == Self.added)
        #expect(
            try edited.differences().changed == [
                "[Content_Types].xml", "ppt/presentation.xml", "ppt/_rels/presentation.xml.rels",
                "ppt/slides/_rels/slide1.xml.rels", "ppt/slides/_rels/slide2.xml.rels",
            ])
        let package = try OpenPackage(edited.archive)
        let master = "ppt/notesMasters/notesMaster1.xml"
        for number in 1...2 {
            let page = "ppt/notesSlides/notesSlide\(number).xml"
            #expect(try package.relationships(of: "ppt/slides/slide\(number).xml").part("notesSlide") == page)
            #expect(try package.relationships(of: page).part("slide") == "ppt/slides/slide\(number).xml")
            #expect(try package.relationships(of: page).part("notesMaster") == master)
            #expect(package.contentType(of: page)?.hasSuffix("presentationml.notesSlide+xml") == true)
        }
        #expect(package.contentType(of: master)?.hasSuffix("presentationml.notesMaster+xml") == true)
        #expect(package.contentType(of: "ppt/theme/theme2.xml")?.hasSuffix("officedocument.theme+xml") == true)
        #expect(try package.relationships(of: master).part("theme") == "ppt/theme/theme2.xml")
        #expect(try edited.text("ppt/theme/theme2.xml") == edited.text("ppt/theme/theme1.xml"))
        let root = try XMLTree.parse(package.bytes(of: "ppt/presentation.xml"), part: "presentation")
        #expect(root.children.prefix(3).map(\.name) == ["sldMasterIdLst", "notesMasterIdLst", "sldIdLst"])
        let id = root.child(Self.presentation, "notesMasterIdLst")?.child(Self.presentation, "notesMasterId")?
            .attributes.first { $0.name == "id" }?.value
        #expect(try package.relationships(of: "ppt/presentation.xml")[id ?? ""]?.part == master)
    }

    /// The order of children that the schema of PresentationML and DrawingML fixes (ECMA-376 part 1, annex A).
    private static let order: [String: [String]] = [
        "notesMaster": ["cSld", "clrMap", "hf", "notesStyle", "extLst"], "notes": ["cSld", "clrMapOvr", "extLst"],
        "cSld": ["bg", "spTree", "custDataLst", "controls", "extLst"],
        "sp": ["nvSpPr", "spPr", "style", "txBody", "extLst"], "nvSpPr": ["cNvPr", "cNvSpPr", "nvPr"],
        "spPr": ["xfrm", "custGeom", "prstGeom", "noFill", "solidFill", "ln", "effectLst"],
        "txBody": ["bodyPr", "lstStyle", "p"], "p": ["pPr", "r", "br", "fld", "endParaRPr"],
        "pPr": ["lnSpc", "spcBef", "spcAft", "buNone", "defRPr"], "r": ["rPr", "t"], "fld": ["rPr", "pPr", "t"],
        "spTree": ["nvGrpSpPr", "grpSpPr", "sp", "extLst"], "defRPr": ["ln", "solidFill", "latin", "ea", "cs"],
        "xfrm": ["off", "ext", "chOff", "chExt"], "nvGrpSpPr": ["cNvPr", "cNvGrpSpPr", "nvPr"],
    ]

    private func check(_ element: XMLElement) {
        if let order = Self.order[element.name] {
            let places = element.children.map { child in order.firstIndex(of: child.name) ?? -1 }
            // Runs, breaks and fields may take turns.
            let ranks = element.name == "p" ? places.map { (1...3).contains($0) ? 1 : $0 } : places
            #expect(!ranks.contains(-1) && ranks == ranks.sorted(), "\(element.name): \(element.children.map(\.name))")
        }
        for child in element.children { check(child) }
    }

    @Test("keep to the order of the schema, with unique numbers of shapes")
    func schema() throws {
        let sections = [NotesSection(name: "script", paragraphs: ["One *two*\nthree."])]
        let edited = try Self.bench().edited([1: SlideEdits(notes: sections)], language: "en")
        for part in ["ppt/notesMasters/notesMaster1.xml", "ppt/notesSlides/notesSlide1.xml"] {
            let root = try XMLTree.parse(Data(edited.text(part).utf8), part: part)
            check(root)
            var ids: [String] = []
            func collect(_ element: XMLElement) {
                if element.name == "cNvPr", let id = element.attribute("id") { ids.append(id) }
                element.children.forEach(collect)
            }
            collect(root)
            #expect(ids.count == Set(ids).count && ids.count >= 3)
        }
    }

    @Test("take names that no part has, and the master that is there")
    func names() throws {
        var bench = Self.bench()
        bench["ppt/NotesSlides/NotesSlide1.XML"] = "<other/>"
        bench["customXml/item1.xml"] = "<other/>"
        bench["ppt/theme/_rels/theme2.xml.rels"] = "<other/>"
        let first = try bench.edited([1: SlideEdits(notes: Self.sections)])
        try first.verify()
        let added = try first.differences().added
        #expect(added.contains("ppt/notesSlides/notesSlide2.xml") && added.contains("customXml/item2.xml"))
        #expect(added.contains("ppt/theme/theme3.xml"))
        let second = try first.again([2: SlideEdits(notes: Self.sections)])
        try second.verify()
        #expect(
            try second.differences().added == [
                "ppt/notesSlides/notesSlide3.xml", "ppt/notesSlides/_rels/notesSlide3.xml.rels",
            ])
    }

    @Test("are in the strict form where the deck is")
    func strict() throws {
        var bench = Self.bench()
        for part in bench.parts where part.name != "[Content_Types].xml" {
            bench[part.name] = bench[part.name].replacing(
                #/http://schemas.openxmlformats.org/(presentationml|drawingml|officeDocument)/2006//#,
                with: { "http://purl.oclc.org/ooxml/\($0.1)/" })
        }
        let edited = try bench.edited([1: SlideEdits(altTexts: [2: .decorative], notes: Self.sections)])
        try edited.verify()
        for part in try edited.differences().added where part != "ppt/theme/theme2.xml" {
            #expect(
                try !edited.text(part).contains(
                    #/schemas.openxmlformats.org\/(presentationml|drawingml|officeDocument)/#), "\(part)")
        }
    }

    @Test("do not come without words, nor without a theme")
    func refused() throws {
        #expect(
            try Self.bench().edited([1: SlideEdits(notes: [NotesSection(name: "script", paragraphs: [" "])])])
                .isUnchanged)
        var bench = Self.bench()
        bench["ppt/slideMasters/_rels/slideMaster1.xml.rels"] = "<Relationships/>"
        #expect { try bench.edited([1: SlideEdits(notes: Self.sections)]) } throws: {
            ($0 as? DeckError)?.code == "deck.edit.markup" && "\($0)".contains("ppt/presentation.xml")
        }
    }
}
