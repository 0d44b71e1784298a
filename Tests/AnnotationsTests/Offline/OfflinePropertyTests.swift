import TestKit
import Testing

@testable import Annotations
@testable import Decks

@Suite("The offline fields of any slide")
struct OfflinePropertyTests {
    @Test(
        "claim nothing that is not there, break no rule, and are always the same",
        arguments: ["en", "es", "de", "fr", "ja"])
    func anySlide(_ language: String) {
        var maker = MaterialMaker(random: SeededGenerator(seed: 40))
        for round in 0..<300 {
            let material = maker.material(language: language)
            let style = AnnotationStyle()
            let grounding = Grounding(material: material, style: style)
            for field in SlideField.allCases {
                let value = OfflineWriter.write(field, from: material, style: style)
                let flags =
                    grounding.flags(for: value)
                    + FieldRules.problems(of: value, for: field, material: material, style: style)
                #expect(
                    flags.isEmpty,
                    "\(language) \(round) \(field): \(flags.map { "\($0.excerpt) | \($0.message)" }) in \(value)")
                #expect(OfflineWriter.write(field, from: material, style: style) == value)
            }
        }
    }
}
