import StepEngine
import TestKit
import Testing

@Suite("The estimate of progress")
struct ProgressEstimateTests {
    let start = ContinuousClock.now

    func event(_ kind: StepKind, _ run: Int, _ happening: StepEvent.Happening) -> StepEvent {
        StepEvent(kind: kind, run: run, happening: happening)
    }

    @Test("weighs steps by what their kind took in the past")
    func weights() {
        var estimate = ProgressEstimate(durations: ["slow": 9, "fast": 1], parallelism: 1)
        estimate.expect("slow", 1)
        estimate.expect("fast", 1)
        #expect(estimate.fraction == 0)
        #expect(estimate.remaining(at: start) == .seconds(10))
        estimate.note(event("slow", 1, .willRun), at: start)
        estimate.note(event("slow", 1, .didRun(seconds: 9, reason: .firstTime)), at: start + .seconds(9))
        #expect(estimate.fraction == 0.9)
        #expect(estimate.remaining(at: start + .seconds(9)) == .seconds(1))
        estimate.note(event("fast", 2, .didReuse(.disk)), at: start + .seconds(9))
        #expect(estimate.fraction == 1)
        #expect(estimate.remaining(at: start) == .zero)
    }

    @Test("follows the pace when the machine is slower than in the past")
    func pace() {
        var estimate = ProgressEstimate(durations: ["step": 1], parallelism: 1)
        estimate.expect("step", 4)
        for run in 0..<2 {
            estimate.note(event("step", run, .willRun), at: start)
            estimate.note(event("step", run, .didRun(seconds: 3, reason: .firstTime)), at: start + .seconds(6))
        }
        #expect(estimate.remaining(at: start + .seconds(6)) == .seconds(6))
    }

    @Test("never goes backwards, and is 1 only at the end (random events)", arguments: 0..<30 as Range<UInt64>)
    func monotone(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var estimate = ProgressEstimate(durations: ["a": 0.1, "b": 5], parallelism: 2)
        estimate.expect("a", 10)
        estimate.expect("b", 5)
        var before = 0.0
        var pending = Array(repeating: StepKind("a"), count: 10) + Array(repeating: StepKind("b"), count: 5)
        pending.shuffle(using: &random)
        for (run, kind) in pending.enumerated() {
            let happenings: [StepEvent.Happening] =
                Bool.random(using: &random)
                ? [.didReuse(.memory)]
                : [.willRun, .didProgress(.random(in: 0...1, using: &random)), .didRun(seconds: 1, reason: .notKept)]
            for happening in happenings {
                #expect(!estimate.isComplete)
                estimate.note(event(kind, run, happening), at: start + .seconds(run))
                #expect(estimate.fraction >= before)
                before = estimate.fraction
            }
            if run == 7 { estimate.expect("b", 1) }
        }
        #expect(estimate.fraction < 1)
        estimate.note(event("b", 99, .didReuse(.disk)), at: start)
        #expect(estimate.fraction == 1)
    }
}

extension StepKind {
    fileprivate init(_ name: String) { self.init(stringLiteral: name) }
}
