/// What a caller gets, and how it came about.
public struct GatewayReply: Sendable {
    public enum Content: Sendable {
        case answer(ModelAnswer)
        case stream(AnswerStream)
    }

    public var content: Content
    public var report: CallReport
}
