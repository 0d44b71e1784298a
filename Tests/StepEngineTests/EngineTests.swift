import Caching
import Essentials
import Foundation
import StepEngine
import TestKit
import Testing

@Suite("The engine")
struct EngineTests {
    let log = EventLog()
    let world = TestWorld()
    let plan = LanePlan(widths: [:], defaultWidth: 2, memoryBudget: 1 << 30)

    func engine(home: URL? = nil, penVersion: String = "1", explains: Bool = false) throws -> Engine {
        Engine(
            disk: try home.map { try DiskCache(home: $0) }, plan: plan, fingerprint: { _ in penVersion },
            explains: explains, observers: [log])
    }

    @Test("does a step once, and remembers it")
    func once() async throws {
        let engine = try engine()
        #expect(try await engine.value(of: Reverse(text: "kyoto")) == "otoyk")
        #expect(try await engine.value(of: Reverse(text: "kyoto")) == "otoyk")
        #expect(log.drain() == ["ran test.reverse", "reused test.reverse (memory)"])
        #expect(try await engine.value(of: Reverse(text: "nara")) == "aran")
        #expect(log.drain() == ["ran test.reverse"])
    }

    @Test("finds on disk what another engine did before")
    func disk() async throws {
        try await withTemporaryFolder { home in
            _ = try await engine(home: home).value(of: Reverse(text: "kyoto"))
            #expect(try await engine(home: home).value(of: Reverse(text: "kyoto")) == "otoyk")
            #expect(log.drain() == ["ran test.reverse", "reused test.reverse (disk)"])
        }
    }

    @Test("looks for what is kept without running anything")
    func onlyLooking() async throws {
        try await withTemporaryFolder { home in
            let engine = try engine(home: home)
            _ = try await engine.value(of: Reverse(text: "kyoto"))
            _ = log.drain()
            for engine in [engine, try self.engine(home: home)] {
                let looking = engine.onlyLooking()
                #expect(try await looking.value(of: Reverse(text: "kyoto")) == "otoyk")
                await #expect(throws: EngineError.notKept("test.reverse")) {
                    try await looking.value(of: Reverse(text: "nara"))
                }
            }
            #expect(log.drain().isEmpty)
            #expect(EngineError.notKept("test.reverse").isNotKept && !EngineError.noDisk.isNotKept)
        }
    }

    @Test("lets two engines work side by side in one home, each finding what the other did")
    func sideBySide() async throws {
        try await withTemporaryFolder { home in
            let (one, two) = (try engine(home: home), try engine(home: home))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<100 {
                    for engine in [one, two] {
                        group.addTask { _ = try await engine.value(of: Reverse(text: "\(number)")) }
                    }
                }
                try await group.waitForAll()
            }
            _ = log.drain()
            _ = try await one.value(of: Reverse(text: "late"))
            _ = try await two.value(of: Reverse(text: "late"))
            #expect(log.drain() == ["ran test.reverse", "reused test.reverse (disk)"])
        }
    }

    @Test("gives ten thousand askers of one step one run")
    func singleFlight() async throws {
        let engine = try engine()
        try await TestWorld.$current.withValue(world) {
            try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<10_000 { group.addTask { try await engine.value(of: Hold(name: "one")) } }
                await world.wait(for: "began one")
                world.open("go one")
                for try await value in group { #expect(value == "one") }
            }
        }
        #expect(world.count("began one") == 1)
    }

    @Test("shares a failure with those who wait, and does not keep it")
    func failure() async throws {
        let engine = try engine()
        await TestWorld.$current.withValue(world) {
            await #expect(throws: Fail.Trouble.self) { try await engine.value(of: Fail()) }
            await #expect(throws: Fail.Trouble.self) { try await engine.value(of: Fail()) }
        }
        #expect(world.count("failed") == 2)
        #expect(log.drain() == ["failed test.fail", "failed test.fail"])
    }

    @Test("cancels a run when the last of those who wait has left, not before")
    func referenceCountedCancellation() async throws {
        let engine = try engine()
        await TestWorld.$current.withValue(world) {
            let first = Task { try await engine.value(of: Hold(name: "two")) }
            await world.wait(for: "began two")
            let joined = Task { () -> Result<String, any Error> in
                world.happened("second asks")
                do { return .success(try await engine.value(of: Hold(name: "two"))) } catch { return .failure(error) }
            }
            await world.wait(for: "second asks")
            first.cancel()
            await #expect(throws: CancellationError.self) { try await first.value }
            #expect(world.count("cancelled two") == 0 || world.count("began two") == 2)
            joined.cancel()
            _ = await joined.value
            await world.wait(for: "cancelled two")
        }
        #expect(world.count("cancelled two") >= 1)
    }

    @Test("refuses a step that waits for itself", arguments: [1, 2, 5])
    func cycle(length: Int) async throws {
        let engine = try engine()
        await #expect(throws: EngineError.cycle("test.chase")) {
            try await engine.value(of: Chase(distance: 0, circle: length))
        }
    }

    @Test("refuses two steps that wait for each other, whoever begins", .timeLimit(.minutes(1)))
    func mutualCycle() async throws {
        let engine = try engine()
        await withTaskGroup(of: Bool.self) { group in
            for start in 0..<2 {
                group.addTask { (try? await engine.value(of: Chase(distance: start, circle: 2))) == nil }
            }
            for await failed in group { #expect(failed) }
        }
    }

    @Test("refuses a step that asks for another while it holds a place")
    func asksFromLane() async throws {
        let engine = try engine()
        await #expect(throws: EngineError.asksFromLane("test.greedy", .cpu)) { try await engine.value(of: Greedy()) }
    }

    @Test("makes only the missing members of a batch, in one run")
    func batch() async throws {
        let engine = try engine()
        try await TestWorld.$current.withValue(world) {
            let nine = try await engine.value(of: Square(number: 3))
            let squares = try await engine.values(of: [1, 2, 3, 2].map { Square(number: $0) })
            #expect(nine == 9)
            #expect(squares == [1, 4, 9, 4])
        }
        #expect(world.count("batch of 1") == 1)
        #expect(world.count("batch of 2") == 1)
        #expect(try await engine.values(of: [Square]()) == [])
    }

    @Test("cancels a batch of which some members were on disk", .timeLimit(.minutes(1)))
    func cancelledBatch() async throws {
        try await withTemporaryFolder { home in
            _ = try await engine(home: home).values(of: [HoldAll(number: 1)])
            let engine = try engine(home: home)
            await TestWorld.$current.withValue(world) {
                let asker = Task { try await engine.values(of: [HoldAll(number: 1), HoldAll(number: 2)]) }
                await world.wait(for: "began all")
                asker.cancel()
                await world.wait(for: "cancelled all")
                await #expect(throws: CancellationError.self) { try await asker.value }
            }
        }
    }

    @Test("a batch that is refused leaves nothing half begun", .timeLimit(.minutes(1)))
    func refusedBatch() async throws {
        let engine = try engine()
        await #expect(throws: EngineError.cycle("test.loop")) { try await engine.value(of: Loop(number: 0)) }
        #expect(try await engine.value(of: Loop(number: 7)) == 7)
    }

    @Test("makes a result again whose file is gone or cut short, and says why", arguments: ["gone", "cut"])
    func damagedFile(damage: String) async throws {
        try await withTemporaryFolder { home in
            let first = try engine(home: home)
            let asset = try await first.value(of: WriteFile(text: "hello"))
            let file = try first.url(of: asset)
            try FileManager.default.removeItem(at: file)
            if damage == "cut" { try Data("he".utf8).write(to: file) }

            _ = log.drain()
            let second = try engine(home: home)
            #expect(try await second.value(of: WriteFile(text: "hello")) == asset)
            #expect(try String(contentsOf: second.url(of: asset), encoding: .utf8) == "hello")
            guard case .didRun(_, let reason) = log.all.last?.happening else {
                Issue.record("it did not run again")
                return
            }
            #expect(reason == .fileDamaged)
        }
    }

    @Test("says which field or tool made a step run again")
    func explains() async throws {
        try await withTemporaryFolder { home in
            let reason = { () -> RunReason? in
                if case .didRun(_, let reason) = log.all.last?.happening { reason } else { nil }
            }
            _ = try await engine(home: home).value(of: WriteFile(text: "a"), subject: "page 1")
            #expect(reason() == .firstTime)
            _ = try await engine(home: home, explains: true).value(of: WriteFile(text: "b"), subject: "page 1")
            #expect(reason() == .changed(["text"]))
            _ = try await engine(home: home, penVersion: "2", explains: true)
                .value(of: WriteFile(text: "b"), subject: "page 1")
            #expect(reason() == .changed(["tool pen"]))
            _ = try await engine(home: home, explains: true).value(of: WriteFile(text: "b"), subject: "page 2")
            #expect(log.drain().last == "reused test.file (disk)")
        }
    }

    @Test("looks for a kept value without running anything")
    func keptValue() async throws {
        try await withTemporaryFolder { home in
            let engine = try engine(home: home)
            #expect(try await engine.keptValue(of: Reverse(text: "x")) == nil)
            _ = try await engine.value(of: Reverse(text: "x"))
            #expect(try await engine.keptValue(of: Reverse(text: "x")) == "x")
            #expect(try await self.engine(home: home).keptValue(of: Reverse(text: "x")) == "x")
        }
    }

    @Test("runs no more steps of a lane at once than the lane is wide")
    func laneWidth() async throws {
        let engine = try engine()
        let counter = Counter()
        try await Counter.$current.withValue(counter) {
            try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<200 { group.addTask { try await engine.value(of: Crowd(number: number)) } }
                try await group.waitForAll()
            }
        }
        #expect(counter.peak <= 2)
        #expect(counter.peak > 0)
    }
}
