import Decks
import Foundation
import TestKit
import Testing

@Suite("The notes of an edited deck")
struct NotesEditTests {
    private static let notes = "ppt/notesSlides/notesSlide1.xml"
    private static let sections = [
        NotesSection(name: "script", paragraphs: ["Welcome to *Kyoto*.", "2 * 3 = 6, and a*b*c.\nSecond line."]),
        NotesSection(name: "studentNotes", paragraphs: ["*Temples* & <gardens>: *much moss*, _x000B_ \"quiet\"."]),
    ]

    private static func bench(_ notes: [String]? = ["Mind the step.", "Smile."]) -> EditBench {
        let shapes = Shapes.text(2, "Title", placeholder: #"type="title""#, ["Kyoto"])
        return EditBench([.init(shapes: shapes, notes: notes), .init(shapes: shapes)])
    }

    private func lines(_ edited: EditedDeck, _ part: String = notes) throws -> [String] {
        let root = try XMLTree.parse(Data(edited.text(part).utf8), part: part)
        let drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
        func paragraphs(_ element: XMLElement) -> [XMLElement] {
            element.is(drawing, "p") ? [element] : element.children.flatMap(paragraphs)
        }
        return paragraphs(root).map { paragraph in
            paragraph.children.map { $0.name == "br" ? "\n" : $0.text }.joined()
        }
    }

    @Test("hold our sections after what the author wrote, which stays as it is")
    func after() throws {
        let edited = try Self.bench().edited([1: SlideEdits(notes: Self.sections)], language: "en-GB")
        try edited.verify()
        #expect(
            try lines(edited) == [
                "not a note", "Mind the step.", "Smile.", "Script (Atelier)", "Welcome to Kyoto.",
                "2 * 3 = 6, and a*b*c.\nSecond line.", "Student notes (Atelier)",
                "Temples & <gardens>: much moss, _x005F_x000B_ \"quiet\".", "7",
            ])
        let before = Self.bench()[Self.notes]
        let after = try edited.text(Self.notes)
        #expect(after.hasPrefix(before.prefix(upTo: try #require(before.range(of: "Smile.")).upperBound)))
        #expect(after.contains(#"<a:rPr lang="en-GB" i="1"/><a:t>Kyoto</a:t>"#))
        let slide = try edited.deck().slides[0]
        #expect(slide.notes.map(\.text) == ["Mind the step.", "Smile."])
        #expect(slide.annotations?.sections == Self.sections && slide.annotations?.edited == [])
        let (changed, added) = try edited.differences()
        #expect(changed == ["[Content_Types].xml", "ppt/_rels/presentation.xml.rels", Self.notes])
        #expect(added.allSatisfy { $0.hasPrefix("customXml/") })
    }

    @Test("can be replaced, kept and taken out again")
    func replaced() throws {
        let first = try Self.bench().edited([1: SlideEdits(notes: Self.sections)])
        let other = [Self.sections[1], NotesSection(name: "references", paragraphs: ["Moss (https://example.org/m)"])]
        let second = try first.again([1: SlideEdits(notes: other)])
        try second.verify()
        #expect(try second.deck().slides[0].annotations?.sections == other)
        #expect(try second.deck().slides[0].notes.map(\.text) == ["Mind the step.", "Smile."])
        let none = try second.again([1: SlideEdits(notes: [])])
        #expect(try none.text(Self.notes) == Self.bench()[Self.notes])
        #expect(try none.deck().slides[0].annotations == nil)
    }

    @Test(
        "have headings in the language of the deck, which are recognised without the record",
        arguments: [
            ("en-US", "Script (Atelier)"), ("es", "Guion (Atelier)"), ("de-CH", "Sprechtext (Atelier)"),
            ("fr", "Texte à dire (Atelier)"), ("ja", "Script (Atelier)"),
        ])
    func languages(language: String, heading: String) throws {
        let names = [
            "script", "slideDescription", "instructorNotes", "studentNotes", "references", "developerNotes", "own",
        ]
        let sections = names.map { NotesSection(name: $0, paragraphs: ["About \($0)."]) }
        let edited = try Self.bench().edited([1: SlideEdits(notes: sections)], language: language)
        try edited.verify()
        #expect(try lines(edited).contains(heading))
        var bench = try EditBench(edited.archive)
        bench["customXml/item1.xml"] = "<lost/>"
        let slide = try PresentationReader.read(bench.archive()).slides[0]
        #expect(slide.annotations?.sections == sections && slide.notes.count == 2)
        #expect(slide.annotations?.edited == Set(names), "nobody can tell that they are ours: they count as a person's")
        #expect(try bench.edited([1: SlideEdits(notes: sections)]).isUnchanged, "whatever the language of the headings")
    }

    @Test("that a person changed are told, and keep their form when they are kept")
    func edited() throws {
        var bench = try EditBench(Self.bench().edited([1: SlideEdits(notes: Self.sections)]).archive)
        bench[Self.notes] = bench[Self.notes].replacing("<a:t>Welcome to </a:t>", with: "<a:t>Come to </a:t>")
            .replacing(#"<a:rPr i="1"/><a:t>Kyoto"#, with: #"<a:rPr i="1" sz="2000"/><a:t>Kyoto"#)
        let slide = try PresentationReader.read(bench.archive()).slides[0]
        #expect(slide.annotations?.edited == ["script"])
        var sections = try #require(slide.annotations?.sections)
        #expect(sections[0].paragraphs[0] == "Come to *Kyoto*.")
        #expect(try bench.edited([1: SlideEdits(notes: sections)]).isUnchanged)
        sections[1].paragraphs = ["New."]
        let again = try bench.edited([1: SlideEdits(notes: sections)])
        try again.verify()
        #expect(try again.text(Self.notes).contains(#"i="1" sz="2000""#))
        #expect(try again.deck().slides[0].annotations?.edited == ["script"])
        let own = try Self.bench().edited([1: SlideEdits(notes: Self.sections, byPerson: ["studentNotes"])])
        #expect(try own.deck().slides[0].annotations?.edited == ["studentNotes"])
    }

    @Test("of a copy of a slide are known as ours")
    func copies() throws {
        let edited = try Self.bench(nil).edited([
            1: SlideEdits(notes: Self.sections), 2: SlideEdits(notes: Self.sections),
        ])
        var bench = try EditBench(edited.archive)
        bench["customXml/item1.xml"] = bench["customXml/item1.xml"].replacing(
            #"<slide id="257""#, with: #"<slide id="999""#)
        #expect(try PresentationReader.read(bench.archive()).slides[1].annotations?.edited == [])
    }

    @Test("get a text box when the page has none")
    func noBody() throws {
        var bench = Self.bench()
        bench[Self.notes] = bench[Self.notes].replacing(#"type="body" idx="1""#, with: #"type="hdr""#)
            .replacing("</p:spTree>", with: "<p:extLst/></p:spTree>")
        let edited = try bench.edited([1: SlideEdits(notes: Self.sections)])
        try edited.verify()
        #expect(try edited.deck().slides[0].annotations?.sections == Self.sections)
        let text = try edited.text(Self.notes)
        #expect(
            text.hasSuffix("</p:sp><p:extLst/></p:spTree></p:cSld></p:notes>") && text.contains(#"<p:cNvPr id="5""#))
    }

    @Test("come back as written, whatever the words are", arguments: 0..<60)
    func property(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "*", "**", "a", " ", "word", "\n", "&", "<", "]]>", "_x000A_", "_", "é", "秋", "(Atelier)", "\t", "🗼", "-",
            "1",
        ]
        func line() -> String {
            (0..<Int.random(in: 1..<12, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
                .joined()
        }
        let sections = ["script", "references"].map { name in
            NotesSection(name: name, paragraphs: (0..<3).map { _ in line() })
        }
        let edited = try Self.bench(Bool.random(using: &random) ? nil : ["Own."]).edited([
            1: SlideEdits(notes: sections)
        ])
        try edited.verify()
        func words(_ sections: [NotesSection]) -> [[String]] {
            sections.map { section in
                section.paragraphs.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
                    .filter { !$0.isEmpty }
            }.filter { !$0.isEmpty }
        }
        #expect(try words(edited.deck().slides[0].annotations?.sections ?? []) == words(sections))
    }
}
