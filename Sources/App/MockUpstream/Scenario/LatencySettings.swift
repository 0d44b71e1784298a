/// How long answers take.
public struct LatencySettings: Hashable, Sendable {
    /// Seconds until the first token.
    public var firstToken: Distribution
    /// Seconds between two tokens. An answer that is not streamed takes as long in all.
    public var perToken: Distribution
    public var stragglers: Stragglers?

    /// A share of calls that take longer by a factor.
    public struct Stragglers: Codable, Hashable, Sendable {
        public var share: Double
        public var factor: Double

        public init(share: Double, factor: Double) {
            self.share = share
            self.factor = factor
        }
    }

    public init(
        firstToken: Distribution = .constant(0), perToken: Distribution = .constant(0), stragglers: Stragglers? = nil
    ) {
        self.firstToken = firstToken
        self.perToken = perToken
        self.stragglers = stragglers
    }
}

extension LatencySettings: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case stragglers
        case firstToken = "first_token"
        case perToken = "per_token"
    }

    public init(from decoder: any Decoder) throws {
        let members = try ScenarioMembers<CodingKeys>(decoder)
        self.init(
            firstToken: try members.value(.firstToken, or: .constant(0)),
            perToken: try members.value(.perToken, or: .constant(0)), stragglers: try members[.stragglers])
    }
}
