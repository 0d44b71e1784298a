import Caching
import Foundation
import MediaTools
import StepEngine

/// What the engine itself costs: a hit in memory, a hit on disk, what it adds to a run, and ten thousand askers at once.
func engineBenchmark() async throws -> String {
    try await withFolder { home in
        let plan = LanePlan(widths: [:], defaultWidth: 2, memoryBudget: 1 << 30)
        let steps = (0..<5_000).map { Sum(label: "sentence number \($0) of the talk", numbers: [1, 2, $0]) }

        // A plain dictionary with the same keys is the neighbour that a hit in memory is measured against.
        let memoryOnly = Engine(disk: nil, plan: plan)
        for step in steps { _ = try await memoryOnly.value(of: step) }
        let memoryHit = try await perItem(steps, rounds: 9) { step in
            try check(try await memoryOnly.value(of: step) == step.answer, "a wrong value from memory")
        }
        let dictionary = Dictionary(uniqueKeysWithValues: steps.map { (AnyHashable($0), $0.answer) })
        let dictionaryHit = try await perItem(steps, rounds: 9) { step in
            try check(dictionary[AnyHashable(step)] == step.answer, "a wrong value from the dictionary")
        }

        let writing = Engine(disk: try DiskCache(home: home), plan: plan)
        let keptRun = try await perItem(Array(steps.prefix(1_000))) { _ = try await writing.value(of: $0) }
        let bare = try await perItem(steps.map { Sum(label: "x" + $0.label, numbers: $0.numbers) }) {
            _ = try await Engine.bareRun($0)
        }
        let fresh = Engine(disk: nil, plan: plan)
        let addedRun = try await perItem(steps) { _ = try await fresh.value(of: $0) }

        let reading = Engine(disk: try DiskCache(home: home), plan: plan)
        let diskHit = try await perItem(Array(steps.prefix(1_000))) { step in
            try check(try await reading.value(of: step) == step.answer, "a wrong value from disk")
        }
        let flights = try await tenThousandAskers()
        let kill = try await slowestKill()
        return """
            | question | measured | bound |
            |---|---|---|
            | hit in memory | \(micro(memoryHit)) (\((memoryHit / dictionaryHit).text()) x a plain dictionary's \(micro(dictionaryHit))) | 2 µs |
            | hit on disk | \(micro(diskHit)) | 200 µs |
            | added to a run, results kept in memory | \(micro(addedRun - bare)) | 50 µs |
            | added to a run, result durable on disk before it is handed out | \(micro(keptRun - bare)) | |
            | 10,000 equal requests at once | \(flights.runs) run, \((flights.wall * 1000).text()) ms, of which the run 200 | 1 run |
            | a cancelled encode's program is gone, slowest of 20 | \((kill * 1000).text()) ms | 200 ms |
            """
    }
}

private struct Sum: Step {
    static let kind: StepKind = "bench.sum"
    var label: String
    var numbers: [Int]
    var answer: Int { numbers.reduce(label.utf8.count, +) }

    func run(in context: StepContext) async throws -> Int { answer }
}

/// Long enough for everybody to ask meanwhile.
private struct Slow: Step {
    static let kind: StepKind = "bench.slow"

    func run(in context: StepContext) async throws -> Int {
        try await Task.sleep(for: .milliseconds(200))
        return 7
    }
}

extension Engine {
    /// What a run costs without an engine: a task of its own, awaited.
    fileprivate static func bareRun(_ step: Sum) async throws -> Int {
        try await Task { step.answer }.value
    }
}

/// From the cancellation of an endless encode to the end of its process.
private func slowestKill() async throws -> Double {
    let ffmpeg = FFmpeg(tools: SubprocessRunner())
    var slowest = 0.0
    for _ in 0..<20 {
        let (progress, signal) = AsyncStream.makeStream(of: Void.self)
        let task = Task {
            try await ffmpeg.run(
                [.generated("testsrc2=s=1280x720:r=30", options: [])], ["-c:v", "libx264", "-preset", "slow"],
                to: .nothing
            ) { _ in signal.yield() }
        }
        for await _ in progress { break }
        let start = ContinuousClock.now
        task.cancel()
        let outcome = await task.result
        slowest = max(slowest, (ContinuousClock.now - start) / .seconds(1))
        try check((try? outcome.get()) == nil, "a cancelled encode came to an end")
    }
    return slowest
}

private func tenThousandAskers() async throws -> (runs: Int, wall: Double) {
    let log = EventLog()
    let engine = Engine(
        disk: nil, plan: LanePlan(widths: [:], defaultWidth: 2, memoryBudget: 1 << 30), observers: [log])
    let slow = Slow()
    let (_, cost) = try await Cost.of {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<10_000 { group.addTask { try await engine.value(of: slow) } }
            for try await value in group { try check(value == 7, "a wrong shared value") }
        }
    }
    let runs = log.all.count { if case .didRun = $0.happening { true } else { false } }
    try check(runs == 1, "\(runs) runs for equal requests")
    return (runs, cost.wall)
}

/// The mean time of one item in seconds: the median of so many rounds. A run and a first read happen once.
private func perItem<Item>(
    _ items: [Item], rounds: Int = 1, _ body: (Item) async throws -> Void
) async throws -> Double {
    var times: [Double] = []
    for _ in 0..<rounds {
        let start = ContinuousClock.now
        for item in items { try await body(item) }
        times.append((ContinuousClock.now - start) / .seconds(1) / Double(items.count))
    }
    return times.sorted()[rounds / 2]
}

private func micro(_ seconds: Double) -> String { (seconds * 1e6).text() + " µs" }
