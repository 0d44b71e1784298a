import Foundation
import Testing

@testable import Annotations
@testable import Decks

@Suite("An alternative text that lacks only its stop")
struct CompletedAltTextTests {
    private static let author = "two sailing boats passing by."

    /// The example, in which an author's text on slide 3 has no stop.
    private func unfinished(_ bench: AnnotationBench, _ ending: String = "two sailing boats passing by") throws -> URL {
        try bench.example(
            replacing: Self.author, with: ending, in: "ppt/slides/slide3.xml", as: "unfinished.pptx")
    }

    private func altText(_ deck: AnnotatedDeck, slide: Int = 3) throws -> (result: FieldResult, texts: [AltText]) {
        let result = try #require(deck.slides[slide - 1].fields.first { $0.field == .altText })
        guard case .altTexts(let texts)? = result.value else { return (result, []) }
        return (result, texts)
    }

    @Test("of the author is kept with it, asks nobody, and is written once", arguments: [true, false])
    func authors(hasModel: Bool) async throws {
        try await AnnotationBench.run { bench in
            let model = hasModel ? ScriptedModel() : nil
            let (first, engine) = try await bench.annotate(try unfinished(bench), model: model)
            let made = try altText(first.deck)
            #expect(made.texts.map { $0.text.hasSuffix(Self.author) } == [true])
            #expect(made.result.provenance.writer == .deck && made.result.flags.isEmpty)
            let asked = model?.questions.filter { $0.field == .altText && $0.material.contains("Pharos") } ?? []
            #expect(asked.isEmpty)

            let once = try bench.write(first, "once.pptx", engine: engine)
            let standing = try PresentationReader.read(contentsOf: once).slides[2]
            #expect(standing.visualSubjects.map { $0.shape.altText?.hasSuffix("passing by") } == [true])
            #expect(standing.asItStands.visualSubjects.map { $0.shape.altText?.hasSuffix(Self.author) } == [true])
            #expect(standing.annotations?.edited == [])

            model?.forget()
            let (second, other) = try await bench.annotate(once, model: model)
            #expect(model?.questions.isEmpty ?? true)
            #expect(try altText(second.deck).texts == made.texts)
            #expect(try altText(second.deck).result.provenance.writer == .deck)
            let twice = try bench.write(second, "twice.pptx", engine: other)
            #expect(try Data(contentsOf: twice) == Data(contentsOf: once))
        }
    }

    @Test("of the author that lacks more is written anew")
    func open() async throws {
        try await AnnotationBench.run { bench in
            let model = ScriptedModel()
            let made = try altText(
                try await bench.annotate(try unfinished(bench, "two sailing boats:"), model: model).annotation.deck)
            #expect(made.result.provenance.writer == .model)
            #expect(made.texts.map(\.text) == ["Something worth a look stands here."])
        }
    }

    @Test("of which a person took the stop away again stays so")
    func taken() async throws {
        try await AnnotationBench.run { bench in
            let (first, engine) = try await bench.annotate(try unfinished(bench))
            let once = try bench.write(first, "once.pptx", engine: engine)
            let archive = try ZipArchive(contentsOf: once)
            var writer = ZipWriter()
            for entry in archive.entries {
                let bytes = try archive.bytes(of: entry)
                let xml = String(decoding: bytes, as: UTF8.self)
                let isSlide = entry.name == "ppt/slides/slide3.xml"
                try writer.add(
                    entry.name, isSlide ? Data(xml.replacing("passing by.", with: "passing by").utf8) : bytes)
            }
            let edited = bench.folder.appending(path: "person.pptx")
            try writer.bytes().write(to: edited)
            let (second, other) = try await bench.annotate(edited)
            let kept = try altText(second.deck)
            #expect(kept.result.provenance.writer == .person)
            #expect(kept.texts.map { $0.text.hasSuffix("passing by") } == [true])
            let twice = try bench.write(second, "twice.pptx", engine: other)
            #expect(try Data(contentsOf: twice) == Data(contentsOf: edited))
        }
    }

    @Test("of a model gets it, and costs no repair")
    func models() async throws {
        try await AnnotationBench.run { bench in
            let model = ScriptedModel { question in
                ScriptedModel.good(question).replacing("stands here.", with: "stands here")
            }
            let deck = try await bench.annotate(model: model) { $0.rewritesAltText = true }.annotation.deck
            let made = try altText(deck)
            #expect(made.texts.map(\.text) == ["Something worth a look stands here."])
            #expect(made.result.flags.isEmpty && !made.result.provenance.wasRepaired)
            #expect(!model.questions.contains { $0.field == .altText && $0.repair != nil })
        }
    }
}
