import TestKit
import Testing

@testable import Films

@Suite("Captions")
struct CaptionTests {
    private func cut(_ text: String, from start: Double = 1, to end: Double) -> [Caption] {
        CaptionCutter().captions(for: [TimedSentence(text: text, start: start, end: end)])
    }

    @Test("leave a short sentence whole, on one line, from its onset to half a second after it")
    func keepsAShortSentence() {
        #expect(cut("Good morning.", to: 2) == [Caption(start: 1_000, end: 2_500, lines: ["Good morning."])])
    }

    @Test("break a longer sentence into two even lines at its comma")
    func breaksAtTheComma() {
        let captions = cut("When the engine has met the step before, it answers from memory.", to: 5)
        #expect(captions.map(\.lines) == [["When the engine has met the step before,", "it answers from memory."]])
    }

    @Test("divide a long sentence where its clauses end, and share out its time by spoken length")
    func dividesAtClauses() {
        let captions = cut(
            "A model call is slow, throttled, costly and may fail at any time; media work is heavy, which is why "
                + "nothing that was done once is ever done a second time.", from: 10, to: 20)
        #expect(
            captions.map(\.lines) == [
                ["A model call is slow, throttled,", "costly and may fail at any time;"], ["media work is heavy,"],
                ["which is why nothing that was done", "once is ever done a second time."],
            ])
        #expect(captions.first?.start == 10_000)
        #expect(captions.last?.end == 20_500)
        #expect(abs((captions.first?.end ?? 0) - 14_300) < 500)
        for (one, next) in zip(captions, captions.dropFirst()) { #expect(one.end == next.start) }
    }

    @Test("stay until the next one, but no longer than half a second")
    func holdsBriefly() {
        let captions = CaptionCutter().captions(for: [
            TimedSentence(text: "One.", start: 0, end: 1), TimedSentence(text: "Two.", start: 1.2, end: 2),
            TimedSentence(text: "  ", start: 2, end: 2.1), TimedSentence(text: "Three.", start: 5, end: 6),
        ])
        #expect(captions.map(\.start) == [0, 1_200, 5_000])
        #expect(captions.map(\.end) == [1_200, 2_500, 6_500])
    }

    @Test("count ideographs as two columns and never start a line with a full stop")
    func breaksChinese() {
        let text = "人工智能正在改变我们的工作方式，它让每个人都能更快地完成复杂的任务，同时也带来了新的挑战。我们需要学会与它合作。"
        let captions = cut(text, to: 16)
        #expect(captions.flatMap(\.lines).joined() == text)
        for line in captions.flatMap(\.lines) {
            #expect(DisplayWidth.columns(of: line) <= 42)
            #expect(!"，。".contains(line.first ?? "x"))
        }
        #expect(captions.count >= 2)
        #expect(captions.dropLast().allSatisfy { "，。".contains($0.lines.last?.last ?? "x") })
    }

    @Test("keep Chinese punctuation off the start of a line at any width", arguments: 8...42)
    func keepsPunctuationAtItsWord(columns: Int) {
        var cutter = CaptionCutter()
        cutter.limits.columns = columns
        let text = "人工智能，正在改变我们的工作方式，它让每个人，都能更快地完成（复杂的）任务。"
        let lines = cutter.captions(for: [TimedSentence(text: text, start: 0, end: 12)]).flatMap(\.lines)
        #expect(lines.joined() == text)
        for line in lines {
            #expect(!"，。）".contains(line.first ?? "x"))
            #expect(line.last != "（")
            #expect(DisplayWidth.columns(of: line) <= columns)
        }
    }

    @Test("know the width of what they show")
    func knowsWidths() {
        #expect(DisplayWidth.columns(of: "naïve") == 5)
        #expect(DisplayWidth.columns(of: "e\u{301}") == 1)
        #expect(DisplayWidth.columns(of: "日本") == 4)
        #expect(DisplayWidth.columns(of: "한국어") == 6)
        #expect(DisplayWidth.columns(of: "👩‍👩‍👧‍👦🎬") == 4)
        #expect(DisplayWidth.columns(of: "ＡＢ") == 4)
        #expect(DisplayWidth.columns(of: "a\u{200B}b") == 2)
    }

    @Test("keep every word in order, within the limits and without overlap", arguments: 0..<40 as Range<UInt64>)
    func keepsEveryWord(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var clock = 0.0
        let sentences = (0..<25).map { _ -> TimedSentence in
            let text = randomSentence(&random)
            clock += .random(in: 0...1, using: &random)
            let start = clock
            clock += max(0.05, Double(text.count) * .random(in: 0.04...0.12, using: &random))
            return TimedSentence(text: text, start: start, end: clock)
        }
        let captions = CaptionCutter().captions(for: sentences)

        let said = sentences.map(\.text).joined().filter { !$0.isWhitespace }
        #expect(captions.flatMap(\.lines).joined().filter { !$0.isWhitespace } == said)
        for caption in captions {
            #expect((1...2).contains(caption.lines.count))
            #expect(caption.end > caption.start)
            for line in caption.lines {
                #expect(DisplayWidth.columns(of: line) <= 42)
                #expect(line.first?.isWhitespace == false && line.last?.isWhitespace == false)
            }
        }
        for (one, next) in zip(captions, captions.dropFirst()) { #expect(one.end <= next.start) }
        let starts = Set(captions.map(\.start))
        let ends = captions.map(\.end)
        for sentence in sentences {
            #expect(starts.contains(Int((sentence.start * 1_000).rounded())))
            let end = Int((sentence.end * 1_000).rounded())
            #expect(ends.contains { (end...(end + 500)).contains($0) })
        }
        let long = captions.filter { $0.end - $0.start > 7_600 }
        #expect(long.count <= captions.count / 20)
    }

    @Test("come out usable even for times that make no sense")
    func survivesNonsense() {
        let times = [Double.nan, -.infinity, .infinity, -5, 0, 1e300, 3]
        var sentences: [TimedSentence] = []
        for start in times {
            for end in times { sentences.append(TimedSentence(text: "Some words, and more.", start: start, end: end)) }
        }
        let captions = CaptionCutter().captions(for: sentences)
        #expect(captions.count >= sentences.count)
        for caption in captions { #expect(caption.end > caption.start) }
        for (one, next) in zip(captions, captions.dropFirst()) { #expect(one.end <= next.start) }
    }

    private func randomSentence(_ random: inout SeededGenerator) -> String {
        let words = [
            "a", "of", "the", "slide", "engine", "memory,", "model;", "“quoted”", "(aside)", "1,024", "3.5", "naïve",
            "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen", "日本語の文章です。", "机器学习，", "한국어", "—",
            "https://example.org/a/very/long/path/that/does/not/fit?on=one&line=of&text", "👩‍👩‍👧‍👦", "end.",
        ]
        let count = Int.random(in: 1...45, using: &random)
        return (0..<count).map { _ in words.randomElement(using: &random) ?? "x" }.joined(separator: " ")
    }
}
