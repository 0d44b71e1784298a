import Decks

/// Finds the slides that edits were made for, when slides were inserted, removed, moved or changed since.
///
/// A slide whose contents are the same is that slide. Of the others, one that still has its number and its title is; else the
/// only one with that title. Nothing is guessed: what is not found for certain is not found.
struct SlideFinder {
    private let deck: Deck
    private let signs: [Int: SlideSign]
    /// Places in the deck, by the number that the slide had.
    private var certain: [Int: Int] = [:]

    /// - Parameter signs: all slides as they were, so that none is taken for another. Empty: as the deck is now.
    init(_ signs: [SlideSign], in deck: Deck) {
        self.deck = deck
        self.signs = Dictionary(signs.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
        var places: [String: [Int]] = [:]
        for slide in deck.slides { places[slide.contentsDigest ?? "", default: []].append(slide.number) }
        for (contents, group) in Dictionary(grouping: self.signs.values.filter { $0.contents != nil }, by: \.contents) {
            let found = places[contents ?? "", default: []]
            for sign in group where found.contains(sign.number) { certain[sign.number] = sign.number }
            // Among several of the same contents one that has lost its place is nobody in particular.
            if let only = group.first, group.count == 1, found.count == 1 { certain[only.number] = found[0] }
        }
    }

    /// The number that the slide has now.
    func place(of number: Int) -> Result<Int, SlideLoss> {
        guard !signs.isEmpty else {
            return deck.slides.indices.contains(number - 1) ? .success(number) : .failure(.gone)
        }
        guard let sign = signs[number] else { return .failure(.gone) }
        if let place = certain[number] { return .success(place) }
        let taken = Set(certain.values)
        let free = deck.slides.filter { !taken.contains($0.number) && $0.title == sign.title }
        if free.contains(where: { $0.number == number }) { return .success(number) }
        guard sign.title != nil, let only = free.first else { return .failure(.gone) }
        return free.count == 1 ? .success(only.number) : .failure(.ambiguous)
    }
}

/// Why a slide is not found.
enum SlideLoss: Error {
    /// No slide is like it.
    case gone
    /// Several slides are like it.
    case ambiguous
}
