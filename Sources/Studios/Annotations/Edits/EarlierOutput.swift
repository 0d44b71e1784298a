package import Decks
package import Foundation
import HTMLPages

/// What stands already where annotating is to write: it may hold a person's work, which must not be lost.
package struct EarlierOutput {
    /// The person's texts that the run has: in its deck and among its edits.
    private let carried: Set<PersonsText>

    /// - Parameters:
    ///   - deck: the deck that is annotated; `nil` when it is none that could hold annotations.
    ///   - edits: the texts that are given.
    package init(deck: Deck?, edits: [FieldEdit]) {
        carried = Set(
            (deck.map(PersonsText.all(in:)) ?? []).map(\.text)
                + edits.flatMap { PersonsText.all(in: $0.value, of: $0.field) })
    }

    /// - Throws: ``AnnotationError``: `annotate.edited-output` when the deck at `file` holds texts that a person changed since
    ///   they were written, and that the run does not have; `annotate.foreign-output` when there is something else than a
    ///   presentation.
    package func check(deckAt file: URL) throws {
        guard let bytes = try Self.bytes(at: file) else { return }
        guard let deck = try? PresentationReader.read(ZipArchive(bytes, name: file.lastPathComponent)) else {
            throw AnnotationError.foreignOutput(file.path, "is no presentation that can be read")
        }
        try refuse(PersonsText.all(in: deck), file, remedy: "Annotate that file itself into another one")
    }

    /// - Throws: ``AnnotationError``, as for decks.
    package func check(fieldsAt file: URL) throws {
        guard let bytes = try Self.bytes(at: file) else { return }
        guard let fields = try? FieldsFile(reading: bytes, name: file.lastPathComponent),
            let edits = try? fields.edits(name: file.lastPathComponent)
        else { throw AnnotationError.foreignOutput(file.path, "is no file that --json wrote") }
        let texts = edits.flatMap { edit in
            PersonsText.all(in: edit.value, of: edit.field).map { (slide: edit.slide, text: $0) }
        }
        try refuse(texts, file, remedy: "Give it with --edits and another file to --json")
    }

    /// - Throws: ``AnnotationError`` `annotate.foreign-output`.
    package func check(reportAt file: URL) throws {
        guard let bytes = try Self.bytes(at: file) else { return }
        guard Page.isOwn(bytes) else {
            throw AnnotationError.foreignOutput(file.path, "is no page that --report wrote")
        }
    }

    private func refuse(_ texts: [(slide: Int, text: PersonsText)], _ file: URL, remedy: String) throws {
        let lost = Set(texts.filter { !carried.contains($0.text) }.map(\.slide)).sorted()
        if !lost.isEmpty { throw AnnotationError.editedOutput(file.path, slides: lost, remedy: remedy) }
    }

    /// `nil` when there is nothing that could be lost.
    private static func bytes(at file: URL) throws -> Data? {
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        guard let bytes = try? Data(contentsOf: file, options: .mappedIfSafe) else {
            throw AnnotationError.foreignOutput(file.path, "cannot be read")
        }
        return bytes.isEmpty ? nil : bytes
    }
}
