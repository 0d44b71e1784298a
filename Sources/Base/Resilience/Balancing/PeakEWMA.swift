import Foundation

/// An estimate of an endpoint's latency that believes bad news at once and good news slowly, together with the number
/// of calls under way.
///
/// A latency above the estimate replaces it; one below pulls it down with the time constant ``decay``, and so does
/// the mere passing of time, as far as the endpoint's typical latency. The typical latency itself is forgotten over
/// ``memory``, so that an endpoint which was avoided is tried again now and then. While calls are under way and none
/// ends, the time since the last end is a lower bound: an endpoint that hangs becomes expensive before anything timed
/// out.
///
/// After Finagle's `PeakEwma` balancer (Twitter) and its successor in linkerd. A pure value: time comes in as an
/// argument.
///
///     load.begin(at: now)
///     …
///     load.end(after: .milliseconds(310), at: later)
///     let candidate = CandidateLoad(id: 0, load: load.estimate(at: later))
public struct PeakEWMA: Sendable {
    /// Seconds after which about a third of a peak is left.
    public let decay: Double
    /// Seconds after which about a third of the typical latency is left when nothing is called.
    public let memory: Double
    /// Calls under way.
    public private(set) var outstanding = 0

    /// The estimate in seconds when it was last changed.
    private var peak = 0.0
    private var typical = 0.0
    /// When the two were last changed; `nil` before the first call has ended.
    private var changed: ContinuousClock.Instant?
    /// Since when calls have been under way without one of them ending.
    private var waitingSince: ContinuousClock.Instant?

    /// The weight of one latency in the typical one.
    private static let typicalWeight = 0.1
    /// What a first failure counts as when it came sooner, in seconds.
    private static let firstFailure = 1.0
    /// The most that repeated failures make of an estimate, in seconds.
    private static let longest = 60.0

    /// - Parameters:
    ///   - decay: the time constant with which a peak is forgotten.
    ///   - memory: the time constant with which the typical latency is forgotten while nothing is called.
    public init(decay: Duration = .seconds(10), memory: Duration = .seconds(300)) {
        self.decay = max(decay / .seconds(1), 1e-6)
        self.memory = max(memory / .seconds(1), 1e-6)
    }

    /// A call begins.
    public mutating func begin(at now: ContinuousClock.Instant) {
        if outstanding == 0 { waitingSince = now }
        outstanding += 1
    }

    /// A call has ended well, `latency` after it began.
    public mutating func end(after latency: Duration, at now: ContinuousClock.Instant) {
        endOne(at: now)
        let seconds = max(latency / .seconds(1), 0)
        if changed == nil {
            typical = seconds
        } else {
            typical += Self.typicalWeight * (seconds - typical)
        }
        observe(seconds, at: now)
    }

    /// A call has failed. A quick refusal is not speed: it counts as twice the present estimate, at most a minute.
    public mutating func fail(after latency: Duration, at now: ContinuousClock.Instant) {
        let before = changed == nil ? Self.firstFailure : 2 * settled(at: now)
        endOne(at: now)
        observe(max(latency / .seconds(1), min(before, Self.longest)), at: now)
    }

    /// A call was given up after `latency` because a hedge had answered. It would have taken longer, nobody knows how
    /// much: it counts twice.
    public mutating func wasOvertaken(after latency: Duration, at now: ContinuousClock.Instant) {
        endOne(at: now)
        observe(2 * max(latency / .seconds(1), 0), at: now)
    }

    /// A call was given up by the caller: it says nothing about the endpoint.
    public mutating func abandon(at now: ContinuousClock.Instant) {
        endOne(at: now)
    }

    /// What is known now, for the ``Balancer``.
    public func estimate(at now: ContinuousClock.Instant) -> EndpointLoad {
        let stalled = outstanding > 0 ? waitingSince.map { $0.duration(to: now) / .seconds(1) } ?? 0 : 0
        return EndpointLoad(
            latency: max(settled(at: now), stalled), isKnown: changed != nil, outstanding: outstanding)
    }

    private mutating func endOne(at now: ContinuousClock.Instant) {
        outstanding = max(outstanding - 1, 0)
        waitingSince = outstanding > 0 ? now : nil
    }

    private mutating func observe(_ seconds: Double, at now: ContinuousClock.Instant) {
        guard let changed else {
            peak = seconds
            self.changed = now
            return
        }
        if seconds > settled(at: now) {
            peak = seconds
        } else {
            let kept = exp(-elapsed(since: changed, now) / decay)
            peak = peak * kept + seconds * (1 - kept)
        }
        self.changed = max(changed, now)
    }

    /// The estimate in seconds, without regard to calls under way; 0 before the first end.
    private func settled(at now: ContinuousClock.Instant) -> Double {
        guard let changed else { return 0 }
        let idle = elapsed(since: changed, now)
        let typical = typical * exp(-idle / memory)
        return typical + max(peak - typical, 0) * exp(-idle / decay)
    }

    private func elapsed(since start: ContinuousClock.Instant, _ now: ContinuousClock.Instant) -> Double {
        max(start.duration(to: now) / .seconds(1), 0)
    }
}
