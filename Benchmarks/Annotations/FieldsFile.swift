import Foundation

/// What `atelier annotate --json FILE` wrote, as far as the benchmarks look at it.
struct FieldsFile: Decodable {
    struct Slide: Decodable {
        var number: Int
        var title: String?
        var fields: [String: Field]
    }

    struct Field: Decodable {
        struct AltText: Decodable {
            var shape: Int
            var text: String
        }

        struct Reference: Decodable {
            var title: String
            var url: String
        }

        struct Flag: Decodable {
            var kind: String
            var excerpt: String
            var message: String
        }

        struct Failure: Decodable {
            var code: String
        }

        struct Provenance: Decodable {
            var writer: String
            var calls: Int
            var wasRepaired: Bool
            var wasReused: Bool
        }

        var text: String?
        var altTexts: [AltText]?
        var references: [Reference]?
        var failure: Failure?
        var flags: [Flag]
        var provenance: Provenance
    }

    var slides: [Slide]

    init(contentsOf file: URL) throws {
        self = try JSONDecoder().decode(FieldsFile.self, from: Data(contentsOf: file))
    }

    /// Slide, field's name, field.
    var all: [(slide: Slide, name: String, field: Field)] {
        slides.flatMap { slide in slide.fields.sorted { $0.key < $1.key }.map { (slide, $0.key, $0.value) } }
    }
}

extension FieldsFile.Field {
    /// The words of the field, as a model would have answered.
    var answer: String {
        if let text { return text }
        let object: [String: Any]
        if let altTexts {
            object = ["altTexts": altTexts.map { ["shape": $0.shape, "text": $0.text] as [String: Any] }]
        } else {
            object = ["references": (references ?? []).map { ["title": $0.title, "url": $0.url] }]
        }
        let data = try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys])
        return String(decoding: data ?? Data(), as: UTF8.self)
    }
}
