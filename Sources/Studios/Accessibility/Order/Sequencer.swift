import Decks

/// Finds an order of shapes that is read better and painted the same.
struct Sequencer {
    /// An order, and what the present one has wrong that it has right.
    struct Better: Equatable {
        var order: [Int]
        /// Ids: the first should be read before the second, and is not.
        var inversions: [Pair]
    }

    struct Pair: Hashable {
        var first: Int
        var second: Int
    }

    private let items: [ReadingItem]
    /// The items' frames, mirrored where one reads from the right.
    private let frames: [ShapeFrame]
    /// For each item the earlier ones that it is painted on.
    private let below: [[Int]]
    private let tolerance: Int

    /// - Parameter items: in the present order.
    init(_ items: [ReadingItem]) {
        self.items = items
        frames = items.map { item in
            var frame = item.frame
            if item.isRightToLeft { frame.x = -frame.right }
            return frame
        }
        let width = items.map(\.frame.right).max() ?? 0
        tolerance = max(width, 0) / 100
        below = items.indices.map { upper in
            (0..<upper).filter { Sequencer.touches(items[$0], items[upper]) }
        }
    }

    func better() -> Better? {
        guard items.count > 1 else { return nil }
        let orders = [true, false].map(visualOrder)
        let clear = clearPairs(orders)
        let present = wrong(in: Array(items.indices), clear)
        guard !present.isEmpty else { return nil }
        let best = orders.map { order -> (order: [Int], wrong: Set<Pair>) in
            let sequence = arranged(by: order)
            return (sequence, wrong(in: sequence, clear))
        }.min { $0.wrong.count < $1.wrong.count }
        guard let best, best.wrong.count < present.count else { return nil }
        let mended = clear.filter { present.contains($0) && !best.wrong.contains($0) }
        return Better(
            order: best.order.map { items[$0].id },
            inversions: mended.map { Pair(first: items[$0.first].id, second: items[$0.second].id) })
    }

    // MARK: What is seen

    /// The places of the items that have content, in reading order, titles first.
    private func visualOrder(rowsFirst: Bool) -> [Int] {
        let content = items.indices.filter { items[$0].isContent }
        let cut = RegionCut(rowsFirst: rowsFirst, tolerance: tolerance)
        let order = cut.order(content.map { frames[$0] }, ids: content.map { items[$0].id }).map { content[$0] }
        return order.filter { items[$0].isTitle } + order.filter { !items[$0].isTitle }
    }

    /// The pairs on whose order nobody would disagree, in visual order.
    private func clearPairs(_ orders: [[Int]]) -> [Pair] {
        let ranks = Dictionary(uniqueKeysWithValues: orders[1].enumerated().map { ($1, $0) })
        var pairs: [Pair] = []
        for (index, first) in orders[0].enumerated() {
            for second in orders[0][(index + 1)...]
            where (ranks[first] ?? 0) < (ranks[second] ?? 0) && isClear(first, second) {
                pairs.append(Pair(first: first, second: second))
            }
        }
        return pairs
    }

    /// Whether the first stands clearly before the second: above it, or to the left of it in one row.
    private func isClear(_ first: Int, _ second: Int) -> Bool {
        if items[first].isTitle { return !items[second].isTitle && items[second].isText }
        guard items[first].isText, items[second].isText else { return false }
        let (a, b) = (frames[first], frames[second])
        let across = min(a.right, b.right) - max(a.x, b.x)
        if a.bottom <= b.y + tolerance { return across * 10 >= min(a.width, b.width) * 3 }
        guard a.right <= b.x + tolerance else { return false }
        // In a row are boxes that begin at one height, or have one middle. A caption beside a picture, or an arrow
        // between two boxes, may be read at any time.
        let lower = min(a.height, b.height)
        return abs(a.y - b.y) * 5 <= lower || abs(a.y + a.bottom - b.y - b.bottom) * 5 <= lower
    }

    private func wrong(in sequence: [Int], _ clear: [Pair]) -> Set<Pair> {
        let ranks = Dictionary(uniqueKeysWithValues: sequence.enumerated().map { ($1, $0) })
        return Set(clear.filter { (ranks[$0.first] ?? 0) > (ranks[$0.second] ?? 0) })
    }

    // MARK: What is painted

    /// All places: in the wanted order as far as painting allows, what is not read as early as it can be.
    private func arranged(by order: [Int]) -> [Int] {
        var ranks = [Int](repeating: -1, count: items.count)
        for (rank, place) in order.enumerated() { ranks[place] = rank }
        var sequence: [Int] = []
        var isPlaced = [Bool](repeating: false, count: items.count)
        while sequence.count < items.count {
            let free = items.indices.filter { place in
                !isPlaced[place] && below[place].allSatisfy { isPlaced[$0] }
            }
            guard let next = free.min(by: { (ranks[$0], items[$0].id) < (ranks[$1], items[$1].id) }) else { break }
            isPlaced[next] = true
            sequence.append(next)
        }
        return sequence
    }

    /// Whether swapping two shapes could be seen.
    private static func touches(_ lower: ReadingItem, _ upper: ReadingItem) -> Bool {
        guard lower.frame.intersects(upper.frame) else { return false }
        guard lower.isTransparent, upper.isTransparent else { return true }
        let (a, b) = (lower.frame, upper.frame)
        let across = min(a.right, b.right) - max(a.x, b.x)
        let down = min(a.bottom, b.bottom) - max(a.y, b.y)
        let smaller = min(Double(a.width) * Double(a.height), Double(b.width) * Double(b.height))
        return Double(across) * Double(down) > smaller * 0.15
    }
}
