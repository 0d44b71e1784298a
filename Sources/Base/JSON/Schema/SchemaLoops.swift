/// Finds schemas that lead back to themselves without stepping into the value (`{"$ref": "#"}`).
enum SchemaLoops {
    /// The longest chain of schemas for the same value.
    private static let chainLimit = 100

    static func check(_ nodes: [SchemaNode]) throws(JSONSchemaError) {
        var heights = [Int?](repeating: nil, count: nodes.count)
        var isOpen = [Bool](repeating: false, count: nodes.count)
        for id in nodes.indices {
            _ = try height(of: id, nodes, &heights, &isOpen, depth: 0)
        }
    }

    /// How long the chains are that begin at `id`.
    private static func height(
        of id: SchemaNode.ID, _ nodes: [SchemaNode], _ heights: inout [Int?], _ isOpen: inout [Bool], depth: Int
    ) throws(JSONSchemaError) -> Int {
        if let known = heights[id] { return known }
        guard !isOpen[id] else { throw JSONSchemaError(problem: .endless, path: "") }
        guard depth <= chainLimit else { throw JSONSchemaError(problem: .tooLarge, path: "") }
        isOpen[id] = true
        var height = 0
        for next in nodes[id].appliedInPlace {
            height = max(height, try self.height(of: next, nodes, &heights, &isOpen, depth: depth + 1) + 1)
        }
        isOpen[id] = false
        guard height <= chainLimit else { throw JSONSchemaError(problem: .tooLarge, path: "") }
        heights[id] = height
        return height
    }
}
