import Decks

/// Orders rectangles as they are read, by cutting the page along the gaps between them, again and again (the recursive
/// X-Y cut of Nagy and Seth, 1984).
struct RegionCut {
    /// Whether a page that can be cut both ways is read row by row, or column by column.
    var rowsFirst: Bool
    /// How far, in EMU, two rectangles may overlap and still lie beside each other.
    var tolerance: Int

    /// The places of `frames` in reading order. Equal frames keep the order of their `ids`.
    func order(_ frames: [ShapeFrame], ids: [Int]) -> [Int] {
        order(Array(frames.indices), frames, ids)
    }

    private func order(_ members: [Int], _ frames: [ShapeFrame], _ ids: [Int]) -> [Int] {
        guard members.count > 1 else { return members }
        let rows = cut(members, frames) { ($0.y, $0.bottom) }
        let columns = cut(members, frames) { ($0.x, $0.right) }
        var parts: [[Int]] = [members]
        if rowsFirst {
            parts = rows.count > 1 ? rows : columns
        } else if columns.count > 1 {
            parts = columns
        } else if rows.count > 1 {
            // Heads above columns stay with them: only what lies above the first row that can be cut is taken off.
            let split = (1..<rows.count).first { start in
                cut(rows[start...].flatMap { $0 }, frames) { ($0.x, $0.right) }.count > 1
            }
            parts = split.map { [rows[..<$0].flatMap { $0 }, rows[$0...].flatMap { $0 }] } ?? rows
        }
        if parts.count > 1 { return parts.flatMap { order($0, frames, ids) } }
        return members.sorted { one, other in
            let (a, b) = (frames[one], frames[other])
            return (a.y, a.x, ids[one]) < (b.y, b.x, ids[other])
        }
    }

    /// The groups between which a straight line runs.
    private func cut(
        _ members: [Int], _ frames: [ShapeFrame], _ side: (ShapeFrame) -> (start: Int, end: Int)
    ) -> [[Int]] {
        let sorted = members.sorted { one, other in
            let (a, b) = (side(frames[one]), side(frames[other]))
            return (a.start, a.end, one) < (b.start, b.end, other)
        }
        var groups: [[Int]] = []
        var end = Int.min
        for member in sorted {
            let (start, stop) = side(frames[member])
            // Thin shapes must not slip through a gap that is only tolerated.
            let slack = min(tolerance, (stop - start) / 4)
            if groups.isEmpty || start + slack < end {
                groups.isEmpty ? groups.append([member]) : groups[groups.count - 1].append(member)
            } else {
                groups.append([member])
            }
            end = max(end, stop)
        }
        return groups
    }
}
