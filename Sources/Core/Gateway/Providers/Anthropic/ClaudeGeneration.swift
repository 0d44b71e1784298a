/// Which generation of Claude a model's name says, for what differs between them.
struct ClaudeGeneration: Comparable, Hashable, Sendable {
    let major: Int
    let minor: Int

    init(_ major: Int, _ minor: Int = 0) {
        self.major = major
        self.minor = minor
    }

    /// Reads "claude-3-5-sonnet-latest", "claude-sonnet-4-5-20250929", "anthropic/claude-opus-4.6" and the like;
    /// `nil` for other names.
    init?(model: String) {
        let words = model.lowercased().split { !$0.isLetter && !$0.isNumber }
        guard let claude = words.firstIndex(of: "claude") else { return nil }
        let rest = words[(claude + 1)...]
        // Dates have eight digits, and the numbers of a generation one or two.
        guard let place = rest.firstIndex(where: { $0.count <= 2 && Int($0) != nil }), let major = Int(rest[place])
        else { return nil }
        let next = rest[(place + 1)...].first
        self.init(major, next.flatMap { $0.count <= 2 ? Int($0) : nil } ?? 0)
    }

    static func < (left: ClaudeGeneration, right: ClaudeGeneration) -> Bool {
        (left.major, left.minor) < (right.major, right.minor)
    }
}

/// What a model behind Anthropic's interface can do, by its name or by the endpoint's settings.
///
/// A name that says no generation is taken for a new model.
struct ClaudeAbilities: Hashable, Sendable {
    /// Whether the answer can be held to a JSON schema by `output_config.format` (Claude 4.1, 4.5 and later).
    let hasStructuredOutput: Bool
    /// Whether the last message may be the beginning of the answer (until Claude 4.5; later models refuse it).
    let acceptsPrefill: Bool
    let thinking: Thinking
    /// The most tokens to write when the request does not say: Anthropic demands a number.
    let usualMaxTokens: Int

    enum Thinking: Hashable, Sendable {
        case none
        /// With a number of tokens (`budget_tokens`).
        case budget
        /// By the model's own measure (`output_config.effort`).
        case adaptive
    }

    init(_ target: CallTarget) {
        let generation = ClaudeGeneration(model: target.model)
        let settings = target.settings
        hasStructuredOutput =
            settings["structured_output"].map { $0 == "native" } ?? generation.map { $0 >= Self.fourOne } ?? true
        acceptsPrefill = settings["prefill"].map { $0 == "true" } ?? generation.map { $0 < Self.fourSix } ?? false
        thinking =
            switch generation {
            case .some(let known) where known < Self.threeSeven: .none
            case .some(let known) where known < Self.fourSix: .budget
            default: .adaptive
            }
        usualMaxTokens =
            settings["max_tokens"].flatMap { Int($0) }
            ?? generation.map { $0 < Self.threeFive ? 4096 : $0 < Self.threeSeven ? 8192 : 16_384 } ?? 16_384
    }

    private static let threeFive = ClaudeGeneration(3, 5)
    private static let threeSeven = ClaudeGeneration(3, 7)
    private static let fourOne = ClaudeGeneration(4, 1)
    private static let fourSix = ClaudeGeneration(4, 6)
}
