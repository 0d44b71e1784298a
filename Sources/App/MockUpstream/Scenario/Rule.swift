/// Something that happens to some calls. All conditions that are given must hold.
public struct Rule: Hashable, Sendable {
    /// What the log calls it.
    public var name: String?
    /// A model's name; "gemini*" means all that begin so.
    public var model: String?
    /// The caller's key (for Signature Version 4, the access key's name).
    public var key: String?
    /// How the path ends, such as "/embeddings".
    public var path: String?
    public var isStreaming: Bool?
    /// Which of the calls that meet the conditions above, counted from 1.
    public var calls: CallSelection?
    /// Since the scenario began.
    public var from: Seconds?
    public var to: Seconds?
    /// Of the calls that meet all conditions, by chance.
    public var share: Double
    /// One of them, by chance; empty for a rule that only changes the latency.
    public var faults: [Fault]
    public var latency: LatencySettings?

    public init(
        name: String? = nil, model: String? = nil, key: String? = nil, path: String? = nil, isStreaming: Bool? = nil,
        calls: CallSelection? = nil, from: Seconds? = nil, to: Seconds? = nil, share: Double = 1,
        faults: [Fault] = [], latency: LatencySettings? = nil
    ) {
        self.name = name
        self.model = model
        self.key = key
        self.path = path
        self.isStreaming = isStreaming
        self.calls = calls
        self.from = from
        self.to = to
        self.share = share
        self.faults = faults
        self.latency = latency
    }

    /// Whether it takes the whole provider away for a time, so that not even a connection is accepted.
    var closesDoor: Bool {
        faults.contains { $0.kind == .refused } && faults.count == 1 && model == nil && key == nil && path == nil
            && isStreaming == nil && calls == nil && share >= 1 && (from != nil || to != nil)
    }
}

extension Rule: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case name, model, key, path, calls, from, to, share, latency
        case isStreaming = "streaming"
        case faults = "fault"
    }

    public init(from decoder: any Decoder) throws {
        let members = try ScenarioMembers<CodingKeys>(decoder)
        self.init(
            name: try members[.name], model: try members[.model], key: try members[.key], path: try members[.path],
            isStreaming: try members[.isStreaming], calls: try members[.calls], from: try members[.from],
            to: try members[.to], share: try members.number(.share, or: 1, in: 0...1),
            faults: try members.list(.faults), latency: try members[.latency])
        guard !faults.isEmpty || latency != nil else { throw members.problem("a rule needs a fault or a latency") }
    }
}
