import Essentials
import Foundation
import Testing

@testable import Annotations
@testable import Decks

@Suite("The prompts")
struct PromptBookTests {
    /// The beginnings of the digests of their texts, by name.
    private static let released = [
        "altText/default@1": "ccc1434782fe",
        "slideDescription/default@1": "140452fe25ec",
        "script/default@1": "b34c7d0fb4fb",
        "instructorNotes/default@1": "a5cb0725c171",
        "studentNotes/default@1": "fa1a312c1b86",
        "references/default@1": "b262259ace19",
        "developerNotes/default@1": "8924076c815f",
        "altText/open-weight@1": "ff566358d498",
        "slideDescription/open-weight@1": "57b20933f7cd",
        "script/open-weight@1": "b9728abc2cae",
        "instructorNotes/open-weight@1": "f70421e7e574",
        "studentNotes/open-weight@1": "9ea2cb7cdd29",
        "references/open-weight@1": "2b4f48024d39",
        "developerNotes/open-weight@1": "d88d1261e9dc",
    ]

    @Test("have another version when their words are others", arguments: ModelFamily.allCases)
    func versions(family: ModelFamily) {
        for field in SlideField.allCases {
            let prompt = PromptBook()[field, family]
            let digest = ContentDigest(of: prompt.text).description.prefix(12)
            #expect(Self.released[prompt.name] == String(digest), "\"\(prompt.name)\": \"\(digest)\",")
            #expect(prompt.name.hasPrefix("\(field.rawValue)/\(family.rawValue)@"))
        }
    }

    @Test("for open-weight models are short, show an answer that breaks no rule, and end with its form")
    func openWeight() throws {
        let slide = OfflineSamples.slide(
            "About another slide", OfflineSamples.picture(4), OfflineSamples.picture(7),
            OfflineSamples.body("Fresnel lens 1822 https://example.org/lens The lens that saved a million ships"))
        let material = OfflineSamples.material(slide)
        for field in SlideField.allCases {
            let prompt = PromptBook()[field, .openWeight]
            #expect(prompt.text.split(whereSeparator: \.isWhitespace).count < 300, "\(prompt.name)")
            #expect(prompt.text.components(separatedBy: "\n\n").last?.hasPrefix("Answer with") == true)
            let parts = prompt.text.components(separatedBy: "about another slide:\n")
            let example = try #require(parts.last?.components(separatedBy: "\n\nAnswer with").first)
            let value = try FieldAnswer.value(of: example, for: field, names: [4: "Picture 3", 7: "Picture 6"])
            let problems = FieldRules.problems(of: value, for: field, material: material, style: AnnotationStyle())
            #expect(problems.isEmpty, "\(prompt.name): \(problems.map(\.message))")
            // The example is in the form itself: nothing had to be taken off.
            if case .text(let text) = value { #expect(text == example) } else { #expect(example.first == "{") }
        }
    }

    @Test("of a model's family are the ones it is asked with, and named in the provenance")
    func family() async throws {
        try await AnnotationBench.run { bench in
            let model = ScriptedModel(family: .openWeight)
            let fields = try await bench.annotate(model: model).annotation.deck.slides.flatMap(\.fields)
            #expect(!model.questions.isEmpty)
            for question in model.questions {
                #expect(question.instructions == PromptBook()[question.field, .openWeight].text)
            }
            let names = Set(fields.filter { $0.provenance.writer == .model }.compactMap(\.provenance.prompt))
            #expect(names.contains("script/open-weight@1"))
            #expect(names.allSatisfy { $0.contains("/open-weight@") })
        }
    }

    @Test("that are edited make their field anew, for their family, and no other")
    func edited() async throws {
        try await AnnotationBench.run { bench in
            _ = try await bench.annotate(model: ScriptedModel())
            var book = PromptBook()
            book[.script, .openWeight] = Prompt(.script, .openWeight, version: 9, text: "Say it.")
            let model = ScriptedModel()
            _ = try await bench.annotate(model: model, prompts: book)
            #expect(model.questions.isEmpty)
            book[.script, .frontier] = Prompt(.script, .frontier, version: 2, text: "Say it.")
            let fields = try await bench.annotate(model: model, prompts: book).annotation.deck.slides.flatMap(\.fields)
            #expect(!model.questions.isEmpty && model.questions.allSatisfy { $0.field == .script })
            #expect(model.questions.allSatisfy { $0.instructions == "Say it." })
            let scripts = fields.filter { $0.field == .script && $0.provenance.writer == .model }
            #expect(scripts.allSatisfy { $0.provenance.prompt == "script/default@2" })
        }
    }
}
