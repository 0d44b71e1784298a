import Essentials
import Foundation
import StepEngine

/// Turns a text round.
struct Reverse: Step {
    static let kind: StepKind = "test.reverse"
    var text: String

    func run(in context: StepContext) async throws -> String {
        TestWorld.current.happened("reverse \(text)")
        return String(text.reversed())
    }
}

/// Waits until the test says go, or until it is cancelled.
struct Hold: Step {
    static let kind: StepKind = "test.hold"
    var name: String

    func run(in context: StepContext) async throws -> String {
        let world = TestWorld.current
        await withTaskCancellationHandler {
            world.happened("began \(name)")
            await world.wait(for: "go \(name)")
        } onCancel: {
            world.happened("cancelled \(name)")
            world.open("go \(name)")
        }
        try Task.checkCancellation()
        return name
    }
}

struct Fail: Step {
    static let kind: StepKind = "test.fail"
    struct Trouble: Error, Equatable {}

    func run(in context: StepContext) async throws -> String {
        TestWorld.current.happened("failed")
        throw Trouble()
    }
}

/// Asks for the step that asks for it.
struct Chase: Step {
    static let kind: StepKind = "test.chase"
    var distance: Int
    var circle: Int

    func run(in context: StepContext) async throws -> Int {
        try await context.value(of: Chase(distance: (distance + 1) % circle, circle: circle))
    }
}

/// Writes its text into a file.
struct WriteFile: Step {
    static let kind: StepKind = "test.file"
    static let lane = Lane.cpu
    var tools: [String] { ["pen"] }
    var text: String

    func run(in context: StepContext) async throws -> Asset {
        try context.store(Data(text.utf8), mediaType: "text/plain")
    }
}

/// Holds a place and asks for another step.
struct Greedy: Step {
    static let kind: StepKind = "test.greedy"
    static let lane = Lane.cpu

    func run(in context: StepContext) async throws -> String {
        try await context.value(of: Reverse(text: "no"))
    }
}

/// Squares numbers, many at once.
struct Square: BatchStep {
    static let kind: StepKind = "test.square"
    var number: Int

    static func run(batch: [Square], in context: StepContext) async throws -> [Int] {
        TestWorld.current.happened("batch of \(batch.count)")
        return batch.map { $0.number * $0.number }
    }
}

/// Asks for a batch in which it is a member itself, behind others.
struct Loop: BatchStep {
    static let kind: StepKind = "test.loop"
    var number: Int

    static func run(batch: [Loop], in context: StepContext) async throws -> [Int] {
        guard batch.contains(where: { $0.number == 0 }) else { return batch.map(\.number) }
        return try await context.values(of: [Loop(number: 7), Loop(number: 0)])
    }
}

/// Waits, many at once, until the test says go or all askers have gone.
struct HoldAll: BatchStep {
    static let kind: StepKind = "test.hold-all"
    var number: Int

    static func run(batch: [HoldAll], in context: StepContext) async throws -> [Int] {
        if batch.contains(where: { $0.number > 1 }) {
            _ = try await Hold(name: "all").run(in: context)
        }
        return batch.map(\.number)
    }
}
