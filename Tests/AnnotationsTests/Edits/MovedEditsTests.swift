import Essentials
import Foundation
import TestKit
import Testing

@testable import Annotations
@testable import Decks

@Suite("Edits of slides that were moved")
struct MovedEditsTests {
    /// The fields of the example with edits of certain slides.
    private func edits(_ bench: AnnotationBench, of slides: [Int]) async throws -> FieldsFile {
        var file = FieldsFile(try await bench.annotate().annotation.deck)
        for slide in slides { file.slides[slide - 1].fields["script"]?.text = "A person says this of \(slide)." }
        return file
    }

    private func annotate(_ bench: AnnotationBench, _ deck: URL, _ file: FieldsFile) async throws -> Annotation {
        let edits = try file.edits(name: "f.json")
        return try await bench.annotate(deck) {
            $0.edits = edits
            $0.editedSlides = file.signs
        }.annotation
    }

    /// "A person says this of 3." by the slides that say it now.
    private func persons(_ annotation: Annotation) -> [Int: String] {
        annotation.deck.slides.reduce(into: [:]) { found, slide in
            if let script = slide.fields.first(where: { $0.field == .script }), script.provenance.writer == .person,
                case .text(let text)? = script.value
            {
                found[slide.number] = text
            }
        }
    }

    @Test("land on their slides, wherever those stand now")
    func moved() async throws {
        try await AnnotationBench.run { bench in
            let file = try await edits(bench, of: [3, 7, 11])
            let deck = try bench.example(slides: [1, 11, 5, 7, 2, 3], as: "moved.pptx")
            let annotation = try await annotate(bench, deck, file)
            #expect(
                persons(annotation) == [
                    6: "A person says this of 3.", 4: "A person says this of 7.", 2: "A person says this of 11.",
                ])
            #expect(annotation.edits.map(\.slide).sorted() == [2, 4, 6])
        }
    }

    @Test("know the slides of the annotated deck as those that it was made of")
    func annotated() async throws {
        try await AnnotationBench.run { bench in
            let (first, engine) = try await bench.annotate()
            let once = try bench.write(first, "once.pptx", engine: engine)
            let second = try await bench.annotate(once).annotation.deck
            #expect(first.deck.slides.allSatisfy { $0.contents != nil })
            #expect(second.slides.map(\.contents) == first.deck.slides.map(\.contents))
            #expect(Set(second.slides.map(\.contents)).count == second.slides.count)
        }
    }

    @Test("are refused by name when their slide is gone, and nothing is written elsewhere")
    func gone() async throws {
        try await AnnotationBench.run { bench in
            let file = try await edits(bench, of: [3, 7])
            let title = try #require(file.slides[6].title)
            let deck = try bench.example(slides: [1, 2, 3, 4, 5, 6, 8, 9, 10, 11], as: "gone.pptx")
            await #expect {
                _ = try await annotate(bench, deck, file)
            } throws: { error in
                let error = error as? AnnotationError
                return error?.code == "annotate.edits"
                    && error?.message.contains("slide 7 '\(title.prefix(60))' is not in the deck any more") == true
            }
        }
    }

    @Test("follow a slide that was changed and moved by its title")
    func changed() async throws {
        try await AnnotationBench.run { bench in
            let file = try await edits(bench, of: [3])
            let title = try #require(file.slides[2].title)
            let moved = try bench.example(slides: [1, 3, 2], as: "moved.pptx")
            let notes = try bench.example(
                replacing: "<p:cNvPr id=\"2\"", with: "<p:cNvPr descr=\"\" id=\"2\"", in: "ppt/slides/slide3.xml",
                of: moved, as: "changed.pptx")
            #expect(try PresentationReader.read(contentsOf: notes).slides[1].title == title)
            #expect(persons(try await annotate(bench, notes, file)) == [2: "A person says this of 3."])
        }
    }

    @Test("give a description the number of its slide")
    func descriptions() async throws {
        try await AnnotationBench.run { bench in
            var file = FieldsFile(try await bench.annotate().annotation.deck)
            let text = try #require(file.slides[2].fields["slideDescription"]?.text)
            file.slides[2].fields["slideDescription"]?.text = text + " And a lamp."
            let deck = try bench.example(slides: [1, 2, 4, 3], as: "moved.pptx")
            let slide = try await annotate(bench, deck, file).deck.slides[3]
            let field = slide.fields.first { $0.field == .slideDescription }
            #expect(text.hasPrefix("Slide 3: "))
            #expect(field?.value == .text("Slide 4: " + text.dropFirst("Slide 3: ".count) + " And a lamp."))
        }
    }

    @Test(
        "without a title stay at their number, as long as the slide there has no title either",
        arguments: [(1, nil, 1), (2, nil, nil), (3, nil, nil), (2, "Costs", 2), (2, "costs", nil), (1, "Costs", 2)])
    func untitled(number: Int, title: String?, place: Int?) {
        let deck = Deck(slides: [slide(1, nil, "a"), slide(2, "Costs", "b")])
        let finder = SlideFinder([SlideSign(number: number, title: title)], in: deck)
        #expect((try? finder.place(of: number)) == place)
    }

    @Test("are not guessed among slides of the same title")
    func ambiguous() {
        let deck = Deck(slides: [slide(1, "A", "a"), slide(2, "Costs", "b"), slide(3, "Costs", "c")])
        #expect(throws: SlideLoss.ambiguous) {
            try SlideFinder([SlideSign(number: 1, title: "Costs")], in: deck).place(of: 1)
        }
        // What is known to be another slide is out of the question, even where the number fits.
        let signs = [
            SlideSign(number: 1, title: "Costs", contents: deck.slides[1].contentsDigest),
            SlideSign(number: 2, title: "Costs", contents: "changed since"),
        ]
        let finder = SlideFinder(signs, in: deck)
        #expect((try? finder.place(of: 1)) == 2)
        #expect((try? finder.place(of: 2)) == 3)
    }

    @Test("are refused when two slides that were there are like the one that is left")
    func competing() {
        let deck = Deck(slides: [slide(1, "A", "a"), slide(2, "Plan", "b"), slide(3, "Costs", "new")])
        let signs = [
            SlideSign(number: 1, title: "A", contents: deck.slides[0].contentsDigest),
            SlideSign(number: 2, title: "Costs", contents: "old"),
            SlideSign(number: 4, title: "Costs", contents: "older"),
        ]
        let finder = SlideFinder(signs, in: deck)
        for number in [2, 4] { #expect(throws: SlideLoss.ambiguous) { try finder.place(of: number) } }
        #expect((try? finder.place(of: 1)) == 1)
    }

    @Test("keep their order among slides that are equal")
    func copies() {
        let deck = Deck(slides: [slide(1, "New", "new")] + (2...4).map { slide($0, "Copy", "same") })
        let same = deck.slides[1].contentsDigest
        let finder = SlideFinder((1...3).map { SlideSign(number: $0, title: "Copy", contents: same) }, in: deck)
        #expect((1...3).map { try? finder.place(of: $0) } == [2, 3, 4])
    }

    @Test("tell pages that are pictures apart by how they look")
    func pictures() {
        func page(_ number: Int, _ look: String) -> Slide {
            Slide(number: number, elements: [], appearance: ContentDigest(of: look))
        }
        let before = [page(1, "a"), page(2, "b")]
        let signs = before.map { SlideSign(number: $0.number, title: "read", contents: $0.contentsDigest) }
        let finder = SlideFinder(signs, in: Deck(slides: [page(1, "new"), page(2, "a"), page(3, "b")]))
        #expect((1...2).map { try? finder.place(of: $0) } == [2, 3])
    }

    @Test("are refused when a slide is in the file twice")
    func twice() async throws {
        try await AnnotationBench.run { bench in
            var file = try await edits(bench, of: [3])
            file.slides[4].number = 3
            #expect {
                _ = try file.edits(name: "f.json")
            } throws: {
                ($0 as? AnnotationError)?.message.contains("'f.json' cannot be used as edits: slide 3") == true
            }
        }
    }

    @Test("are never found elsewhere when slides were only moved, copied and removed", arguments: 1...40)
    func shuffled(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let titles = [nil, "Costs", "Plan", "Results"]
        let before = (1...9).map { slide($0, titles.randomElement(using: &random) ?? nil, "words \($0)") }
        let signs = before.map { SlideSign(number: $0.number, title: $0.title, contents: $0.contentsDigest) }
        var after = before.shuffled(using: &random).dropLast(Int.random(in: 0...4, using: &random))
            .enumerated().map { place, slide in
                var slide = slide
                slide.number = place + 1
                return slide
            }
        if Bool.random(using: &random), var copy = after.randomElement(using: &random) {
            copy.number = after.count + 1
            after.append(copy)
        }
        let finder = SlideFinder(signs, in: Deck(slides: after))
        for old in before {
            let copies = after.filter { $0.contentsDigest == old.contentsDigest }
            if let place = try? finder.place(of: old.number) {
                #expect(copies.contains { $0.number == place })
            } else {
                #expect(copies.count != 1)
            }
        }
    }

    private func slide(_ number: Int, _ title: String?, _ words: String) -> Slide {
        let shape = ShapeIdentity(id: 2, name: "Text 2")
        return Slide(
            number: number, title: title,
            elements: [.text(TextElement(shape: shape, role: .body, paragraphs: [Paragraph(words)]))],
            appearance: ContentDigest(of: words))
    }
}
