/// Says in words what poppler's programs mean when they refuse a PDF.
package enum PDFProblem {
    /// The failure behind the error lines of a `pdfinfo`, `pdftotext` or `pdftoppm` that ended with an error.
    ///
    /// - Parameter name: the name of the file, for the message.
    package static func explain(toolErrors lines: [String], name: String) -> DeckError {
        func says(_ words: String) -> Bool { lines.contains { $0.contains(words) } }
        if says("Incorrect password") {
            return DeckError(
                code: "deck.password", message: "'\(name)' opens only with a password.",
                remedy: "Save a copy without a password, and use that.")
        }
        if says("Copying of text from this document is not allowed") {
            return DeckError(
                code: "deck.copying-forbidden", message: "The owner of '\(name)' does not let its text be taken out.",
                remedy: "Ask for a copy that allows it, or use the presentation that the PDF was made from.")
        }
        if says("Couldn't open file") {
            return DeckError(
                code: "deck.unreadable", message: "'\(name)' could not be opened.",
                remedy: "Check that the file is there and that you may read it.")
        }
        if says("Document stream is empty") {
            return damaged("'\(name)' is empty.", remedy: "Export or download it once more.")
        }
        if says("May not be a PDF file") {
            return damaged("'\(name)' is not a PDF.", remedy: "Give a PDF, or a PPTX presentation.")
        }
        if says("Unsupported security handler") || says("unknown encryption") || says("Unsupported version/revision") {
            return DeckError(
                code: "deck.password", message: "'\(name)' is protected in a way that cannot be opened here.",
                remedy: "Print it to a new PDF in the program that opens it, and use that.")
        }
        let structure = ["trailer dictionary", "xref table", "catalog", "page tree", "Pages", "startxref"]
        if structure.contains(where: says) {
            return damaged("'\(name)' is damaged: it ends too early, or its index is broken.")
        }
        let detail = lines.first.map { " (\(String($0.prefix(200))))" } ?? ""
        return damaged("'\(name)' could not be read as a PDF\(detail).")
    }

    private static func damaged(
        _ message: String, remedy: String = "Export the PDF once more, or download it again."
    ) -> DeckError {
        DeckError(code: "deck.pdf-damaged", message: message, remedy: remedy)
    }
}
