import Decks
package import Essentials

/// Why a deck or a field of it could not be annotated.
package struct AnnotationError: DescribedFailure, Equatable {
    package let code: String
    package let message: String
    package let remedy: String?
    package let category: FailureCategory

    static func noRoute(_ field: SlideField) -> AnnotationError {
        AnnotationError(
            code: "annotate.no-route", message: "The configuration has no route '\(field.route)'.",
            remedy: "Add 'slides: { visual: POOL }' to it: that makes the routes of all fields.", category: .usage)
    }

    static func unusableAnswer(_ field: SlideField, _ why: String) -> AnnotationError {
        AnnotationError(
            code: "annotate.unusable-answer",
            message: "The model's answer for '\(field.rawValue)' cannot be used: \(why).",
            remedy: "Run it again; what is written already is kept.", category: .failed)
    }

    /// No model answered, and the gateway's own writer is no writer of fields.
    static let noModel = AnnotationError(
        code: "annotate.no-model", message: "No model answered.",
        remedy: "Look at 'atelier gateway check'.", category: .failed)

    package static func portable(_ name: String) -> AnnotationError {
        AnnotationError(
            code: "annotate.pdf", message: "'\(name)' is a PDF, into which nothing can be written back.",
            remedy: "Leave out -o and use --json or --report, or annotate the deck that the PDF was made from.",
            category: .badInput)
    }

    static func sources(_ name: String, _ line: String) -> AnnotationError {
        AnnotationError(
            code: "annotate.sources", message: "'\(name)' has a line without a web address: '\(line.prefix(80))'.",
            remedy: "Write each source as 'Title (https://...)'.", category: .badInput)
    }

    /// - Parameters:
    ///   - sign: the slide as the edits know it; `nil`: by its number only.
    ///   - isAmbiguous: whether several slides of the deck are like it.
    static func lost(
        _ edit: FieldEdit, _ sign: SlideSign?, isAmbiguous: Bool, _ deck: Deck, _ name: String
    ) -> AnnotationError {
        let count = deck.slides.count
        let slide = sign?.title.map { "slide \(edit.slide) '\($0.prefix(60))'" } ?? "slide \(edit.slide)"
        if isAmbiguous {
            return edits(
                name, "\(slide) was moved, and several slides are like it",
                remedy: "Give it its new number in the file of edits, or take its texts out.")
        }
        guard let sign, sign.title == nil, deck.slides.indices.contains(edit.slide - 1) else {
            return edits(
                name, "\(slide) is not in the deck any more",
                remedy: "Take its texts out of the file of edits; the deck has \(count) slides.")
        }
        let title = deck.slides[edit.slide - 1].title ?? ""
        return edits(
            name, "\(slide) has no title there, and in the deck it is '\(title.prefix(60))'",
            remedy: "Give the slide's title beside its number in the file of edits, or take its texts out.")
    }

    static func editedOutput(_ path: String, slides: [Int], remedy: String) -> AnnotationError {
        let places = slides.prefix(12).map(String.init).joined(separator: ", ") + (slides.count > 12 ? ", …" : "")
        return AnnotationError(
            code: "annotate.edited-output",
            message: "'\(path)' holds texts that a person changed (slide\(slides.count == 1 ? "" : "s") \(places)).",
            remedy: "\(remedy), or remove it, or give --overwrite.", category: .usage)
    }

    static func foreignOutput(_ path: String, _ what: String) -> AnnotationError {
        AnnotationError(
            code: "annotate.foreign-output", message: "'\(path)' is there already, and \(what).",
            remedy: "Give another place, or remove it, or give --overwrite.", category: .usage)
    }

    /// - Parameter suffix: the one that was given, without its dot.
    package static func suffix(_ name: String, _ suffixes: [String], insteadOf suffix: String) -> AnnotationError {
        let wanted = suffixes.map { ".\($0)" }.joined(separator: " or ")
        let given = suffix.isEmpty ? "without a suffix" : "as .\(suffix)"
        return AnnotationError(
            code: "annotate.suffix", message: "The annotated '\(name)' would not open \(given).",
            remedy: "Give -o a name that ends in \(wanted).", category: .usage)
    }

    static func edits(_ name: String, _ why: String, remedy: String) -> AnnotationError {
        AnnotationError(
            code: "annotate.edits", message: "'\(name)' cannot be used as edits: \(why).", remedy: remedy,
            category: .badInput)
    }
}
