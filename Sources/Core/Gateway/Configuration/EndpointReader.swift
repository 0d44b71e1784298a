import HTTPMessages

/// Reads the single settings of an endpoint.
enum EndpointReader {
    static func provider(_ node: ConfigurationNode) throws(ConfigurationProblem) -> String {
        let name = try node.text()
        guard Dialects.names.contains(name) else {
            throw node.problem(
                "is not a provider that is known", remedy: "Providers: \(Dialects.names.joined(separator: ", ")).")
        }
        return name
    }

    static func address(_ node: ConfigurationNode) throws(ConfigurationProblem) -> HTTPAddress {
        // The text is not repeated: some put a password into it.
        guard let text = node.plainText, var address = HTTPAddress(text) else {
            throw node.problem(
                "is no address", remedy: "Write it as https://api.openai.com/v1, without user name and password.")
        }
        while address.path.count > 1, address.path.hasSuffix("/") { address.path.removeLast() }
        if address.path == "/" { address.path = "" }
        return address
    }

    /// Where the secret is; the secret itself is refused, and never repeated.
    static func credential(_ node: ConfigurationNode) throws(ConfigurationProblem) -> CredentialSource {
        if node.plainText == "aws" { return .awsEnvironment }
        let remedy = "Write { env: NAME }, { file: PATH }, { service_account: PATH } or aws."
        let literal = node.problem("must say where the key is, not what it is", code: "secret", remedy: remedy)
        guard node.isMapping else { throw literal }
        let members = try node.members()
        guard members.allSatisfy({ ["env", "file", "service_account"].contains($0.name) }) else { throw literal }
        guard members.count == 1, let member = members.first else {
            throw node.problem("must have one of env, file and service_account", remedy: remedy)
        }
        let text = try member.value.text()
        switch member.name {
        case "env":
            // Keys of providers have small letters, so a key that was put here by mistake is found.
            guard text.utf8.allSatisfy({ isNameByte($0) }), text.utf8.first.map({ $0 > 0x39 }) ?? false else {
                throw member.value.problem(
                    "is not the name of an environment variable", code: "secret",
                    remedy: "Names have capital letters, digits and '_', such as OPENAI_API_KEY.")
            }
            return .environment(text)
        case "file": return .file(text)
        default: return .googleServiceAccount(text)
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "_")
    }

    static func limits(_ node: ConfigurationNode) throws(ConfigurationProblem) -> EndpointLimits {
        let fields = try node.fields(["requests_per_minute", "tokens_per_minute", "concurrency", "spacing"])
        return EndpointLimits(
            requestsPerMinute: try fields["requests_per_minute"]?.number(0.001...1e9),
            tokensPerMinute: try fields["tokens_per_minute"]?.number(1...1e12),
            concurrency: try fields["concurrency"]?.whole(1...1_000_000),
            minimumSpacing: try fields["spacing"]?.duration())
    }

    static func price(_ node: ConfigurationNode) throws(ConfigurationProblem) -> Price {
        let fields = try node.fields(["input", "output", "cached_input"])
        return Price(
            input: try fields["input"]?.number(0...1e6) ?? 0, output: try fields["output"]?.number(0...1e6) ?? 0,
            cachedInput: try fields["cached_input"]?.number(0...1e6))
    }
}
