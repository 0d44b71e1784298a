/// Models that understand the same words, and so are given the same prompts.
package enum ModelFamily: String, Codable, Hashable, Sendable, CaseIterable {
    /// Large models of the providers, such as GPT, Claude and Gemini; and whatever is not known.
    case frontier = "default"
    /// Models whose weights are published, such as Llama, Qwen and Gemma: often small ones on somebody's own machine.
    case openWeight = "open-weight"

    /// The family of a model by the name that it is configured with, in whatever notation: "llama3.2:3b",
    /// "meta-llama/Llama-3.1-8B-Instruct", "@cf/mistral/mistral-7b-instruct", "us.meta.llama3-1-8b-instruct-v1:0".
    package init(ofModel name: String) {
        let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }
        // "gpt-oss": of its two words neither tells anything.
        let hasPair = zip(words, words.dropFirst()).contains { $0 == "gpt" && $1.hasPrefix("oss") }
        self = hasPair || words.contains(where: Self.isOpenWeight) ? .openWeight : .frontier
    }

    /// The family of several models, any of which may answer: the usual prompts suit all.
    package init(ofModels names: some Sequence<String>) {
        let families = Set(names.map(ModelFamily.init(ofModel:)))
        self = families.count == 1 ? families.first ?? .frontier : .frontier
    }

    /// The word up to its version: "llama3", "qwen2", "phi4".
    private static func isOpenWeight(_ word: Substring) -> Bool {
        let name = String(word.prefix(while: \.isLetter))
        // A server, which also passes calls on to other models.
        guard name != "ollama" else { return false }
        return names.contains(name) || endings.contains(where: name.hasSuffix)
    }

    private static let names: Set<String> = [
        "phi", "deepseek", "llava", "bakllava", "mixtral", "qwq", "qvq", "granite", "olmo", "smollm", "smolvlm",
        "falcon",
        "vicuna", "zephyr", "moondream", "minicpm", "internvl", "internlm", "nemotron", "starcoder", "stablelm",
        "mistralai", "qwenlm",
    ]

    /// Whole names too: "llama", "tinyllama", "codegemma", "mistral", "pixtral" and "devstral".
    private static let endings = ["llama", "gemma", "qwen", "stral", "xtral"]
}
