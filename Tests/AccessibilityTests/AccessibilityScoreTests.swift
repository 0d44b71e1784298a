import Testing

@testable import Accessibility

@Suite("The score of a deck")
struct AccessibilityScoreTests {
    private func finding(_ severity: Severity, slide: Int?) -> Finding {
        Finding(rule: "any", severity: severity, slide: slide, message: "", why: "", remedy: "")
    }

    @Test("is 100 when nothing was found")
    func full() {
        #expect(AccessibilityScore.of([], slides: 3) == 100)
        #expect(AccessibilityScore.of([], slides: 0) == 100)
    }

    @Test("counts ten errors on one slide less than ten errors on ten slides")
    func spread() {
        let together = (1...10).map { _ in finding(.error, slide: 1) }
        let apart = (1...10).map { finding(.error, slide: $0) }
        #expect(AccessibilityScore.of(together, slides: 10) == 90)
        #expect(AccessibilityScore.of(apart, slides: 10) == 50)
    }

    @Test("is lowered on every slide by what is wrong with the whole deck")
    func wholeDeck() {
        #expect(AccessibilityScore.of([finding(.warning, slide: nil)], slides: 4) == 80)
    }
}
