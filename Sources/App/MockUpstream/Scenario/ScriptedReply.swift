/// What is answered to a question that holds certain words.
///
///     answer:
///       replies:
///         - {model: slides.script, contains: ["Costs by quarter"], text: "Costs fell in every quarter."}
public struct ScriptedReply: Hashable, Sendable {
    /// A model's name; "gemini*" means all that begin so. `nil`: any.
    public var model: String?
    /// All of them have to stand in the question; none: every question is meant.
    public var contains: [String]
    public var text: String

    public init(model: String? = nil, contains: [String] = [], text: String) {
        self.model = model
        self.contains = contains
        self.text = text
    }

    func answers(_ question: Question) -> Bool {
        if let model, !ModelPattern(model).matches(question.model) { return false }
        return contains.allSatisfy { question.prompt.contains($0) }
    }
}

extension ScriptedReply: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case model, contains, text
    }

    public init(from decoder: any Decoder) throws {
        let members = try ScenarioMembers<CodingKeys>(decoder)
        guard let text: String = try members[.text] else { throw members.problem("a reply needs a text") }
        self.init(model: try members[.model], contains: try members.list(.contains), text: text)
    }
}
