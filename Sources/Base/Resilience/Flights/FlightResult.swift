public import Essentials

/// What a flight gave, and whether this caller's work made it.
public struct FlightResult<Value: Sendable>: Sendable {
    public var value: Value
    /// Whether this caller came first. The others share what it began, also after it has left.
    public var isLeader: Bool

    @inlinable
    public init(value: Value, isLeader: Bool) {
        self.value = value
        self.isLeader = isLeader
    }
}

/// Why a flight could not give what its work made.
public enum FlightFailure: DescribedFailure, Equatable {
    /// A shared stream outgrew what is kept of it for those who join later.
    case streamTooLarge(limit: Int)

    public var code: String {
        switch self {
        case .streamTooLarge: "flight.too-large"
        }
    }

    public var message: String {
        switch self {
        case .streamTooLarge(let limit): "A shared stream has grown beyond \(limit) bytes and was ended."
        }
    }

    public var remedy: String? {
        switch self {
        case .streamTooLarge: "Raise the limit, or do not share streams of this size."
        }
    }

    public var category: FailureCategory { .failed }
}
