/// A binary heap: the element that comes before all others is taken first.
struct PriorityHeap<Element: Sendable>: Sendable {
    private var elements: [Element] = []
    private let precedes: @Sendable (Element, Element) -> Bool

    init(by precedes: @escaping @Sendable (Element, Element) -> Bool) {
        self.precedes = precedes
    }

    var count: Int { elements.count }
    var first: Element? { elements.first }

    mutating func insert(_ element: Element) {
        elements.append(element)
        var child = elements.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard precedes(elements[child], elements[parent]) else { return }
            elements.swapAt(child, parent)
            child = parent
        }
    }

    @discardableResult
    mutating func removeFirst() -> Element? {
        guard let last = elements.popLast() else { return nil }
        guard let first = elements.first else { return last }
        elements[0] = last
        sink(from: 0)
        return first
    }

    /// Drops every element that does not satisfy the condition.
    mutating func keep(where condition: (Element) -> Bool) {
        elements.removeAll { !condition($0) }
        for parent in stride(from: elements.count / 2 - 1, through: 0, by: -1) { sink(from: parent) }
    }

    private mutating func sink(from start: Int) {
        var parent = start
        while true {
            var best = parent
            for child in [parent * 2 + 1, parent * 2 + 2] where child < elements.count {
                if precedes(elements[child], elements[best]) { best = child }
            }
            if best == parent { return }
            elements.swapAt(parent, best)
            parent = best
        }
    }
}
