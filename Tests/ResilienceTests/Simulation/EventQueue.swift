import Foundation

/// The future of a simulation: events in the order of their time in seconds; those of one time in the order in which
/// they were planned. A binary heap.
struct EventQueue<Event> {
    private var heap: [(time: Double, number: Int, event: Event)] = []
    private var planned = 0

    mutating func plan(_ event: Event, at time: Double) {
        heap.append((time, planned, event))
        planned += 1
        var child = heap.count - 1
        while child > 0, isSooner(child, (child - 1) / 2) {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func next() -> (time: Double, event: Event)? {
        guard !heap.isEmpty else { return nil }
        heap.swapAt(0, heap.count - 1)
        let soonest = heap.removeLast()
        var parent = 0
        while true {
            let children = [2 * parent + 1, 2 * parent + 2].filter { $0 < heap.count }
            guard let sooner = children.min(by: { isSooner($0, $1) }), isSooner(sooner, parent) else { break }
            heap.swapAt(sooner, parent)
            parent = sooner
        }
        return (soonest.time, soonest.event)
    }

    private func isSooner(_ one: Int, _ other: Int) -> Bool {
        (heap[one].time, heap[one].number) < (heap[other].time, heap[other].number)
    }
}

extension RandomNumberGenerator {
    mutating func fraction() -> Double {
        Double.random(in: 0..<1, using: &self)
    }

    /// The time to the next of events that come independently of each other.
    mutating func pause(rate: Double) -> Double {
        -log(1 - fraction()) / rate
    }

    /// A latency around `median`, with a tail: log-normal.
    mutating func latency(median: Double, spread: Double) -> Double {
        let normal = (-2 * log(1 - fraction())).squareRoot() * cos(2 * .pi * fraction())
        return median * exp(spread * normal)
    }
}

extension [Double] {
    /// The value that the fraction `quantile` of these does not exceed.
    func quantile(_ quantile: Double) -> Double {
        sorted()[Swift.min(Swift.max(Int((quantile * Double(count)).rounded(.up)) - 1, 0), count - 1)]
    }
}

/// The beginning of all simulations and of tests with instants made by arithmetic.
let origin = ContinuousClock.now

func instant(_ seconds: Double) -> ContinuousClock.Instant { origin + .seconds(seconds) }
