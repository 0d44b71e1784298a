import Essentials
package import Foundation

/// The file of `--json` and `--edits`: every field of every slide with its provenance and flags.
///
/// Each text bears the digest of what was made (`made`). A person edits the texts; one that no longer fits its
/// digest, or that has none, is the person's.
package struct FieldsFile: Codable, Hashable, Sendable {
    package struct SlideFields: Codable, Hashable, Sendable {
        var number: Int
        var isHidden: Bool?
        var title: String?
        var kind: SlideClassification?
        /// ``SlideSign/contents``.
        var contents: String?
        var fields: [String: Field]
    }

    struct Field: Codable, Hashable, Sendable {
        var text: String?
        var made: String?
        var altTexts: [Alternative]?
        var references: [Reference]?
        var old: FieldValue?
        var failure: FieldFailure?
        var flags: [Flag]?
        var provenance: Provenance?
    }

    struct Alternative: Codable, Hashable, Sendable {
        var shape: Int
        var name: String?
        /// "" for a shape that is marked as decorative.
        var text: String
        var made: String?
    }

    var format: String?
    var deck: String?
    var title: String?
    var language: String?
    var slides: [SlideFields]

    static let currentFormat = "atelier.fields/1"
}

extension FieldsFile {
    package init(_ deck: AnnotatedDeck) {
        self.init(
            format: Self.currentFormat, deck: deck.name, title: deck.title, language: deck.language,
            slides: deck.slides.map { slide in
                SlideFields(
                    number: slide.number, isHidden: slide.isHidden, title: slide.title, kind: slide.kind,
                    contents: slide.contents,
                    fields: Dictionary(
                        uniqueKeysWithValues: slide.fields.map { ($0.field.rawValue, Field($0)) }))
            })
    }

    /// The bytes of the file: equal for equal contents.
    package func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self) + Data("\n".utf8)
    }

    /// - Throws: ``AnnotationError`` `annotate.edits` when it is no such file.
    package init(reading data: Data, name: String) throws {
        do {
            self = try JSONDecoder().decode(FieldsFile.self, from: data)
        } catch {
            throw AnnotationError.edits(
                name, "it is not a file that --json wrote",
                remedy: "Write one with 'atelier annotate DECK --json FILE'.")
        }
    }

    /// The slides that the file is about, as they were.
    package var signs: [SlideSign] {
        slides.map { SlideSign(number: $0.number, title: $0.title, contents: $0.contents) }
    }

    /// The texts that a person wrote or changed.
    ///
    /// - Throws: ``AnnotationError`` `annotate.edits` for a field that there is not.
    package func edits(name: String) throws -> [FieldEdit] {
        var numbers: Set<Int> = []
        if let twice = slides.first(where: { !numbers.insert($0.number).inserted }) {
            throw AnnotationError.edits(
                name, "slide \(twice.number) is in it twice", remedy: "Keep one of the two, or correct its number.")
        }
        return try slides.flatMap { slide in
            try slide.fields.sorted { $0.key < $1.key }.compactMap { key, text in
                guard let field = SlideField(rawValue: key) else {
                    throw AnnotationError.edits(
                        name, "slide \(slide.number) has a field '\(key)', which there is not",
                        remedy: "Fields: \(SlideField.allCases.map(\.rawValue).joined(separator: ", ")).")
                }
                return text.edited(field).map { FieldEdit(slide: slide.number, field: field, value: $0) }
            }
        }
    }

    static func digest(_ text: String) -> String {
        String(ContentDigest(of: text).description.prefix(16))
    }
}

extension FieldsFile.Field {
    init(_ result: FieldResult) {
        let isPersons = result.provenance.writer == .person
        old = result.old
        flags = result.flags
        provenance = result.provenance
        switch result.outcome {
        case .failed(let failure): self.failure = failure
        case .written(.text(let text)):
            self.text = text
            made = isPersons ? nil : FieldsFile.digest(text)
        case .written(.references(let references)):
            self.references = references
            made = isPersons ? nil : FieldsFile.digest(references.map(\.description).joined(separator: "\n"))
        case .written(.altTexts(let texts)):
            altTexts = texts.map { text in
                FieldsFile.Alternative(
                    shape: text.shape, name: text.name, text: text.text,
                    made: result.shapesByPerson.contains(text.shape) ? nil : FieldsFile.digest(text.text))
            }
        }
    }

    /// What a person wrote of the field; `nil` when it stands as it was made.
    func edited(_ field: SlideField) -> FieldValue? {
        if field == .altText {
            let edited = (altTexts ?? []).filter { $0.made != FieldsFile.digest($0.text) }
            guard !edited.isEmpty else { return nil }
            return .altTexts(edited.map { AltText(shape: $0.shape, name: $0.name ?? "", text: $0.text) })
        }
        if field == .references, let references {
            let isMade = made == FieldsFile.digest(references.map(\.description).joined(separator: "\n"))
            return isMade ? nil : .references(references)
        }
        guard let text, made != FieldsFile.digest(text) else { return nil }
        return .text(text)
    }
}
