/// How a mock provider behaves: how long its answers are, how long they take, when it throttles, and what goes wrong.
///
/// Written as YAML or JSON; every member may be left out. An empty scenario answers everything at once.
///
///     region: us-central1
///     answer: {tokens: 200}
///     latency: {first_token: {mean: 800ms, p95: 2s}, per_token: 20ms, stragglers: {share: 0.05, factor: 10}}
///     throttle: {requests_per_minute: 600, burst: 20, retry_after: seconds}
///     rules:
///       - {key: expired-key, fault: 401}
///       - {calls: {first: 3}, fault: 503}
///       - {from: 5s, to: 65s, fault: refused}
///       - {share: 0.05, fault: {kind: cut, after_tokens: 7}}
public struct Scenario: Hashable, Sendable {
    /// A label that answers carry in `x-mock-region`, for telling several mocks apart.
    public var region: String?
    /// Every span of the scenario is multiplied by this, and every rate divided: 0.01 plays a minute in 600 ms.
    public var timeScale: Double
    /// What `/v1/models` lists. A model that is not listed is unknown (404); an empty list knows every model.
    public var models: [String]
    public var answer: AnswerSettings
    public var latency: LatencySettings
    public var throttle: ThrottleSettings
    /// In order: the first rule with a fault that applies to a call decides it, and so does the first with a latency.
    public var rules: [Rule]

    public init(
        region: String? = nil, timeScale: Double = 1, models: [String] = [], answer: AnswerSettings = AnswerSettings(),
        latency: LatencySettings = LatencySettings(), throttle: ThrottleSettings = ThrottleSettings(),
        rules: [Rule] = []
    ) {
        self.region = region
        self.timeScale = timeScale
        self.models = models
        self.answer = answer
        self.latency = latency
        self.throttle = throttle
        self.rules = rules
    }

    /// Whether nothing in it depends on time, order or chance, so that equal requests have equal answers at once.
    var isPlain: Bool {
        rules.isEmpty && throttle == ThrottleSettings() && latency == LatencySettings()
    }
}

extension Scenario: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case region, models, answer, latency, throttle, rules
        case timeScale = "time_scale"
    }

    public init(from decoder: any Decoder) throws {
        let members = try ScenarioMembers<CodingKeys>(decoder)
        self.init(
            region: try members[.region], timeScale: try members.number(.timeScale, or: 1, in: 0.000_001...1_000_000),
            models: try members.value(.models, or: []), answer: try members.value(.answer, or: AnswerSettings()),
            latency: try members.value(.latency, or: LatencySettings()),
            throttle: try members.value(.throttle, or: ThrottleSettings()), rules: try members.value(.rules, or: []))
    }
}
