/// How a series of values goes, from its first to its last.
package struct Trend: Hashable {
    package enum Course: Hashable, CaseIterable, Sendable {
        case level, risesSteadily, fallsSteadily, risesThenFalls, fallsThenRises
        /// Up and down, and higher, lower or the same at the end.
        case risesUnsteadily, fallsUnsteadily, returns
    }

    package var course: Course
    /// The index of the highest or lowest value between, when the course turns once.
    package var turn: Int?

    /// `nil` for fewer than two values.
    package init?(_ values: [Double]) {
        guard let first = values.first, let last = values.last, values.count > 1,
            let high = values.max(), let low = values.min()
        else { return nil }
        let steps = zip(values, values.dropFirst()).map { $1 - $0 }
        if high == low {
            course = .level
        } else if steps.allSatisfy({ $0 >= 0 }) {
            course = .risesSteadily
        } else if steps.allSatisfy({ $0 <= 0 }) {
            course = .fallsSteadily
        } else if let top = Self.turn(in: values, at: high, steps: steps, upFirst: true) {
            course = .risesThenFalls
            turn = top
        } else if let bottom = Self.turn(in: values, at: low, steps: steps, upFirst: false) {
            course = .fallsThenRises
            turn = bottom
        } else {
            course = last > first ? .risesUnsteadily : last < first ? .fallsUnsteadily : .returns
        }
    }

    /// The place of the extreme, when all steps before go towards it and all steps after go away from it.
    private static func turn(in values: [Double], at extreme: Double, steps: [Double], upFirst: Bool) -> Int? {
        guard let index = values.firstIndex(of: extreme) else { return nil }
        let sign: Double = upFirst ? 1 : -1
        let before = steps[..<index].allSatisfy { $0 * sign >= 0 }
        let after = steps[index...].allSatisfy { $0 * sign <= 0 }
        return before && after ? index : nil
    }
}
