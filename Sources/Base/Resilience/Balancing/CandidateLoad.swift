/// How far away an endpoint is. Nearer ones are preferred, see ``Balancer``.
public enum Proximity: UInt8, Comparable, CaseIterable, Sendable {
    /// In the caller's own zone, or on its machine.
    case zone
    /// In the caller's region.
    case region
    /// Anywhere else.
    case remote

    /// Sorts a measured network round trip: below 3 ms is the same zone, below 30 ms the same region.
    public init(roundTrip: Duration) {
        self = roundTrip < .milliseconds(3) ? .zone : roundTrip < .milliseconds(30) ? .region : .remote
    }

    @inlinable
    public static func < (left: Proximity, right: Proximity) -> Bool { left.rawValue < right.rawValue }
}

/// How busy an endpoint is at one instant.
public struct EndpointLoad: Sendable, Equatable {
    /// The expected latency in seconds; a lower bound when it is not known.
    public var latency: Double
    /// Whether a call has ended yet.
    public var isKnown: Bool
    /// Calls under way.
    public var outstanding: Int

    public init(latency: Double, isKnown: Bool, outstanding: Int) {
        self.latency = latency
        self.isKnown = isKnown
        self.outstanding = outstanding
    }

    /// The latency in seconds, or a guess.
    ///
    /// - Parameter guess: the latency in seconds to assume of an endpoint of which nothing is known. With the best
    ///   latency of its peers a new endpoint gets its share at once, and no more than that.
    public func latency(guess: Double) -> Double {
        isKnown ? latency : max(latency, guess)
    }

    /// What one more call would cost, in seconds: latency x (outstanding + 1).
    public func cost(guess: Double) -> Double {
        latency(guess: guess) * (Double(outstanding) + 1)
    }
}

/// One endpoint as the ``Balancer`` sees it.
public struct CandidateLoad: Sendable, Equatable {
    /// The caller's name for the endpoint, such as its index.
    public var id: Int
    public var load: EndpointLoad
    public var proximity: Proximity
    /// The share of calls that it may take, relative to its peers; see ``SlowStart``. 0 or less: none.
    public var weight: Double
    /// Whether it may be called at all: not while its breaker is open or while it is ejected.
    public var isAvailable: Bool

    public init(
        id: Int, load: EndpointLoad, proximity: Proximity = .zone, weight: Double = 1, isAvailable: Bool = true
    ) {
        self.id = id
        self.load = load
        self.proximity = proximity
        self.weight = weight
        self.isAvailable = isAvailable
    }
}
