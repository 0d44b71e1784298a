import Testing

@testable import Annotations

@Suite("The totals of a review")
struct ReviewTotalsTests {
    @Test("count every field once, and every flag")
    func counts() {
        let deck = ReviewSample.deck()
        let totals = ReviewTotals(of: deck)
        #expect(totals.written == 6 && totals.kept == 1 && totals.edited == 1 && totals.failed == 1)
        #expect(totals.written + totals.kept + totals.edited + totals.failed == deck.slides.flatMap(\.fields).count)
        #expect(totals.flaggedFields == 2 && totals.flags == 3)
    }

    @Test("add up calls, prices and times, and say what earlier runs did")
    func sums() {
        let totals = ReviewTotals(of: ReviewSample.deck())
        #expect(totals.calls == 6 && totals.earlierCalls == 1)
        #expect(abs(totals.cost - 0.5012) < 1e-9 && totals.unpriced == 1)
        #expect(abs(totals.seconds - 7.2) < 1e-9 && totals.earlierSeconds == 2)
    }
}
