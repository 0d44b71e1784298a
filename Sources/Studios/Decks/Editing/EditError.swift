import Essentials

/// Why a deck cannot be edited as asked.
enum EditError {
    static func markup(_ part: String, _ detail: String) -> DeckError {
        DeckError(
            code: "deck.edit.markup", message: "'\(part)' cannot be changed: \(detail).",
            remedy: "Open the deck in an office program and save it again.")
    }

    static func noSuchSlide(_ name: String, _ number: Int, count: Int) -> DeckError {
        DeckError(
            code: "deck.no-such-slide",
            message: "'\(name)' has \(count) \(count == 1 ? "slide" : "slides"); \(number) cannot be changed.",
            remedy: "Name slides from 1 to \(count).", category: .usage)
    }

    static func noSuchShape(_ part: String, slide: Int, shape: Int) -> DeckError {
        DeckError(
            code: "deck.edit.no-such-shape", message: "Slide \(slide) ('\(part)') has no shape of the number \(shape).",
            remedy: "Read the deck again: it was changed since.", category: .usage)
    }
}
