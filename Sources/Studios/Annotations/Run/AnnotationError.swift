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
            code: "annotate.sources", message: "'\(name)' has a line without a web address: \(line.prefix(80))",
            remedy: "Write each source as 'Title (https://...)'.", category: .badInput)
    }

    static func edits(_ name: String, _ why: String, remedy: String) -> AnnotationError {
        AnnotationError(
            code: "annotate.edits", message: "'\(name)' cannot be used as edits: \(why).", remedy: remedy,
            category: .badInput)
    }
}
