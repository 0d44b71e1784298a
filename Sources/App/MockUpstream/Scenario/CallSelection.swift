/// Which calls of a sequence. All that is given must hold; calls are counted from 1.
public struct CallSelection: Hashable, Sendable {
    public var first: Int?
    public var from: Int?
    public var to: Int?
    /// Every twentieth: 20, 40, 60, …
    public var every: Int?
    public var numbers: [Int]?

    public init(first: Int? = nil, from: Int? = nil, to: Int? = nil, every: Int? = nil, numbers: [Int]? = nil) {
        self.first = first
        self.from = from
        self.to = to
        self.every = every
        self.numbers = numbers
    }

    func contains(_ number: Int) -> Bool {
        if let first, number > first { return false }
        if let from, number < from { return false }
        if let to, number > to { return false }
        if let every, every < 1 || !number.isMultiple(of: every) { return false }
        if let numbers, !numbers.contains(number) { return false }
        return true
    }
}

extension CallSelection: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case first, from, to, every, numbers
    }

    public init(from decoder: any Decoder) throws {
        let members = try ScenarioMembers<CodingKeys>(decoder)
        self.init(
            first: try members[.first], from: try members[.from], to: try members[.to], every: try members[.every],
            numbers: try members[.numbers])
    }
}
