import Resilience
import TestKit
import Testing

/// An endpoint that serves so many calls at once and turns the others away, and callers that wait for a limit before it.
private struct Endpoint {
    enum Event {
        case arrival
        case again
        case answer(began: Double)
        case refusal(began: Double)
    }

    var places: Int
    /// Calls that are turned away although there was a place.
    var flakiness = 0.0
    let service = 0.04
    let refusal = 0.001
    var limit = AdaptiveLimit(policy: .init(initial: 64, most: 2000))
    var random: SeededGenerator
    private var queue = EventQueue<Event>()
    private var waiting = 0
    private var taken = 0
    private(set) var answered = 0
    private(set) var refused = 0
    private(set) var now = 0.0

    init(places: Int, seed: UInt64) {
        self.places = places
        random = SeededGenerator(seed: seed)
    }

    /// Goes on for some seconds with so many new calls a second.
    mutating func run(rate: Double, for duration: Double) {
        (answered, refused) = (0, 0)
        let end = now + duration
        queue.plan(.arrival, at: now + random.pause(rate: rate))
        while now < end, let (time, event) = queue.next() {
            now = time
            switch event {
            case .arrival:
                waiting += 1
                if time < end { queue.plan(.arrival, at: time + random.pause(rate: rate)) }
            case .again: waiting += 1
            case .answer(let began):
                answered += 1
                taken -= 1
                limit.end(.success(latency: .seconds(now - began)), started: instant(began), at: instant(now))
            case .refusal(let began):
                refused += 1
                queue.plan(.again, at: now + 0.05)
                limit.end(.refused, started: instant(began), at: instant(now))
            }
            begin()
        }
    }

    private mutating func begin() {
        while waiting > 0, limit.tryBegin() {
            waiting -= 1
            if taken >= places || random.fraction() < flakiness {
                queue.plan(.refusal(began: now), at: now + refusal)
            } else {
                taken += 1
                queue.plan(.answer(began: now), at: now + service)
            }
        }
    }
}

@Suite("An endpoint that turns calls away when its places are taken, in a simulation")
struct PlacesSimulationTests {
    @Test("is soon used fully, and turns hardly any away", arguments: [4, 10, 40], 1...2 as ClosedRange<UInt64>)
    func learnsPlaces(places: Int, seed: UInt64) {
        var endpoint = Endpoint(places: places, seed: seed)
        let capacity = Double(places) / endpoint.service
        endpoint.run(rate: 2 * capacity, for: 1)
        endpoint.run(rate: 2 * capacity, for: 3)
        #expect(Double(endpoint.answered) > 0.9 * capacity * 3, "\(endpoint.answered), limit \(endpoint.limit.limit)")
        #expect(Double(endpoint.refused) < 0.4 * Double(endpoint.answered), "\(endpoint.refused) turned away")
        #expect(abs(endpoint.limit.limit - places) <= max(2, places / 5))
    }

    @Test("that gets more places is used fully again within some seconds", arguments: 1...2 as ClosedRange<UInt64>)
    func findsNewPlaces(seed: UInt64) {
        var endpoint = Endpoint(places: 4, seed: seed)
        endpoint.run(rate: 300, for: 2)
        endpoint.places = 24
        endpoint.run(rate: 300, for: 3)
        endpoint.run(rate: 300, for: 2)
        #expect(Double(endpoint.answered) > 0.9 * 300 * 2, "\(endpoint.answered), limit \(endpoint.limit.limit)")
    }

    @Test("for another reason than their number is not starved for that", arguments: 1...5 as ClosedRange<UInt64>)
    func flaky(seed: UInt64) {
        var endpoint = Endpoint(places: 1000, seed: seed)
        endpoint.flakiness = 0.12
        endpoint.run(rate: 200, for: 2)
        endpoint.run(rate: 200, for: 5)
        #expect(Double(endpoint.answered) > 0.85 * 1000, "\(endpoint.answered), limit \(endpoint.limit.limit)")
    }
}
