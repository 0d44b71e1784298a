import Testing

@testable import StepEngine

@Suite("The lane scheduler")
struct LaneSchedulerTests {
    let start = ContinuousClock.now

    func scheduler(width: Int = 1, memory: Int = 100) -> LaneScheduler {
        LaneScheduler(
            plan: LanePlan(widths: [.cpu: width, .encode: width], defaultWidth: 1, memoryBudget: memory))
    }

    func step(
        _ ticket: Int, lane: Lane = .cpu, priority: Int = 5, memory: Int = 0, waited: Duration = .zero
    ) -> LaneScheduler.Waiting {
        .init(
            ticket: ticket, lane: lane, priority: StepPriority(priority), memory: memory, since: start - waited)
    }

    func expect(_ admitted: [Int], _ expected: [Int], at place: SourceLocation = #_sourceLocation) {
        #expect(admitted == expected, sourceLocation: place)
    }

    @Test("lets in as many as the lane is wide, and the next when one leaves")
    func width() {
        var scheduler = scheduler(width: 2)
        for ticket in 1...4 { scheduler.enqueue(step(ticket)) }
        expect(scheduler.admit(at: start), [1, 2])
        expect(scheduler.admit(at: start), [])
        scheduler.leave(1)
        expect(scheduler.admit(at: start), [3])
    }

    @Test("keeps lanes apart")
    func lanes() {
        var scheduler = scheduler()
        scheduler.enqueue(step(1))
        scheduler.enqueue(step(2))
        scheduler.enqueue(step(3, lane: .encode))
        expect(scheduler.admit(at: start), [1, 3])
    }

    @Test("prefers the more urgent, then the earlier")
    func priority() {
        var scheduler = scheduler(width: 3)
        scheduler.enqueue(step(1, priority: 2))
        scheduler.enqueue(step(2, priority: 8))
        scheduler.enqueue(step(3, priority: 8))
        expect(scheduler.admit(at: start), [2, 3, 1])
    }

    @Test("lets a step that waits grow more urgent, one level every five seconds")
    func ageing() {
        var scheduler = scheduler()
        scheduler.enqueue(step(1, priority: 5, waited: .seconds(16)))
        scheduler.enqueue(step(2, priority: 7))
        expect(scheduler.admit(at: start), [1])
        var impatient = self.scheduler()
        impatient.enqueue(step(1, priority: 5, waited: .seconds(4)))
        impatient.enqueue(step(2, priority: 7))
        expect(impatient.admit(at: start), [2])
    }

    @Test("stays within the memory budget, and does not let small steps starve a large one")
    func memory() {
        var scheduler = scheduler(width: 9)
        scheduler.enqueue(step(1, memory: 60))
        scheduler.enqueue(step(2, memory: 60, waited: .seconds(1)))
        scheduler.enqueue(step(3, memory: 10))
        scheduler.enqueue(step(4))
        expect(scheduler.admit(at: start), [1, 4])
        scheduler.leave(1)
        expect(scheduler.admit(at: start), [2, 3])
    }

    @Test("runs a step that needs more than the whole budget alone")
    func giant() {
        var scheduler = scheduler(width: 9)
        scheduler.enqueue(step(1, memory: 1000))
        scheduler.enqueue(step(2, memory: 1))
        expect(scheduler.admit(at: start), [1])
        scheduler.leave(1)
        expect(scheduler.admit(at: start), [2])
    }

    @Test("forgets a step that is withdrawn")
    func withdrawAndRaise() {
        var scheduler = scheduler()
        for ticket in 1...3 { scheduler.enqueue(step(ticket)) }
        let (first, second) = (scheduler.withdraw(1), scheduler.withdraw(1))
        #expect(first && !second)
        expect(scheduler.admit(at: start), [2])
        scheduler.leave(2)
        expect(scheduler.admit(at: start), [3])
    }
}
