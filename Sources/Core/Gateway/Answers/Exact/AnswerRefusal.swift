import JSON

/// Why an answer is not kept.
///
/// An answer is kept if a second call could have given it, whole. Errors never come here: they are not answers.
/// An answer that ends at the caller's own limit of tokens (`finish_reason: length`) is kept, since the limit is part
/// of the request. The temperature is not looked at: a route whose cache is on takes the first sample for all, and
/// callers who want another one change `seed` or ask the gateway not to use its cache.
public enum AnswerRefusal: String, Hashable, Sendable {
    /// The provider's filter took part of it away; another attempt may pass.
    case filtered
    /// It does not say why it stopped: it was cut.
    case truncated
    /// There is no content, or what should be JSON is not, or it tells of an error.
    case unusable
    /// It would push out too much else.
    case tooLarge

    /// The reason not to keep `answer`, if there is one that can be seen in it.
    public init?(of answer: ModelAnswer, to operation: ModelOperation) {
        guard !answer.payload.isEmpty else {
            self = .unusable
            return
        }
        if let json = answer.json, json["error"].map({ $0 != .null }) ?? false {
            self = .unusable
            return
        }
        switch operation {
        case .chat, .completion:
            guard let reason = Self.ofChoices(in: answer) else { return nil }
            self = reason
        case .embeddings:
            guard answer.json == nil else { return nil }
            self = .unusable
        case .speech, .transcription:
            return nil
        }
    }

    private static func ofChoices(in answer: ModelAnswer) -> AnswerRefusal? {
        guard let choices = answer.json?["choices"]?.array, !choices.isEmpty else { return .unusable }
        for choice in choices {
            guard let finish = choice["finish_reason"]?.string else { return .truncated }
            if finish == FinishReason.contentFilter.rawValue { return .filtered }
        }
        return nil
    }
}
