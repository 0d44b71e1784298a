/// Puts the top-level shapes of a slide into another order, and leaves everything between them where it is.
enum ShapeOrder {
    /// The same slide with its shapes in the order of `order`, which names each of them.
    ///
    /// - Returns: `nil` when the numbers are not those of the shapes, each once.
    static func arranged(_ source: SourceXML, _ tree: ShapeTree, as order: [Int]) -> [UInt8]? {
        let wholes = Dictionary(tree.places.map { ($0.id, $0.whole) }, uniquingKeysWith: { first, _ in first })
        guard wholes.count == tree.places.count, order.count == wholes.count, Set(order) == Set(wholes.keys) else {
            return nil
        }
        var splice = Splice()
        for (place, id) in zip(tree.places, order) where place.id != id {
            if let whole = wholes[id] { splice.replace(place.whole, with: source.bytes[whole]) }
        }
        return splice.applied(to: source.bytes)
    }

    /// The whole order that follows when only some shapes are to be in a certain order and the others keep their
    /// places.
    ///
    /// - Returns: `nil` when a shape that is named is not there.
    static func completed(_ wanted: [Int], among present: [Int]) -> [Int]? {
        var seen = Set<Int>()
        let wanted = wanted.filter { seen.insert($0).inserted }
        guard seen.isSubset(of: present) else { return nil }
        var rest = wanted[...]
        return present.map { id in seen.contains(id) ? rest.removeFirst() : id }
    }
}
