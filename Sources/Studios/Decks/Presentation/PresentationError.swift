/// What can be wrong with a presentation whose parts can be read. `name` is the file's name.
enum PresentationError {
    static func notPresentation(_ name: String, _ what: String) -> DeckError {
        DeckError(
            code: "deck.unknown-format", message: "'\(name)' is no deck: it looks like \(what).",
            remedy: "Give a PPTX, ODP or PDF file.")
    }

    static func otherFormat(_ name: String, _ format: DeckFormat) -> DeckError {
        DeckError(
            code: "deck.other-format", message: "'\(name)' is \(format), not a PPTX file.",
            remedy: "Open it in an office program and save it as PPTX.")
    }

    static func noSlides(_ name: String) -> DeckError {
        DeckError(code: "deck.no-slides", message: "'\(name)' has no slides.", remedy: "Add a slide to it.")
    }

    static func slidesMissing(_ name: String, listed: Int, held: Int) -> DeckError {
        DeckError(
            code: "deck.slides-missing",
            message: "'\(name)' is damaged: its list names \(listed) \(listed == 1 ? "slide" : "slides"), "
                + "but the package holds \(held).",
            remedy: "Open it in an office program, repair it and save it again.")
    }

    static func slideListedTwice(_ name: String, _ part: String) -> DeckError {
        DeckError(
            code: "deck.slide-listed-twice", message: "'\(name)' is damaged: its list names '\(part)' more than once.",
            remedy: "Open it in an office program, repair it and save it again.")
    }

    static func sizeAbsurd(_ name: String, _ size: SlideSize) -> DeckError {
        DeckError(
            code: "deck.size-absurd",
            message: "The slides of '\(name)' are said to be \(size.width) by \(size.height) EMU, "
                + "which no program can draw.",
            remedy: "Choose a slide size of 1 to 56 inches a side.")
    }

    static func tooManyShapes(_ part: String, limit: Int) -> DeckError {
        DeckError(
            code: "deck.too-many-shapes", message: "'\(part)' holds more than \(limit) shapes.",
            remedy: "Split the slide, or turn its drawing into a picture.")
    }
}
