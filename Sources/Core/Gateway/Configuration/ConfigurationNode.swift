import Yams

/// One place of a configuration file: its value, and where it stands, so that every complaint says where to look.
struct ConfigurationNode {
    let node: Node
    /// Such as "pools.gemini.limits"; "" at the top.
    let path: String
    let file: String
    /// Where its name stands, or itself where it has none.
    let line: Int?

    /// - Throws: ``ConfigurationProblem`` with the line when the text is not YAML. The text itself is not told: it may
    ///   hold what somebody took for the place of a secret.
    static func root(of text: String, file: String) throws(ConfigurationProblem) -> ConfigurationNode {
        do {
            let node = try Yams.compose(yaml: text) ?? Node.mapping(Node.Mapping([]))
            return ConfigurationNode(node: node, path: "", file: file, line: 1)
        } catch {
            let (line, words) = YAMLProblem.explain(error)
            let place = line.map { "\(file):\($0)" } ?? file
            throw ConfigurationProblem(
                code: "configuration.yaml", message: "\(place): this is not YAML: \(words).",
                remedy: "Check quotes, brackets and indentation (spaces, no tabs).")
        }
    }

    /// What is wrong here.
    ///
    /// - Parameters:
    ///   - words: what follows the name of the setting, such as "is not a setting". They never repeat a value that
    ///     could be a secret.
    ///   - code: the part after "configuration.".
    func problem(_ words: String, code: String = "value", remedy: String) -> ConfigurationProblem {
        let place = line.map { "\(file):\($0)" } ?? file
        let name = path.isEmpty ? "this" : "'\(Self.printable(path))'"
        return ConfigurationProblem(
            code: "configuration.\(code)", message: "\(place): \(name) \(words).", remedy: remedy)
    }

    /// Complaints have one line, whatever the names in the file.
    static func printable(_ text: String) -> String {
        let shown = text.unicodeScalars.prefix(200).map { scalar in
            scalar.properties.generalCategory == .control || scalar.properties.isPatternWhitespace ? " " : scalar
        }
        var line = String.UnicodeScalarView()
        line.append(contentsOf: shown)
        return String(line)
    }

    // MARK: Going down

    /// The members of a mapping, in order.
    ///
    /// - Parameter known: the names that are allowed; `nil`: any.
    func members(
        _ known: Set<String>? = nil
    ) throws(ConfigurationProblem) -> [(name: String, value: ConfigurationNode)] {
        if isNothing { return [] }
        guard let mapping = node.mapping else {
            throw problem("must be settings of the form 'name: value'", remedy: "Put them below it, indented.")
        }
        var found: [(name: String, value: ConfigurationNode)] = []
        for (key, value) in mapping {
            guard let name = key.scalar?.string, !name.isEmpty else {
                throw problem("has a name that is no text", remedy: "Put it in quotes, or remove it.")
            }
            let inner = ConfigurationNode(
                node: value, path: path.isEmpty ? name : "\(path).\(name)", file: file, line: key.mark?.line ?? line)
            if let known, !known.contains(name) {
                throw inner.problem(
                    "is not a setting", code: "unknown",
                    remedy: "Settings here: \(known.sorted().joined(separator: ", ")).")
            }
            found.append((name, inner))
        }
        return found
    }

    /// The members of a mapping by name; unknown names are refused.
    func fields(_ known: Set<String>) throws(ConfigurationProblem) -> [String: ConfigurationNode] {
        Dictionary(try members(known).map { ($0.name, $0.value) }) { first, _ in first }
    }

    func elements() throws(ConfigurationProblem) -> [ConfigurationNode] {
        if isNothing { return [] }
        guard let sequence = node.sequence else {
            throw problem("must be a list", remedy: "Write it as [one, two], or with '- ' before each.")
        }
        return sequence.enumerated().map { place, node in
            ConfigurationNode(node: node, path: "\(path)[\(place)]", file: file, line: node.mark?.line ?? line)
        }
    }

    /// Whether nothing stands behind the name.
    var isNothing: Bool {
        guard let scalar = node.scalar else { return false }
        return scalar.style == .plain && (node.null != nil || scalar.string.isEmpty)
    }

    var isMapping: Bool { node.mapping != nil }
    var plainText: String? { node.scalar?.string }
}

/// Tells what the YAML reader complains of, in one line and without the text that it complains of.
private enum YAMLProblem {
    static func explain(_ error: any Error) -> (line: Int?, words: String) {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return (mark.line, problem)
        case .duplicatedKeysInMapping(let names, let context):
            let shown = names.sorted().prefix(3).map { "'\(ConfigurationNode.printable($0))'" }.joined(separator: ", ")
            return (context.mark.line, "\(shown) is there twice")
        case .reader(let problem, _, _, _):
            return (nil, problem)
        default:
            return (nil, "it cannot be read")
        }
    }
}
