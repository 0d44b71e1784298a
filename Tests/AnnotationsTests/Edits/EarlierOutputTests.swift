import Foundation
import TestKit
import Testing

@testable import Annotations
@testable import Decks

@Suite("What stands already where annotating is to write")
struct EarlierOutputTests {
    private let edit = FieldEdit(slide: 3, field: .script, value: .text("A person says this.\n\nAnd this."))

    private func code(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch { return (error as? AnnotationError)?.code }
    }

    @Test("is written over as long as it holds nothing of a person's that would be lost")
    func decks() async throws {
        try await AnnotationBench.run { bench in
            let nothing = EarlierOutput(deck: nil, edits: [])
            let (plain, engine) = try await bench.annotate()
            let ours = try bench.write(plain, "ours.pptx", engine: engine)
            #expect(code { try nothing.check(deckAt: ours) } == nil)
            #expect(code { try nothing.check(deckAt: AnnotationBench.example) } == nil)

            let (annotation, other) = try await bench.annotate { $0.edits = [edit] }
            let edited = try bench.write(annotation, "edited.pptx", engine: other)
            #expect(code { try nothing.check(deckAt: edited) } == "annotate.edited-output")
            // The same edits are given again, or the deck that holds them is the one that is annotated.
            #expect(code { try EarlierOutput(deck: nil, edits: [edit]).check(deckAt: edited) } == nil)
            let deck = try PresentationReader.read(contentsOf: edited)
            #expect(code { try EarlierOutput(deck: deck, edits: []).check(deckAt: edited) } == nil)
            var later = edit
            later.value = .text("A person says something else.")
            #expect(
                code { try EarlierOutput(deck: nil, edits: [later]).check(deckAt: edited) } == "annotate.edited-output")
        }
    }

    @Test("names the slides whose texts a person changed in an office program")
    func inTheNotes() async throws {
        try await AnnotationBench.run { bench in
            let (annotation, engine) = try await bench.annotate(model: ScriptedModel())
            let ours = try bench.write(annotation, "ours.pptx", engine: engine)
            let archive = try ZipArchive(contentsOf: ours)
            let notes = try #require(
                archive.entries.first { entry in
                    entry.name.hasPrefix("ppt/notesSlides/notesSlide")
                        && (try? archive.bytes(of: entry))?.range(of: Data("Keep the parts together".utf8)) != nil
                })
            let changed = try bench.example(
                replacing: "Keep the parts together", with: "Never keep the parts together", in: notes.name, of: ours,
                as: "changed.pptx")
            let deck = try PresentationReader.read(contentsOf: changed)
            let slide = try #require(deck.slides.first { $0.annotations?.edited.isEmpty == false }?.number)
            #expect {
                try EarlierOutput(deck: nil, edits: []).check(deckAt: changed)
            } throws: { error in
                let message = (error as? AnnotationError)?.message ?? ""
                return message.hasSuffix("'\(changed.path)' holds texts that a person changed (slide \(slide)).")
            }
        }
    }

    @Test("keeps an alternative text that a person took away")
    func takenAway() async throws {
        try await AnnotationBench.run { bench in
            let (annotation, engine) = try await bench.annotate(model: ScriptedModel())
            let ours = try bench.write(annotation, "ours.pptx", engine: engine)
            let text = " descr=\"Something worth a look stands here.\""
            let archive = try ZipArchive(contentsOf: ours)
            let part = try #require(
                archive.entries.first { entry in
                    entry.name.hasPrefix("ppt/slides/slide")
                        && (try? archive.bytes(of: entry))?.range(of: Data(text.utf8)) != nil
                })
            let changed = try bench.example(replacing: text, with: "", in: part.name, of: ours, as: "changed.pptx")
            let nothing = EarlierOutput(deck: nil, edits: [])
            #expect(code { try nothing.check(deckAt: ours) } == nil)
            #expect(code { try nothing.check(deckAt: changed) } == "annotate.edited-output")

            // It stays away, and no text of a model takes its place, however often the deck is annotated.
            var deck = changed
            for round in 1...2 {
                let (again, engine) = try await bench.annotate(deck, model: ScriptedModel())
                deck = try bench.write(again, "again-\(round).pptx", engine: engine)
                let archive = try ZipArchive(contentsOf: deck)
                let slide = try archive.bytes(of: try #require(archive.entry(named: part.name)))
                #expect(slide.range(of: Data(text.utf8)) == nil)
                #expect(try Data(contentsOf: deck) == Data(contentsOf: changed))
            }
        }
    }

    @Test("is written over when a file of fields is as it was made, or its edits are given")
    func fields() async throws {
        try await AnnotationBench.run { bench in
            let file = bench.folder.appending(path: "fields.json")
            var fields = FieldsFile(try await bench.annotate().annotation.deck)
            try fields.json().write(to: file)
            let nothing = EarlierOutput(deck: nil, edits: [])
            #expect(code { try nothing.check(fieldsAt: file) } == nil)
            fields.slides[2].fields["script"]?.text = "A person says this.\n\nAnd this."
            try fields.json().write(to: file)
            #expect(code { try nothing.check(fieldsAt: file) } == "annotate.edited-output")
            #expect(code { try EarlierOutput(deck: nil, edits: [edit]).check(fieldsAt: file) } == nil)
        }
    }

    @Test(
        "is not written over when it is something else, unless it is empty", arguments: ["hello", "", "{}", "<html>"])
    func foreign(content: String) async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "file")
            let nothing = EarlierOutput(deck: nil, edits: [])
            let checks = [nothing.check(deckAt:), nothing.check(fieldsAt:), nothing.check(reportAt:)]
            for check in checks { #expect(code { try check(file) } == nil) }
            try Data(content.utf8).write(to: file)
            let codes = checks.map { check in code { try check(file) } }
            let foreign = "annotate.foreign-output"
            #expect(codes == (content.isEmpty ? [nil, nil, nil] : [foreign, foreign, foreign]))
        }
    }

    @Test("is written over when it is a review that was made before")
    func review() async throws {
        try await AnnotationBench.run { bench in
            let file = bench.folder.appending(path: "review.html")
            let deck = try await bench.annotate().annotation.deck
            try Data(ReviewReport.html(deck, pictures: [:], score: nil).utf8).write(to: file)
            #expect(code { try EarlierOutput(deck: nil, edits: []).check(reportAt: file) } == nil)
        }
    }
}
