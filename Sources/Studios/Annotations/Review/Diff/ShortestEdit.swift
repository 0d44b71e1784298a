/// The shortest way from one list to another by removing and adding elements (Myers, "An O(ND) difference algorithm
/// and its variations", 1986), in bounded time.
///
/// Of lists that differ in more than `limit` places, the furthest way found within the limit is taken, and the search
/// begins anew from there: the time is at most proportional to the lengths times `limit`, the memory to `limit`
/// squared, and the result is right, only perhaps not the shortest.
struct ShortestEdit {
    enum Step {
        case keep, remove, add
    }

    private let old: [Int]
    private let new: [Int]
    private let limit: Int

    /// The steps in order. Equal numbers are equal elements.
    static func steps(from old: [Int], to new: [Int], limit: Int) -> [Step] {
        let edit = ShortestEdit(old: old, new: new, limit: max(1, limit))
        var steps: [Step] = []
        steps.reserveCapacity(old.count + new.count)
        var place = (old: 0, new: 0)
        while place.old < old.count || place.new < new.count {
            let round = edit.round(from: place)
            steps += round
            for step in round {
                if step != .add { place.old += 1 }
                if step != .remove { place.new += 1 }
            }
        }
        return steps
    }

    /// A way from `start` to the end, or to the furthest point within the limit; never empty.
    private func round(from start: (old: Int, new: Int)) -> [Step] {
        let (width, height) = (old.count - start.old, new.count - start.new)
        // `reach[d]` holds, for the diagonals -d, -d + 2, ... d, how far into `old` a way with d edits gets.
        var reach: [[Int]] = []
        for edits in 0...min(limit, width + height) {
            var row = [Int](repeating: -1, count: edits + 1)
            for index in 0...edits {
                let diagonal = 2 * index - edits
                guard let from = entry(to: diagonal, edits: edits, reach: reach, width: width, height: height) else {
                    continue
                }
                var x = from
                while x < width, x - diagonal < height, old[start.old + x] == new[start.new + x - diagonal] { x += 1 }
                row[index] = x
                if x == width, x - diagonal == height {
                    reach.append(row)
                    return way(to: diagonal, reach: reach, width: width, height: height)
                }
            }
            reach.append(row)
        }
        let last = reach[reach.count - 1]
        let best = last.indices.filter { last[$0] >= 0 }.max { progress(last, $0) < progress(last, $1) } ?? 0
        return way(to: 2 * best - (last.count - 1), reach: reach, width: width, height: height)
    }

    private func progress(_ row: [Int], _ index: Int) -> Int {
        2 * row[index] - (2 * index - (row.count - 1))
    }

    /// Where a way with `edits` edits enters `diagonal`, before it follows equal elements; `nil` when none does.
    private func entry(to diagonal: Int, edits: Int, reach: [[Int]], width: Int, height: Int) -> Int? {
        guard edits > 0 else { return 0 }
        func isInside(_ x: Int) -> Bool {
            x <= width && x - diagonal <= height && x - diagonal >= 0
        }
        var best: Int?
        if let x = far(diagonal - 1, reach[edits - 1]), isInside(x + 1) { best = x + 1 }  // one removed
        if let x = far(diagonal + 1, reach[edits - 1]), isInside(x), x > best ?? -1 { best = x }  // one added
        return best
    }

    private func far(_ diagonal: Int, _ row: [Int]) -> Int? {
        let edits = row.count - 1
        guard abs(diagonal) <= edits, row[(diagonal + edits) / 2] >= 0 else { return nil }
        return row[(diagonal + edits) / 2]
    }

    /// The steps of the way that ends on `diagonal` with the last row's number of edits.
    private func way(to diagonal: Int, reach: [[Int]], width: Int, height: Int) -> [Step] {
        var steps: [Step] = []
        var diagonal = diagonal
        for edits in reach.indices.reversed() {
            guard let end = far(diagonal, reach[edits]),
                let start = entry(to: diagonal, edits: edits, reach: reach, width: width, height: height)
            else { break }
            steps += repeatElement(.keep, count: end - start)
            guard edits > 0 else { break }
            let wasRemoved = far(diagonal - 1, reach[edits - 1]).map { $0 + 1 } == start
            steps.append(wasRemoved ? .remove : .add)
            diagonal += wasRemoved ? -1 : 1
        }
        return steps.reversed()
    }
}
