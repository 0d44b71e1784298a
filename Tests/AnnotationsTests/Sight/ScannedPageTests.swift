import Foundation
import MediaTools
import StepEngine
import TestKit
import Testing

@testable import Annotations
@testable import Decks

@Suite("Pages that are pictures", .enabled(if: isInstalled("tesseract") && isInstalled("pdftocairo")))
struct ScannedPageTests {
    private static let points = [
        "Trim the wick every evening", "Clean the lens before dusk", "Write the weather into the log",
    ]
    private static let written = TestPDF.Page.text(
        [(size: 34, text: "Keeping the light")] + points.map { (size: 20, text: $0) })
    private static let own = TestPDF.Page.text([(size: 20, text: "These words are the page's own text")])

    /// The page as a scanner gives it.
    private func scan(_ page: TestPDF.Page, _ engine: Engine, in folder: URL) async throws -> TestPDF.Page {
        let toolbox = try engine.services.find(MediaToolbox.self)
        let file = folder.appending(path: "written.pdf")
        try TestPDF.document([page]).write(to: file)
        let picture = try await toolbox.pages.rasterize(page: 1, of: file, width: 1500, height: 1500)
        let jpeg = try await toolbox.images.jpeg(picture, quality: 75)
        return .scan(Data(jpeg), width: picture.width, height: picture.height)
    }

    private func text(_ slide: AnnotatedSlide, _ field: SlideField) -> String {
        guard case .text(let text)? = slide.fields.first(where: { $0.field == field })?.value else { return "" }
        return text
    }

    @Test("are annotated from what is written on them, and pages with text are not read")
    func offline() async throws {
        try await AnnotationBench.run { bench in
            let engine = try FixtureWorkshop(bench.folder.appending(path: "scanner")).engine
            let scanned = try await scan(Self.written, engine, in: bench.folder)
            let file = bench.folder.appending(path: "scan.pdf")
            try TestPDF.document([scanned, scanned, Self.own]).write(to: file)
            let (annotation, _) = try await bench.annotate(file) { $0.style.language = "en" }
            let (slides, material) = (annotation.deck.slides, annotation.material)
            let title = "Keeping the light"
            #expect(slides.map(\.title) == [title, title, material.deck.slides[2].title])
            #expect(material.deck.slides[1].elements.isEmpty)
            // The first page is the first slide, though it has no text of its own.
            #expect(text(slides[0], .script).hasPrefix("Welcome to Keeping the light."))
            for field in [SlideField.slideDescription, .script, .studentNotes] {
                for point in Self.points {
                    #expect(text(slides[1], field).contains(point), "\(field): \(text(slides[1], field))")
                }
            }
            #expect(text(slides[1], .slideDescription).hasPrefix("Slide 2: Keeping the light. "))
            #expect(slides[1].fields.allSatisfy { $0.flags.isEmpty })
            #expect(slides[1].fields.first { $0.field == .altText }?.value == .altTexts([]))
            #expect(text(slides[2], .script).contains("These words are the page"))

            let pages = ScannedPages(engine: engine)
            #expect(
                zip(material.deck.slides, material.pictures).map { ScannedPages.mayBeScan($0, shownOn: $1) }
                    == [true, true, false])
            let read = try await pages.reading(
                of: material.deck.slides[2], shownOn: material.pictures[2], language: "en")
            #expect(read == nil)
        }
    }

    @Test("are told to a model as what a program read")
    func model() async throws {
        try await AnnotationBench.run { bench in
            let engine = try FixtureWorkshop(bench.folder.appending(path: "scanner")).engine
            let file = bench.folder.appending(path: "scan.pdf")
            try TestPDF.document([try await scan(Self.written, engine, in: bench.folder)]).write(to: file)
            let model = ScriptedModel { question in
                question.field == .script ? "Every evening, trim the wick of the light." : ScriptedModel.good(question)
            }
            let (annotation, _) = try await bench.annotate(file, model: model)
            let question = try #require(model.questions.first { $0.field == .slideDescription })
            #expect(question.material.contains("a program read its text off"))
            #expect(question.material.contains("- Trim the wick every evening"))
            #expect(annotation.deck.slides[0].fields.allSatisfy { $0.flags.isEmpty })
        }
    }

    @Test("that are empty, or say nothing but a word, stay as they are")
    func empty() async throws {
        try await withTemporaryFolder { folder in
            let engine = try FixtureWorkshop(folder.appending(path: "home")).engine
            let file = folder.appending(path: "empty.pdf")
            try TestPDF.document([.text([]), .text([(size: 40, text: "Thanks")])]).write(to: file)
            let material = try await DeckIntake(engine: engine).material(of: file)
            for (slide, picture) in zip(material.deck.slides, material.pictures) {
                #expect(ScannedPages.mayBeScan(slide, shownOn: picture))
                let read = try await ScannedPages(engine: engine).reading(of: slide, shownOn: picture, language: nil)
                #expect(read == nil)
            }
        }
    }

    @Test("by other people are read", .enabled(if: sharedFixtures != nil))
    func real() async throws {
        try await withTemporaryFolder { folder in
            let engine = try FixtureWorkshop(folder).engine
            let file = try #require(sharedFixtures).appending(path: "decks-pdf/scanned-text-1.pdf")
            let material = try await DeckIntake(engine: engine).material(of: file)
            let read = try await ScannedPages(engine: engine).reading(
                of: material.deck.slides[0], shownOn: material.pictures[0], language: "en")
            #expect(read?.title == "Happy New Year 2003!")
        }
    }
}
