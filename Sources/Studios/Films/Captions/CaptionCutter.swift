/// Cuts sentences whose times are known into captions that can be read.
///
/// A caption never spans two sentences. Within a sentence, the cuts are those of least cost: every caption fits on
/// two lines, ends with a clause rather than in the middle of one, stands neither too short nor too long, and is not
/// much shorter than its neighbours. The time of a cut is where its share of the spoken length puts it.
package struct CaptionCutter: Sendable {
    package var limits: CaptionLimits

    package init(limits: CaptionLimits = CaptionLimits()) {
        self.limits = limits
    }

    /// Captions in the order of the film, not overlapping.
    ///
    /// The first caption of a sentence starts when the sentence does, to the millisecond; the last ends when it does
    /// or up to ``CaptionLimits/hold`` later, but never after the next caption has started. Sentences without text
    /// are left out. A sentence that starts before the one before it ends is moved to that end.
    package func captions(for sentences: [TimedSentence]) -> [Caption] {
        var captions: [Caption] = []
        var lastOfSentence: [Int] = []
        for sentence in sentences.sorted(by: { $0.start < $1.start }) {
            let start = max(milliseconds(sentence.start), captions.last?.end ?? 0)
            let more = self.captions(for: sentence.text, from: start, to: milliseconds(sentence.end))
            guard !more.isEmpty else { continue }
            captions += more
            lastOfSentence.append(captions.count - 1)
        }
        for index in lastOfSentence {
            let latest = captions[index].end + milliseconds(limits.hold)
            captions[index].end = index + 1 < captions.count ? min(latest, captions[index + 1].start) : latest
        }
        return captions
    }

    private func captions(for text: String, from start: Int, to end: Int) -> [Caption] {
        let tokens = CaptionToken.tokens(of: text, columns: limits.columns)
        guard !tokens.isEmpty else { return [] }
        let lines = CaptionLines(tokens, columns: max(2, limits.columns))
        let spokenBefore = tokens.reduce(into: [0.0]) { $0.append($0[$0.count - 1] + $1.spoken) }
        let total = spokenBefore[tokens.count]
        let parts = cuts(tokens, lines: lines, seconds: spokenBefore.map { Double(end - start) / 1_000 * $0 / total })
        let end = max(end, start + parts.count)
        var from = start
        return parts.enumerated().map { index, part in
            let share = Double(end - start) * spokenBefore[part.upperBound] / total
            let left = parts.count - index - 1
            let to = left == 0 ? end : min(max(start + Int(share.rounded()), from + 1), end - left)
            defer { from = to }
            return Caption(start: from, end: to, lines: lines.lines(of: part))
        }
    }

    /// The cheapest division into captions: the shortest path over the places between tokens.
    private func cuts(_ tokens: [CaptionToken], lines: CaptionLines, seconds: [Double]) -> [Range<Int>] {
        var best = [(cost: 0.0, from: 0)]
        for end in 1...tokens.count {
            var choice = (cost: Double.infinity, from: end - 1)
            for start in stride(from: end - 1, through: 0, by: -1) {
                guard lines.columns(start..<end) <= 2 * limits.columns + 1 else { break }
                guard lines.secondLine(of: start..<end) != nil else { continue }
                let duration = seconds[end] - seconds[start]
                var cost = best[start].cost + self.cost(columns: lines.columns(start..<end), seconds: duration)
                if end < tokens.count { cost += endingCost(tokens[end - 1].ending) }
                if cost < choice.cost { choice = (cost, start) }
            }
            best.append(choice)
        }
        var parts: [Range<Int>] = []
        var end = tokens.count
        while end > 0 {
            parts.append(best[end].from..<end)
            end = best[end].from
        }
        return parts.reversed()
    }

    /// What a caption costs by itself. The sum of squares of unused room makes neighbours alike.
    private func cost(columns: Int, seconds: Double) -> Double {
        let unused = 1 - Double(columns) / Double(2 * max(2, limits.columns) + 1)
        let short = max(0, limits.shortest - seconds) / max(0.001, limits.shortest)
        let long = max(0, seconds - limits.longest)
        return 4 + 6 * unused * unused + 60 * short + 60 * long
    }

    private func endingCost(_ ending: CaptionToken.Ending) -> Double {
        switch ending {
        case .sentence: 0
        case .clause: 2
        case .phrase: 4
        case .word: 14
        case .shortWord: 18
        case .withinWord: 40
        }
    }

    private func milliseconds(_ seconds: Double) -> Int {
        seconds.isFinite ? Int((min(max(0, seconds), 1e9) * 1_000).rounded()) : 0
    }
}
