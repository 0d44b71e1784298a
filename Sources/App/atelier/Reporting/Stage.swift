import StepEngine

/// What people call the work that a kind of step does.
struct Stage {
    /// "Drawing slides".
    let doing: String
    /// "slides drawn".
    let done: String

    init(_ kind: StepKind) {
        switch kind.name {
        case "deck.read": (doing, done) = ("reading the deck", "decks read")
        case "deck.convert": (doing, done) = ("converting the deck", "decks converted")
        case "deck.pages": (doing, done) = ("reading the pages", "documents read")
        case "deck.drawing": (doing, done) = ("drawing", "slides drawn")
        case "deck.image": (doing, done) = ("rendering", "slides rendered")
        case "speech.sentence": (doing, done) = ("speaking", "sentences spoken")
        case "film.narration": (doing, done) = ("levelling", "narrations levelled")
        case "film.still": (doing, done) = ("encoding stills", "stills encoded")
        case "film.transition": (doing, done) = ("encoding transitions", "transitions encoded")
        case "film.soundtrack": (doing, done) = ("mixing music", "soundtracks mixed")
        case "film.assemble": (doing, done) = ("putting the film together", "films put together")
        default: (doing, done) = (kind.name, kind.name)
        }
    }
}
