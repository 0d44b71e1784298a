/// The settings that each provider knows: see the documentation of its dialect.
enum ProviderSettings {
    /// What kind of endpoint is asked for when its health is tried.
    private static let common: Set<String> = ["operation"]

    private static let names: [String: Set<String>] = [
        "openai": ["api_version", "organization", "project", "stream_usage", "prefill"],
        "anthropic": ["anthropic_version", "anthropic_beta", "max_tokens", "structured_output", "prefill"],
        "bedrock": ["structured_output", "prefill"],
        "gemini": ["prefill"],
        "vertex": ["project", "api_version", "prefill"],
        "elevenlabs": ["voice", "output_format"],
        Dialects.local: [],
    ]

    /// - Throws: ``ConfigurationProblem`` for a setting that the provider does not know.
    static func check(
        _ settings: [String: ConfigurationNode], of provider: String
    ) throws(ConfigurationProblem) {
        let known = common.union(names[provider] ?? [])
        for (name, node) in settings.sorted(by: { $0.key < $1.key }) where !known.contains(name) {
            // ElevenLabs: a voice of its own for each name that a caller may give.
            if provider == "elevenlabs", name.hasPrefix("voice.") { continue }
            throw node.problem(
                "is not a setting of the provider '\(provider)'", code: "unknown",
                remedy: "Its settings: \(known.sorted().joined(separator: ", ")).")
        }
    }
}
