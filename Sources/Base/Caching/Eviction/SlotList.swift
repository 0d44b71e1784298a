/// A doubly linked list of slots, in two arrays instead of nodes: every operation is O(1) and, once the arrays have
/// grown, free of allocation. A slot is in the list at most once.
struct SlotList: Sendable {
    private struct Link {
        /// The neighbour nearer to `first`.
        var before: Int32
        /// The neighbour nearer to `last`.
        var after: Int32

        static let absent = Link(before: SlotList.outside, after: SlotList.outside)
    }

    private static let end: Int32 = -1
    private static let outside: Int32 = -2

    private var links: [Link] = []
    private var head = SlotList.end
    private var tail = SlotList.end

    var last: Slot? { tail == Self.end ? nil : Slot(tail) }

    func contains(_ slot: Slot) -> Bool {
        slot < links.count && links[slot].before != Self.outside
    }

    /// Puts a slot that is not in the list at its front.
    mutating func insertFirst(_ slot: Slot) {
        while links.count <= slot { links.append(.absent) }
        let number = Int32(slot)
        links[slot] = Link(before: Self.end, after: head)
        if head == Self.end { tail = number } else { links[Int(head)].before = number }
        head = number
    }

    /// Takes a slot that is in the list out of it.
    mutating func remove(_ slot: Slot) {
        let link = links[slot]
        if link.before == Self.end { head = link.after } else { links[Int(link.before)].after = link.after }
        if link.after == Self.end { tail = link.before } else { links[Int(link.after)].before = link.before }
        links[slot] = .absent
    }

    mutating func moveFirst(_ slot: Slot) {
        guard head != Int32(slot) else { return }
        remove(slot)
        insertFirst(slot)
    }

    mutating func popLast() -> Slot? {
        guard let slot = last else { return nil }
        remove(slot)
        return slot
    }
}

/// A number for each slot; zero for those never set.
struct SlotTable<Number: FixedWidthInteger & Sendable>: Sendable {
    private var numbers: [Number] = []

    subscript(slot: Slot) -> Number {
        get { slot < numbers.count ? numbers[slot] : 0 }
        set {
            while numbers.count <= slot { numbers.append(0) }
            numbers[slot] = newValue
        }
    }
}
