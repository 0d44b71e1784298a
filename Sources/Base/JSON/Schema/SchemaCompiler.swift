/// Turns the value of a schema into nodes, each subschema once. It works through a list of what is still to be
/// read instead of calling itself, so deep schemas need no stack.
struct SchemaCompiler {
    private let root: JSONValue
    private var nodes: [SchemaNode] = []
    private var places: [ExactKey: SchemaNode.ID] = [:]
    private var unread: [(id: SchemaNode.ID, value: JSONValue, path: String)] = []
    private var pathBytes = 0

    private static let nodeLimit = 100_000
    private static let pathBytesLimit = 16_000_000
    private static let unsupported = [
        "$dynamicRef", "$recursiveRef", "unevaluatedItems", "unevaluatedProperties",
    ]

    init(root: JSONValue) {
        self.root = root
    }

    mutating func compile() throws(JSONSchemaError) -> [SchemaNode] {
        _ = try node(root, at: "")
        while let (id, value, path) = unread.popLast() {
            switch value {
            case .bool(let allowsAll):
                nodes[id].allowsNothing = !allowsAll
            case .object(let members):
                nodes[id] = try read(SchemaKeywords(members: members, path: path))
            default:
                throw JSONSchemaError(
                    problem: .malformed(keyword: "", expected: "an object, true or false"), path: path)
            }
        }
        return nodes
    }

    /// The node for the schema at `path`, to be read later unless it already is known.
    private mutating func node(_ value: JSONValue, at path: String) throws(JSONSchemaError) -> SchemaNode.ID {
        if let id = places[ExactKey(text: path)] { return id }
        pathBytes += path.utf8.count
        guard nodes.count < Self.nodeLimit, pathBytes < Self.pathBytesLimit else {
            throw JSONSchemaError(problem: .tooLarge, path: "")
        }
        let id = nodes.count
        nodes.append(SchemaNode())
        places[ExactKey(text: path)] = id
        unread.append((id, value, path))
        return id
    }

    private mutating func read(_ keywords: SchemaKeywords) throws(JSONSchemaError) -> SchemaNode {
        for keyword in Self.unsupported where keywords.members.contains(key: keyword) {
            throw JSONSchemaError(problem: .unsupported(keyword: keyword), path: keywords.path)
        }
        if !keywords.path.isEmpty, keywords.members.contains(key: "$id") {
            throw JSONSchemaError(problem: .unsupported(keyword: "$id"), path: keywords.path)
        }
        var node = SchemaNode()
        node.kinds = try kinds(keywords)
        if let choices = try keywords.array("enum") { node.choices.append(SchemaNode.Choices(choices)) }
        if let choice = keywords.members["const"] { node.choices.append(SchemaNode.Choices([choice])) }
        node.number = try numberRules(keywords)
        node.string = try stringRules(keywords)
        node.array = try arrayRules(keywords)
        node.object = try objectRules(keywords)
        node.combination = try combinationRules(keywords)
        return node
    }

    private func kinds(_ keywords: SchemaKeywords) throws(JSONSchemaError) -> ValueKinds? {
        guard let value = keywords.members["type"] else { return nil }
        var kinds: ValueKinds = []
        for name in value.array ?? [value] {
            guard let kind = name.string.flatMap({ ValueKinds(named: $0) }) else {
                throw keywords.malformed(
                    "type", "one of null, boolean, number, integer, string, array and object, or a list of them")
            }
            kinds.insert(kind)
        }
        return kinds
    }
}

// Where schemas are inside of schemas.
extension SchemaCompiler {
    mutating func schema(
        _ keyword: String, of keywords: SchemaKeywords
    ) throws(JSONSchemaError) -> SchemaNode.ID? {
        guard let value = keywords.members[keyword] else { return nil }
        return try node(value, at: JSONPointer.adding(keyword, to: keywords.path))
    }

    mutating func schemas(
        listedIn keyword: String, of keywords: SchemaKeywords
    ) throws(JSONSchemaError) -> [SchemaNode.ID]? {
        guard let values = try keywords.array(keyword) else { return nil }
        let path = JSONPointer.adding(keyword, to: keywords.path)
        var ids: [SchemaNode.ID] = []
        for (index, value) in values.enumerated() {
            ids.append(try node(value, at: "\(path)/\(index)"))
        }
        return ids
    }

    mutating func schemas(
        namedIn keyword: String, of keywords: SchemaKeywords
    ) throws(JSONSchemaError) -> [(key: String, schema: SchemaNode.ID)] {
        let path = JSONPointer.adding(keyword, to: keywords.path)
        var named: [(key: String, schema: SchemaNode.ID)] = []
        for (key, value) in try keywords.object(keyword) ?? [:] {
            named.append((key, try node(value, at: JSONPointer.adding(key, to: path))))
        }
        return named
    }

    mutating func reference(_ keywords: SchemaKeywords) throws(JSONSchemaError) -> SchemaNode.ID? {
        guard let value = keywords.members["$ref"] else { return nil }
        guard let reference = value.string else { throw keywords.malformed("$ref", "a string") }
        guard reference.utf8.first == UInt8(ascii: "#"),
            let target = JSONPointer.resolve(fragment: reference.dropFirst(), in: root)
        else { throw JSONSchemaError(problem: .unknownReference(reference), path: keywords.path) }
        return try node(target.value, at: target.path)
    }
}
