/// What was done to a deck, in figures.
struct ReviewTotals: Equatable {
    /// Fields by what became of them; together they are all fields.
    var written = 0
    var kept = 0
    var edited = 0
    var failed = 0
    /// Fields with at least one flag, and all their flags.
    var flaggedFields = 0
    var flags = 0
    /// Calls to models, and how many of them were made in earlier runs.
    var calls = 0
    var earlierCalls = 0
    /// In US dollars: the sum of the costs that are known.
    var cost = 0.0
    /// Fields that a model wrote at a price that nobody knows.
    var unpriced = 0
    /// The time that the fields took one after the other, and how much of it earlier runs did.
    var seconds = 0.0
    var earlierSeconds = 0.0

    init(of deck: AnnotatedDeck) {
        for slide in deck.slides {
            for result in slide.fields { add(result) }
        }
    }

    private mutating func add(_ result: FieldResult) {
        let provenance = result.provenance
        switch (result.outcome, provenance.writer) {
        case (.failed, _): failed += 1
        case (.written, .deck): kept += 1
        case (.written, .person): edited += 1
        case (.written, .model), (.written, .offline): written += 1
        }
        flaggedFields += result.flags.isEmpty ? 0 : 1
        flags += result.flags.count
        calls += provenance.calls
        cost += provenance.cost ?? 0
        unpriced += provenance.cost == nil && provenance.writer == .model ? 1 : 0
        seconds += provenance.seconds
        if provenance.wasReused {
            earlierCalls += provenance.calls
            earlierSeconds += provenance.seconds
        }
    }
}
