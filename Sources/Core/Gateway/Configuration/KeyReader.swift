import Essentials

/// Reads the keys of a configuration.
enum KeyReader {
    /// - Throws: ``ConfigurationProblem``. No two may have one name, or be one key.
    static func keys(_ node: ConfigurationNode) throws(ConfigurationProblem) -> [KeyConfiguration] {
        var keys: [KeyConfiguration] = []
        for node in try node.elements() {
            let key = try key(node)
            guard !keys.contains(where: { $0.name == key.name }) else {
                throw node.problem(
                    "has the name '\(ConfigurationNode.printable(key.name))' of another key", code: "duplicate",
                    remedy: "Give it a 'name' of its own.")
            }
            if let other = keys.first(where: { $0.digest == key.digest }) {
                throw node.problem(
                    "is the same key as '\(ConfigurationNode.printable(other.name))'", code: "duplicate",
                    remedy: "Give each caller a key of its own.")
            }
            keys.append(key)
        }
        return keys
    }

    private static let howToDigest = "Make it with: printf %s \"$KEY\" | sha256sum"

    private static func key(_ node: ConfigurationNode) throws(ConfigurationProblem) -> KeyConfiguration {
        let fields = try node.fields([
            "name", "sha256", "tenant", "operations", "models", "requests_per_minute", "tokens_per_minute", "budget",
            "priority", "operator",
        ])
        guard let name = fields["name"] else {
            throw node.problem("has no 'name'", code: "missing", remedy: "Reports and errors use it.")
        }
        guard let digest = fields["sha256"] else {
            throw node.problem("has no 'sha256'", code: "missing", remedy: howToDigest)
        }
        var key = KeyConfiguration(
            name: try name.text(), digest: try self.digest(digest), tenant: try fields["tenant"]?.text())
        if let node = fields["operations"] {
            var operations: Set<ModelOperation> = []
            for element in try node.elements() { operations.insert(try element.choice(ModelOperation.self)) }
            key.operations = operations
        }
        key.models = try fields["models"]?.texts()
        key.requestsPerMinute = try fields["requests_per_minute"]?.number(0.001...1e9)
        key.tokensPerMinute = try fields["tokens_per_minute"]?.number(1...1e12)
        if let node = fields["budget"] { key.budget = try budget(node) }
        if let node = fields["priority"] { key.priority = try node.whole(0...9) }
        if let node = fields["operator"] { key.isOperator = try node.flag() }
        return key
    }

    private static func digest(_ node: ConfigurationNode) throws(ConfigurationProblem) -> String {
        let hex = node.plainText?.lowercased() ?? ""
        guard ContentDigest(hex: hex) != nil else {
            throw node.problem(
                "must be the 64 hexadecimal digits of the key's SHA-256, not the key", code: "secret",
                remedy: howToDigest)
        }
        guard hex != ContentDigest(of: "").description else {
            throw node.problem("is the SHA-256 of nothing at all: the key was empty", remedy: howToDigest)
        }
        return hex
    }

    private static func budget(_ node: ConfigurationNode) throws(ConfigurationProblem) -> SpendingBudget {
        let fields = try node.fields(["dollars", "per"])
        guard let amount = fields["dollars"] else {
            throw node.problem("has no 'dollars'", code: "missing", remedy: "Write { dollars: 20, per: month }.")
        }
        return SpendingBudget(
            amount: try amount.number(0...1e9),
            period: try fields["per"]?.choice(SpendingBudget.Period.self) ?? .month)
    }
}
