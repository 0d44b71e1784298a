import Decks

/// Finds the slides that edits were made for, when slides were inserted, removed, moved or changed since.
///
/// A slide whose contents are the same is that slide. Of the others, one that still has its number and its title is; else the
/// only one with that title. What is not found so is not found: nothing is guessed.
struct SlideFinder {
    private let deck: Deck
    private let signs: [Int: SlideSign]
    /// Places in the deck that are known by their contents, by the number that the slide had.
    private var known: [Int: Int] = [:]
    /// Places with the same contents, by the number that the slide had, where it may be any of them.
    private var alike: [Int: [Int]] = [:]
    /// Places whose contents are those of a slide that was there: no other slide is looked for in them.
    private var taken: Set<Int> = []

    /// - Parameter signs: all slides as they were, so that none is taken for another. Empty: as the deck is now.
    init(_ signs: [SlideSign], in deck: Deck) {
        self.deck = deck
        self.signs = Dictionary(signs.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
        guard !signs.isEmpty else { return }
        var places: [String: [Int]] = [:]
        for slide in deck.slides {
            if let contents = slide.contentsDigest { places[contents, default: []].append(slide.number) }
        }
        for (contents, group) in Dictionary(grouping: self.signs.values, by: \.contents) {
            guard let contents, let found = places[contents] else { continue }
            taken.formUnion(found)
            let settled = Set(group.map(\.number)).intersection(found)
            for number in settled { known[number] = number }
            let (lost, free) = (group.filter { !settled.contains($0.number) }, found.filter { !settled.contains($0) })
            if lost.count == 1, free.count == 1 {
                known[lost[0].number] = free[0]
            } else {
                for sign in lost { alike[sign.number] = found }
            }
        }
    }

    /// The number that the slide has now.
    func place(of number: Int) throws(SlideLoss) -> Int {
        guard !signs.isEmpty else {
            guard deck.slides.indices.contains(number - 1) else { throw .gone }
            return number
        }
        if let place = known[number] { return place }
        guard let sign = signs[number] else { throw .gone }
        guard alike[number] == nil else { throw .ambiguous }
        let free = deck.slides.filter { !taken.contains($0.number) && $0.title == sign.title }.map(\.number)
        if free.contains(number) { return number }
        guard sign.title != nil, let only = free.first else { throw .gone }
        guard free.count == 1 else { throw .ambiguous }
        return only
    }
}

/// Why a slide is not found.
enum SlideLoss: Error {
    /// No slide is like it.
    case gone
    /// Several slides are like it, and none stands where it stood.
    case ambiguous
}
