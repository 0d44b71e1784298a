/// Something that a step carries and that does not decide its result, such as where to find what it names by its
/// content. All incidentals are equal, and none is part of a key.
public struct Incidental<Value: Sendable>: Sendable, Hashable, Encodable {
    public var value: Value

    public init(_ value: Value) {
        self.value = value
    }

    public static func == (left: Self, right: Self) -> Bool { true }
    public func hash(into hasher: inout Hasher) {}
    public func encode(to encoder: any Encoder) throws {}
}
