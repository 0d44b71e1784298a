package import Decks

extension Deck {
    /// The shapes of `slide` whose picture the deck shows on so many slides that it tells nothing about this one:
    /// three at least, and a third of all.
    package func ornaments(of slide: Slide) -> [Int] {
        let own = slide.pictureParts
        guard !own.isEmpty else { return [] }
        var uses: [String: Int] = [:]
        for other in slides {
            for part in Set(other.pictureParts.map(\.part)) { uses[part, default: 0] += 1 }
        }
        return own.filter { (uses[$0.part] ?? 0) >= max(3, (slides.count + 2) / 3) }.map(\.shape).sorted()
    }
}

extension Slide {
    fileprivate var pictureParts: [(shape: Int, part: String)] {
        allElements.compactMap { element in
            guard case .picture(let picture) = element, let part = picture.part else { return nil }
            return (picture.shape.id, part)
        }
    }
}
