import Decks
import Foundation

/// Decks of any length, made of the slides of the example deck: each a little different from all others.
struct SampleDeck {
    /// What one slide of the deck is like.
    struct Slide {
        /// Tells it from the others that are made of the same example slide.
        var mark: String
        /// The paragraphs of its notes; `nil` leaves it without, so that the narration is made from the slide.
        var notes: [String]?
        /// Which of the example's slides it is made of: they are used in turn.
        var model = 0
        /// Put behind its second text, which is a point or a subtitle.
        var point = ""
    }

    var slides: [Slide]

    /// Example slides that are used in turn: all but the hidden one.
    private static let models = [1, 2, 3, 4, 5, 6, 7, 8, 9, 11]

    private static let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    /// Writes the deck, on the example deck's masters, layouts, pictures and charts.
    func write(from example: URL, to file: URL) throws {
        let archive = try ZipArchive(contentsOf: example)
        func text(_ name: String) throws -> String {
            guard let entry = archive.entry(named: name) else { throw BenchmarkError("the example has no \(name)") }
            return String(decoding: try archive.bytes(of: entry), as: UTF8.self)
        }
        var writer = ZipWriter()
        for entry in archive.entries where !Self.isReplaced(entry.name) { try writer.copy(entry, from: archive) }

        var types = try text("[Content_Types].xml").replacing(
            /<Override PartName="\/ppt\/(slides|notesSlides)\/[^>]*>/, with: "")
        var links = try text("ppt/_rels/presentation.xml.rels")
            .replacing(/<Relationship [^>]*relationships\/slide"[^>]*>/, with: "")
        var list = ""
        for (index, slide) in slides.enumerated() {
            let number = index + 1
            let model = Self.models[slide.model % Self.models.count]
            let xml = Self.marked(try text("ppt/slides/slide\(model).xml"), slide)
            var rels = try text("ppt/slides/_rels/slide\(model).xml.rels")
                .replacing(/<Relationship [^>]*notesSlide"[^>]*>/, with: "")
            if let notes = slide.notes {
                rels = rels.replacingOccurrences(
                    of: "</Relationships>",
                    with:
                        #"<Relationship Id="rNotes" Type="\#(Self.types)/notesSlide" Target="../notesSlides/notesSlide\#(number).xml"/></Relationships>"#
                )
                try writer.add("ppt/notesSlides/notesSlide\(number).xml", Data(Self.notes(notes).utf8))
                try writer.add(
                    "ppt/notesSlides/_rels/notesSlide\(number).xml.rels",
                    Data(
                        #"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="\#(Self.types)/notesMaster" Target="../notesMasters/notesMaster1.xml"/><Relationship Id="rId2" Type="\#(Self.types)/slide" Target="../slides/slide\#(number).xml"/></Relationships>"#
                            .utf8))
                types = Self.adding("notesSlides/notesSlide\(number)", "notesSlide", to: types)
            }
            try writer.add("ppt/slides/slide\(number).xml", Data(xml.utf8))
            try writer.add("ppt/slides/_rels/slide\(number).xml.rels", Data(rels.utf8))
            types = Self.adding("slides/slide\(number)", "slide", to: types)
            links = links.replacingOccurrences(
                of: "</Relationships>",
                with:
                    #"<Relationship Id="rSlide\#(number)" Type="\#(Self.types)/slide" Target="slides/slide\#(number).xml"/></Relationships>"#
            )
            list += #"<p:sldId id="\#(255 + number)" r:id="rSlide\#(number)"/>"#
        }
        let presentation = try text("ppt/presentation.xml")
            .replacing(/<p:sldIdLst>.*<\/p:sldIdLst>/, with: "<p:sldIdLst>\(list)</p:sldIdLst>")
        try writer.add("[Content_Types].xml", Data(types.utf8))
        try writer.add("ppt/_rels/presentation.xml.rels", Data(links.utf8))
        try writer.add("ppt/presentation.xml", Data(presentation.utf8))
        try writer.write(to: file)
    }

    private static func isReplaced(_ name: String) -> Bool {
        name == "[Content_Types].xml" || name == "ppt/presentation.xml" || name == "ppt/_rels/presentation.xml.rels"
            || name.hasPrefix("ppt/slides/") || name.hasPrefix("ppt/notesSlides/")
    }

    /// Puts the mark behind the first text and the point behind the second, and takes the slide number off, which would differ on every slide.
    private static func marked(_ xml: String, _ slide: Slide) -> String {
        let withoutNumber = xml.replacing(/<p:sp>(?:(?!<\/p:sp>).)*type="sldNum".*?<\/p:sp>/, with: "")
        var marked = withoutNumber
        let ends = withoutNumber.ranges(of: "</a:t>").prefix(2)
        // From the back, so that the places before it stay.
        for (end, text) in zip(ends, [slide.mark, slide.point]).reversed() where !text.isEmpty {
            marked.replaceSubrange(end, with: " \(text)</a:t>")
        }
        return marked
    }

    private static func notes(_ paragraphs: [String]) -> String {
        let body = paragraphs.map { #"<a:p><a:r><a:rPr lang="en-US"/><a:t>\#($0)</a:t></a:r></a:p>"# }.joined()
        return """
            <?xml version="1.0" encoding="UTF-8"?>\
            <p:notes xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" \
            xmlns:r="\(types)" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"><p:cSld><p:spTree>\
            <p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>\
            <p:sp><p:nvSpPr><p:cNvPr id="2" name="Notes"/><p:cNvSpPr/><p:nvPr><p:ph type="body" idx="1"/></p:nvPr>\
            </p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/>\(body)</p:txBody></p:sp></p:spTree></p:cSld></p:notes>
            """
    }

    private static func adding(_ part: String, _ kind: String, to types: String) -> String {
        types.replacingOccurrences(
            of: "</Types>",
            with:
                #"<Override PartName="/ppt/\#(part).xml" ContentType="application/vnd.openxmlformats-officedocument.presentationml.\#(kind)+xml"/></Types>"#
        )
    }
}
