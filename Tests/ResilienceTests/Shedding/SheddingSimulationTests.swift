import Resilience
import TestKit
import Testing

/// A server of ten places with a queue in front, and clients that give up after a second and may come again.
private struct Server {
    struct Request {
        var arrival: Double
        var priority: Int
        var attempts = 1
    }

    enum Event {
        case newRequest
        case arrival(Request)
        case end(Request)
    }

    let places = 10
    let service = 0.1
    let patience = 1.0
    var retries = 0
    /// Requests per second until ``overloadEnd``, and from then on. The server can do 100.
    var overload = 300.0
    var normal = 80.0
    let overloadEnd = 30.0
    var random: SeededGenerator
    var shedder: LoadShedder? = LoadShedder(
        policy: SheddingPolicy(target: .milliseconds(100), longestWait: .milliseconds(900)))

    var queue: [Request] = []
    var busy = 0
    var events = EventQueue<Event>()
    /// Answers in time, by the time when they were given.
    var good: [(time: Double, priority: Int)] = []
    /// New requests by the time when they came, without repetitions.
    var offered: [(time: Double, priority: Int)] = []

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    mutating func run(for duration: Double) {
        events.plan(.newRequest, at: 0)
        while let (time, event) = events.next() {
            switch event {
            case .newRequest:
                guard time < duration else { continue }
                let rate = time < overloadEnd ? overload : normal
                events.plan(.newRequest, at: time + random.pause(rate: rate))
                let request = Request(arrival: time, priority: Int.random(in: 0...9, using: &random))
                offered.append((time, request.priority))
                arrive(request, at: time)
            case .arrival(let request):
                arrive(request, at: time)
            case .end(let request):
                busy -= 1
                if time - request.arrival <= patience {
                    good.append((time, request.priority))
                } else {
                    comeAgain(request, in: 0.1, at: time)
                }
            }
            serve(at: time)
        }
    }

    private mutating func arrive(_ request: Request, at time: Double) {
        let decision = shedder?.admit(priority: request.priority, queued: queue.count, at: instant(time))
        if case .refuse(let pause) = decision { return comeAgain(request, in: pause / .seconds(1), at: time) }
        queue.append(request)
    }

    private mutating func serve(at time: Double) {
        while busy < places, !queue.isEmpty {
            let request = queue.removeFirst()
            let waited = Duration.seconds(time - request.arrival)
            let decision = shedder?.begin(waited: waited, queued: queue.count, at: instant(time))
            if case .refuse(let pause) = decision {
                comeAgain(request, in: pause / .seconds(1), at: time)
                continue
            }
            busy += 1
            events.plan(.end(request), at: time + random.latency(median: service, spread: 0.2))
        }
    }

    private mutating func comeAgain(_ request: Request, in pause: Double, at time: Double) {
        guard request.attempts <= retries else { return }
        let again = Request(arrival: time + pause, priority: request.priority, attempts: request.attempts + 1)
        events.plan(.arrival(again), at: time + pause)
    }

    /// Answers in time per second.
    func goodput(from start: Double, to end: Double) -> Double {
        Double(good.count { $0.time >= start && $0.time < end }) / (end - start)
    }
}

@Suite("Load shedding, simulated")
struct SheddingSimulationTests {
    @Test("keeps the server useful at three times its capacity, and recovers within 5 s", arguments: 0..<5, [0, 3])
    func overload(seed: UInt64, retries: Int) {
        var server = Server(seed: seed)
        server.retries = retries
        server.run(for: 60)
        #expect(server.goodput(from: 5, to: 30) >= 90)
        let coming = Double(server.offered.count { $0.time >= 35 }) / 25
        #expect(server.goodput(from: 35, to: 60) >= 0.95 * coming)
    }

    @Test("serves the urgent in full while the others are refused")
    func urgentFirst() {
        var server = Server(seed: 1)
        server.run(for: 30)
        func share(_ priorities: ClosedRange<Int>) -> Double {
            Double(server.good.count { priorities.contains($0.priority) && $0.time > 5 })
                / Double(server.offered.count { priorities.contains($0.priority) && $0.time > 5 })
        }
        #expect(share(8...9) > 0.95)
        #expect(share(0...4) < 0.05)
    }

    @Test("without it, the same server stays down after the overload has gone")
    func metastableWithout() {
        var server = Server(seed: 1)
        server.shedder = nil
        server.retries = 3
        server.run(for: 60)
        #expect(server.goodput(from: 35, to: 60) < 20)
    }

    @Test("refuses next to nothing at 80 % of capacity", arguments: 0..<5)
    func normalLoad(seed: UInt64) {
        var server = Server(seed: seed)
        server.overload = 80
        server.run(for: 60)
        #expect(Double(server.good.count) >= 0.985 * Double(server.offered.count))
    }
}
