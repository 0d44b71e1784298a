/// The members of one object of a scenario. A name that is not known is refused: a mistyped condition would otherwise
/// make a rule apply to everything.
struct ScenarioMembers<Name: CodingKey & CaseIterable & Hashable> {
    private let container: KeyedDecodingContainer<Name>

    init(_ decoder: any Decoder) throws {
        container = try decoder.container(keyedBy: Name.self)
        let known = Name.allCases.map(\.stringValue)
        let all = try decoder.container(keyedBy: AnyName.self)
        for name in all.allKeys where !known.contains(name.stringValue) {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: container.codingPath + [name],
                    debugDescription: "is not a setting; settings here: \(known.sorted().joined(separator: ", "))"))
        }
    }

    subscript<Value: Decodable>(name: Name) -> Value? {
        get throws { try container.decodeIfPresent(Value.self, forKey: name) }
    }

    func value<Value: Decodable>(_ name: Name, or usual: Value) throws -> Value {
        try container.decodeIfPresent(Value.self, forKey: name) ?? usual
    }

    /// A number of `range`.
    func number(_ name: Name, or usual: Double, in range: ClosedRange<Double>) throws -> Double {
        let number = try value(name, or: usual)
        guard range.contains(number) else {
            throw problem("'\(name.stringValue)' must be from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// One element or several.
    func list<Value: Decodable>(_ name: Name) throws -> [Value] {
        guard container.contains(name) else { return [] }
        if var elements = try? container.nestedUnkeyedContainer(forKey: name) {
            var values: [Value] = []
            while !elements.isAtEnd { values.append(try elements.decode(Value.self)) }
            return values
        }
        return [try container.decode(Value.self, forKey: name)]
    }

    func problem(_ words: String) -> DecodingError {
        DecodingError.dataCorrupted(
            DecodingError.Context(codingPath: container.codingPath, debugDescription: words))
    }
}

private struct AnyName: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}
