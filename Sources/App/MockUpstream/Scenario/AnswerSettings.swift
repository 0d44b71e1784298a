/// What answers are made of.
public struct AnswerSettings: Hashable, Sendable {
    public enum Style: String, Codable, Hashable, Sendable {
        /// "token-0 token-1 token-2 …"
        case numbered
        /// "token-3f9a2c-0 token-3f9a2c-1 …", where the letters are made of the question: an answer that was given to
        /// somebody else shows.
        case tagged
        /// What was asked, word by word.
        case echo
    }

    /// How many tokens an answer has. The draw depends on the question alone: the same question always has the same
    /// answer, and the continuation of a cut answer ends where the answer would have ended.
    public var tokens: Distribution
    public var style: Style
    /// The text of every answer, in place of a style.
    public var text: String?
    /// Answers to certain questions, before `text` and `style`: the first that fits.
    public var replies: [ScriptedReply]
    /// The model that answers name; without it, the one that was asked for.
    public var model: String?
    /// Numbers of a vector where the request does not say.
    public var dimensions: Int

    public init(
        tokens: Distribution = .constant(16), style: Style = .numbered, text: String? = nil,
        replies: [ScriptedReply] = [], model: String? = nil, dimensions: Int = 256
    ) {
        self.tokens = tokens
        self.style = style
        self.text = text
        self.replies = replies
        self.model = model
        self.dimensions = dimensions
    }
}

extension AnswerSettings: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case tokens, style, text, replies, model, dimensions
    }

    public init(from decoder: any Decoder) throws {
        let members = try ScenarioMembers<CodingKeys>(decoder)
        let dimensions = try members.number(.dimensions, or: 256, in: 1...65_536)
        self.init(
            tokens: try members.value(.tokens, or: .constant(16)), style: try members.value(.style, or: .numbered),
            text: try members[.text], replies: try members.list(.replies), model: try members[.model],
            dimensions: Int(dimensions))
    }
}
