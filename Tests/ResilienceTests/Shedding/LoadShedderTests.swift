import Resilience
import TestKit
import Testing

@Suite("Load shedder")
struct LoadShedderTests {
    @Test("takes everything while the queue is short, and after any pause", arguments: 0...9)
    func idle(priority: Int) {
        var shedder = LoadShedder()
        for second in stride(from: 0.0, to: 100, by: 0.01) {
            let admission = shedder.admit(priority: priority, queued: 0, at: instant(second))
            let beginning = shedder.begin(waited: .zero, queued: 0, at: instant(second))
            #expect(admission == .accept && beginning == .accept)
        }
        let later = shedder.admit(priority: priority, queued: 0, at: instant(10_000))
        #expect(later == .accept)
    }

    @Test("a burst that is worked off within an interval is no overload")
    func burst() {
        var shedder = LoadShedder(policy: SheddingPolicy(target: .milliseconds(100), interval: .seconds(1)))
        for step in 0..<20 {
            let now = Double(step) * 0.25
            let accepted = (0..<50).count { shedder.admit(priority: 0, queued: $0, at: instant(now)).isAccepted }
            #expect(accepted == 50)
            for queued in (0..<50).reversed() {
                _ = shedder.begin(waited: .seconds(0.2 * Double(50 - queued) / 50), queued: queued, at: instant(now))
            }
            #expect(!shedder.isOverloaded)
        }
    }

    /// Two seconds in which 200 a second come, of all priorities alike, and 100 are done after half a second.
    private func overloaded() -> (shedder: LoadShedder, accepted: [Int], offered: [Int], now: Double) {
        var shedder = LoadShedder()
        var (accepted, offered) = ([Int](repeating: 0, count: 10), [Int](repeating: 0, count: 10))
        var now = 0.0
        for step in 0..<400 {
            now = Double(step) * 0.005
            let priority = step % 10
            let decision = shedder.admit(priority: priority, queued: 50, at: instant(now))
            if now > 1 {
                offered[priority] += 1
                if decision.isAccepted { accepted[priority] += 1 }
            }
            if step % 2 == 0 { _ = shedder.begin(waited: .seconds(0.5), queued: 50, at: instant(now)) }
        }
        return (shedder, accepted, offered, now)
    }

    @Test("in an overload refuses the least urgent, and about as much as is too much")
    func priorities() {
        let (shedder, accepted, offered, _) = overloaded()
        #expect(shedder.isOverloaded)
        #expect(accepted[0] == 0 && accepted[1] == 0 && accepted[2] == 0)
        #expect(accepted[9] == offered[9] && accepted[8] == offered[8] && accepted[7] > offered[7] / 2)
        for priority in 1...9 { #expect(accepted[priority] >= accepted[priority - 1]) }
        let share = Double(accepted.reduce(0, +)) / Double(offered.reduce(0, +))
        #expect(share > 0.25 && share < 0.55)
    }

    @Test("says when to come back: sooner for a short queue, at most in thirty seconds")
    func retryAfter() {
        var (shedder, _, _, now) = overloaded()
        now += 0.01
        guard case .refuse(let short) = shedder.admit(priority: 0, queued: 10, at: instant(now)),
            case .refuse(let long) = shedder.admit(priority: 0, queued: 900, at: instant(now)),
            case .refuse(let endless) = shedder.admit(priority: 0, queued: .max, at: instant(now))
        else {
            Issue.record("accepted in an overload")
            return
        }
        #expect(short >= .seconds(1) && short < .seconds(4))
        #expect(long > .seconds(6) && long < .seconds(14))
        #expect(endless == .seconds(30))
    }

    @Test("takes all again at once after a second with an empty queue")
    func overIsOver() {
        var (shedder, _, _, now) = overloaded()
        let before = shedder.admit(priority: 0, queued: 50, at: instant(now))
        #expect(!before.isAccepted)
        now += 1.5
        let accepted = (0..<100).count { _ in shedder.admit(priority: 0, queued: 0, at: instant(now)).isAccepted }
        #expect(accepted == 100 && !shedder.isOverloaded)
    }

    @Test("bounds the queue: half for the lowest priority, all for the highest")
    func queueLength() {
        var shedder = LoadShedder(policy: SheddingPolicy(longestQueue: 100))
        func isAccepted(_ priority: Int, _ queued: Int) -> Bool {
            shedder.admit(priority: priority, queued: queued, at: origin).isAccepted
        }
        let answers = [(0, 49), (0, 50), (9, 99), (9, 100), (99, 99), (-5, 50)].map(isAccepted)
        #expect(answers == [true, false, true, false, true, false])
        var least = LoadShedder(policy: SheddingPolicy(longestQueue: 1))
        let alone = least.admit(priority: 0, queued: 0, at: origin)
        #expect(alone == .accept)
    }

    @Test("does not begin what has waited too long")
    func longestWait() {
        var shedder = LoadShedder(policy: SheddingPolicy(longestWait: .seconds(3)))
        let inTime = shedder.begin(waited: .seconds(3), queued: 5, at: origin)
        let tooLate = shedder.begin(waited: .seconds(3.1), queued: 5, at: origin)
        #expect(inTime.isAccepted && !tooLate.isAccepted)
    }
}
