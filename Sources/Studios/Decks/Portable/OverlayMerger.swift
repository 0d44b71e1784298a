/// Finds the pages that show one slide being built up, step by step, as Beamer's overlays do.
///
/// Two neighbouring pages are steps of one slide when they have the same title and the same frame number in their
/// footers, and most words of the first are still in their places on the second; a few may have been replaced. Where
/// footers bear no number the evidence must be stronger: every word stays exactly where it was, and words are added.
/// Pages with different numbers are never joined, and neither are pages that merely repeat one another.
package enum OverlayMerger {
    /// The places in `pages` that belong together, in order; a page that stands alone is a range of one.
    package static func groups(of pages: [PDFPage]) -> [Range<Int>] {
        let furniture = PageFurniture(pages: pages)
        var groups: [Range<Int>] = []
        var previous: Step?
        for (index, page) in pages.enumerated() {
            let step = Step(page: page, furniture: furniture)
            if let last = groups.last, let previous, previous.continues(in: step) {
                groups[groups.count - 1] = last.lowerBound..<(index + 1)
            } else {
                groups.append(index..<(index + 1))
            }
            previous = step
        }
        return groups
    }
}

/// What a page shows, for comparison with its neighbour.
private struct Step {
    let title: String?
    let frameNumber: Int?
    /// The words apart from headers and footers.
    let words: [PDFWord]
    let titleWordCount: Int
    /// How far a word may stray and still be in its place, in points.
    let tolerance: Double
    let size: [Double]

    /// How many of the words must stay when the footers say that the slide is the same.
    private static let leastKept = 0.5
    private static let mostWords = 4000

    init(page: PDFPage, furniture: PageFurniture) {
        let bare = furniture.bare(page)
        title = PageOutline(page: bare).title
        frameNumber = furniture.frameNumber(of: page)
        words = bare.lines.flatMap(\.words).filter { !$0.text.allSatisfy(SpokenText.isPrivate) }
        titleWordCount = title?.split(separator: " ").count ?? 0
        tolerance = max(page.width * 0.004, 0.5)
        size = [page.width, page.height]
    }

    func continues(in next: Step) -> Bool {
        guard title == next.title, frameNumber == next.frameNumber, size == next.size,
            words.count <= Self.mostWords, next.words.count <= Self.mostWords
        else { return false }
        let kept = keptWords(in: next)
        guard frameNumber == nil else { return Double(kept.moved) >= Self.leastKept * Double(words.count) }
        return words.count > titleWordCount && kept.inPlace == words.count && next.words.count > words.count
    }

    /// How many words the next page has in the same place, and how many when all may move up or down together, as they
    /// do when text is added to a slide that is centred.
    private func keptWords(in next: Step) -> (inPlace: Int, moved: Int) {
        var places: [String: [PDFBox]] = [:]
        for word in next.words { places[word.text, default: []].append(word.box) }
        var inPlace = 0
        var shifts: [Int: Int] = [:]
        for word in words {
            let candidates = (places[word.text] ?? []).filter { abs($0.left - word.box.left) <= tolerance }
            if candidates.contains(where: { abs($0.top - word.box.top) <= tolerance }) { inPlace += 1 }
            for shift in Set(candidates.map { Int((($0.top - word.box.top) / tolerance).rounded()) }) {
                shifts[shift, default: 0] += 1
            }
        }
        return (inPlace, max(inPlace, shifts.values.max() ?? 0))
    }
}
