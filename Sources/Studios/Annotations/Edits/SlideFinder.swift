import Decks

/// Finds the slides that edits were made for, when slides were inserted, removed, moved or changed since.
///
/// A slide whose contents are the same is that slide. The others are looked for by their titles, all at once, so that no
/// two are found in one place. What is not found so is not found: nothing is guessed.
struct SlideFinder {
    private let deck: Deck
    private let hasSigns: Bool
    /// Where the slides are now, by the number that they had.
    private var places: [Int: Int] = [:]
    /// Slides that several places may be, by the number that they had.
    private var ambiguous: Set<Int> = []

    /// - Parameter signs: all slides as they were, so that none is taken for another. Empty: as the deck is now.
    init(_ signs: [SlideSign], in deck: Deck) {
        self.deck = deck
        hasSigns = !signs.isEmpty
        guard hasSigns else { return }
        let taken = settleByContents(signs)
        let open = signs.filter { places[$0.number] == nil && !ambiguous.contains($0.number) }
        settleByTitle(open, free: deck.slides.filter { !taken.contains($0.number) })
    }

    /// The number that the slide has now.
    func place(of number: Int) throws(SlideLoss) -> Int {
        guard hasSigns else {
            guard deck.slides.indices.contains(number - 1) else { throw .gone }
            return number
        }
        if let place = places[number] { return place }
        throw ambiguous.contains(number) ? .ambiguous : .gone
    }

    /// The places whose contents are those of a slide that was there: no other slide is looked for in them.
    private mutating func settleByContents(_ signs: [SlideSign]) -> Set<Int> {
        var found: [String: [Int]] = [:]
        for slide in deck.slides {
            if let contents = slide.contentsDigest { found[contents, default: []].append(slide.number) }
        }
        var taken: Set<Int> = []
        for (contents, group) in Dictionary(grouping: signs, by: \.contents) {
            guard let contents, let places = found[contents] else { continue }
            taken.formUnion(places)
            let numbers = group.map(\.number).sorted()
            if numbers.count == places.count {
                // As many copies as there were: they are in their order.
                for (number, place) in zip(numbers, places) { self.places[number] = place }
            } else {
                settle(numbers, in: places)
            }
        }
        return taken
    }

    private mutating func settleByTitle(_ signs: [SlideSign], free: [Slide]) {
        let found = Dictionary(grouping: free, by: \.title).mapValues { $0.map(\.number) }
        for (title, group) in Dictionary(grouping: signs, by: \.title) {
            let (numbers, places) = (group.map(\.number), found[title] ?? [])
            if title == nil {
                // Without a title there is the number only.
                for number in numbers where places.contains(number) { self.places[number] = number }
            } else if numbers.count == 1, places.count == 1 {
                self.places[numbers[0]] = places[0]
            } else if places.count < numbers.count {
                if !places.isEmpty { ambiguous.formUnion(numbers) }
            } else {
                settle(numbers, in: places)
            }
        }
    }

    /// Slides that stand where they stood are those; of the others each may be any.
    private mutating func settle(_ numbers: [Int], in places: [Int]) {
        let standing = Set(numbers).intersection(places)
        for number in standing { self.places[number] = number }
        let (lost, left) = (numbers.filter { !standing.contains($0) }, places.filter { !standing.contains($0) })
        if lost.count == 1, left.count == 1 {
            self.places[lost[0]] = left[0]
        } else {
            ambiguous.formUnion(lost)
        }
    }
}

/// Why a slide is not found.
enum SlideLoss: Error {
    /// No slide is like it.
    case gone
    /// Several slides are like it, and none stands where it stood; or several slides that were there are like the one that is.
    case ambiguous
}
