import HTTPMessages
import JSON
import NIOPosix
import Networking
import Synchronization

/// What a program does that calls a provider by itself: some attempts, a fixed pause between them.
struct NaiveCaller: Sendable {
    enum Order: Sendable {
        /// Always the first region.
        case first
        /// Each call to the next region.
        case roundRobin
    }

    let regions: [MockRegion]
    let client: HTTPClient
    var order = Order.first
    var attempts = 3
    var pause: Duration
    /// For one attempt.
    var timeout: Duration = .seconds(60)
    private let turn = Turn()

    init(
        _ regions: [MockRegion], order: Order = .first, attempts: Int = 3, pause: Duration,
        timeout: Duration = .seconds(60)
    ) {
        self.regions = regions
        self.order = order
        self.attempts = attempts
        self.pause = pause
        self.timeout = timeout
        client = HTTPClient(group: MultiThreadedEventLoopGroup.singleton)
    }

    func ask(_ question: Question, deadline: Duration? = nil) async throws -> Reply {
        var status = 0
        let end = deadline.map { ContinuousClock.now + $0 }
        for attempt in 1...attempts {
            status = try await call(question, by: end)
            if status == 200 { return Reply(attempts: attempt) }
            if let end, end <= .now { break }
            if attempt < attempts { try await Task.sleep(for: pause) }
        }
        return Reply(attempts: attempts, status: status, code: "naive")
    }

    /// - Returns: the status; 0 when there was no proper answer.
    private func call(_ question: Question, by end: ContinuousClock.Instant?) async throws -> Int {
        let region = regions[order == .first ? 0 : turn.next() % regions.count]
        let request = HTTPRequest(
            origin: region.base.origin, target: "/v1/chat/completions",
            headers: ["Content-Type": "application/json"], body: question.body(model: "model-a").serialized())
        let deadline = min(ContinuousClock.now + timeout, end ?? ContinuousClock.now + timeout)
        guard let exchange = try? await client.send(request, limits: CallLimits(deadline: deadline)),
            let body = try? await exchange.collect(upTo: 1 << 20)
        else { return 0 }
        guard exchange.head.status == 200 else { return exchange.head.status }
        guard let json = try? JSONValue(parsing: body) else { return 0 }
        try question.check(json)
        return 200
    }

    private final class Turn: Sendable {
        private let count = Atomic(0)

        func next() -> Int { count.wrappingAdd(1, ordering: .relaxed).oldValue }
    }
}
