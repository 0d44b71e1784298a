/// Checks one value. The work is bounded by `effort` steps and a depth.
struct SchemaValidator {
    private let nodes: [SchemaNode]
    private let limit: Int
    private var violations: [JSONSchema.Violation] = []
    private var path: [Step] = []
    private var depth = 0
    private(set) var effort: Int
    private var gaveUp = false
    private var trial = Trial.none

    /// Counts the schemas that are being checked inside of each other. Several for each level of a value of
    /// `JSONValue.defaultDepthLimit`, and safe for the stack of any thread.
    private static let depthLimit = 1000
    /// What looking at one schema costs, compared with one step of a pattern.
    private static let nodeEffort = 5

    /// Whether a schema is only tried out, as the alternatives of `anyOf` are.
    private enum Trial {
        case none
        case undecided
        case failed
    }

    enum Step {
        case key(String)
        case index(Int)
    }

    init(nodes: [SchemaNode], limit: Int, effort: Int) {
        self.nodes = nodes
        self.limit = limit
        self.effort = effort
    }

    mutating func validate(_ value: JSONValue) -> [JSONSchema.Violation] {
        check(value, against: 0)
        guard gaveUp else { return violations }
        let message = "The value could not be checked within the allowed effort."
        return violations.prefix(limit - 1) + [JSONSchema.Violation(path: "", message: message)]
    }

    mutating func check(_ value: JSONValue, against id: SchemaNode.ID) {
        if depth == Self.depthLimit { gaveUp = true }
        guard spend(Self.nodeEffort), !isDone else { return }
        depth += 1
        defer { depth -= 1 }
        let node = nodes[id]
        if node.allowsNothing { return report("Nothing is allowed here, found \(ValueSketch(value)).") }
        if let kinds = node.kinds, !kinds.contains(kindOf: value) {
            return report("Expected \(kinds.phrase), found \(ValueSketch(value)).")
        }
        for choices in node.choices where spend(onAllOf: value) && !choices.values.contains(value) {
            report("Expected \(ValueSketch.list(choices.listed)), found \(ValueSketch(value)).")
        }
        switch value {
        case .number(let number): if let rules = node.number { check(number, rules) }
        case .string(let string): if let rules = node.string { check(string, rules) }
        case .array(let elements): if let rules = node.array { check(elements, rules) }
        case .object(let object): if let rules = node.object { check(object, rules) }
        case .null, .bool: break
        }
        if let rules = node.combination { check(value, rules) }
    }

    /// Checks a part of the value.
    mutating func check(_ part: JSONValue, at step: Step, against id: SchemaNode.ID) {
        path.append(step)
        check(part, against: id)
        path.removeLast()
    }

    /// Whether the schema allows `value`, without reporting anything.
    mutating func accepts(_ value: JSONValue, by id: SchemaNode.ID) -> Bool {
        let outer = trial
        trial = .undecided
        check(value, against: id)
        let isAccepted = trial == .undecided
        trial = outer
        return isAccepted
    }

    mutating func report(_ message: @autoclosure () -> String) {
        guard !isDone else { return }
        guard trial == .none else {
            trial = .failed
            return
        }
        violations.append(JSONSchema.Violation(path: pointer, message: message()))
    }

    /// Whether `text` matches; true as well when the effort is used up, which is reported on its own.
    mutating func matches(_ text: String, _ pattern: Pattern) -> Bool {
        guard let found = pattern.isFound(in: text, effort: &effort) else {
            gaveUp = true
            return true
        }
        return found
    }

    /// Takes steps off what is left; false when there are not enough.
    mutating func spend(_ steps: Int) -> Bool {
        effort -= min(steps, max(effort, 0) + 1)
        if effort < 0 { gaveUp = true }
        return effort >= 0
    }

    /// Takes as many steps as hashing the whole of `value` takes.
    mutating func spend(onAllOf value: JSONValue) -> Bool {
        switch value {
        case .null, .bool: return spend(1)
        case .number(let number): return spend(number.text.utf8.count)
        case .string(let string): return spend(1 + string.utf8.count / 16)
        case .array(let elements): return spend(1) && elements.allSatisfy { spend(onAllOf: $0) }
        case .object(let object):
            return spend(1) && object.allSatisfy { spend(1 + $0.key.utf8.count / 16) && spend(onAllOf: $0.value) }
        }
    }

    /// Whether nothing more needs to be found.
    var isDone: Bool {
        switch trial {
        case .none: gaveUp || violations.count >= limit
        case .undecided: gaveUp
        case .failed: true
        }
    }

    /// Whether only the outcome counts, and nobody reads what is reported.
    var isTrying: Bool { trial != .none }

    /// Whether the schema is `false`.
    func forbidsAll(_ id: SchemaNode.ID) -> Bool {
        nodes[id].allowsNothing
    }

    /// The kinds that the schema names itself or by a reference.
    func kinds(of id: SchemaNode.ID) -> ValueKinds? {
        var id = id
        while nodes[id].kinds == nil, let next = nodes[id].combination?.reference {
            id = next
        }
        return nodes[id].kinds
    }

    private var pointer: String {
        path.reduce(into: "") { pointer, step in
            switch step {
            case .key(let key): pointer = JSONPointer.adding(key, to: pointer)
            case .index(let index): pointer += "/\(index)"
            }
        }
    }
}
