import JSON
import TestKit
import Testing

@testable import Gateway

@Suite("The semantic answer cache")
struct SemanticCacheTests {
    private let now = ContinuousClock.now

    private func request(_ text: String, system: String = "Be short.", seed: Int = 1) -> ModelRequest {
        ModelRequest(
            operation: .chat,
            body: [
                "model": "any", "seed": JSONValue(seed),
                "messages": [
                    ["role": "system", "content": .string(system)], ["role": "user", "content": .string(text)],
                ],
            ])
    }

    private func question(_ request: ModelRequest, tenant: String = "t", field: String = "notes") throws
        -> SemanticQuestion
    {
        try #require(SemanticQuestion(of: request, model: "m", tenant: tenant, field: field))
    }

    private func answer(_ text: String) -> ModelAnswer {
        let json: JSONValue = [
            "choices": [["index": 0, "message": ["content": .string(text)], "finish_reason": "stop"]]
        ]
        return ModelAnswer(payload: json.serialized(), json: json, model: "m", finish: .stop)
    }

    /// Asks, and answers where the cache cannot. Returns whether it was a hit.
    @discardableResult
    private func ask(
        _ cache: SemanticCache, _ question: SemanticQuestion, answer: String, random: inout SeededGenerator
    ) async -> Bool {
        let ticket: SemanticCache.Ticket?
        let isHit: Bool
        switch await cache.lookUp(question, at: now, using: &random) {
        case .hit(let hit): (ticket, isHit) = (hit.audit, true)
        case .ask(let asked): (ticket, isHit) = (asked, false)
        }
        if let ticket {
            await cache.settle(
                ticket, answer: self.answer(answer), operation: .chat, lifetime: nil,
                effort: Effort(time: .seconds(2), dollars: 0.5), at: now)
        }
        return isHit
    }

    /// The most dangerous embedder: to it, all texts are the same.
    private var blindEmbedder: SemanticSettings.Matcher { .embedding { $0.map { _ in [1, 0, 0] } } }

    @Test("never gives out an answer to a question that was turned round, with either matcher, at any bound")
    func swaps() async throws {
        #expect(meaningSwaps.count >= 120)
        for matcher in [SemanticSettings.Matcher.lexical(leastOverlap: 0), .lexical(leastOverlap: 0.85), blindEmbedder]
        {
            var random = SeededGenerator(seed: 1)
            for (one, other) in meaningSwaps {
                for (first, second) in [(one, other), (other, one)] {
                    let cache = SemanticCache(SemanticSettings(matcher: matcher, bound: 1))
                    await ask(cache, try question(request(first)), answer: "a", random: &random)
                    let isHit = await ask(cache, try question(request(second)), answer: "b", random: &random)
                    #expect(!isHit, "\(first) | \(second)")
                }
            }
        }
    }

    @Test("recognises most harmless edits by their words")
    func edits() async throws {
        #expect(harmlessEdits.count >= 40)
        var hits = 0
        var sure = 0
        for (first, second) in harmlessEdits {
            for bound in [1, 0.01] {
                var random = SeededGenerator(seed: 1)
                let cache = SemanticCache(SemanticSettings(bound: bound))
                await ask(cache, try question(request(first)), answer: "a", random: &random)
                let isHit = await ask(cache, try question(request(second)), answer: "a", random: &random)
                if bound == 1 { hits += isHit ? 1 : 0 } else { sure += isHit ? 1 : 0 }
                if !isHit, bound == 1 { print("missed: \(first) | \(second)") }
            }
        }
        print("harmless edits: \(hits) of \(harmlessEdits.count) matched, \(sure) at a bound of 1 % from a cold start")
        #expect(hits * 10 >= harmlessEdits.count * 8)
    }

    @Test("compares within one tenant, model, field, system prompt and set of parameters only")
    func isolation() async throws {
        for matcher in [SemanticSettings.Matcher.lexical(leastOverlap: 0.85), blindEmbedder] {
            let cache = SemanticCache(SemanticSettings(matcher: matcher, bound: 1, auditShare: 0))
            var random = SeededGenerator(seed: 1)
            let text = "Describe the harbour"
            await ask(cache, try question(request(text)), answer: "a", random: &random)
            let others = [
                try question(request(text), tenant: "other"), try question(request(text), field: "script"),
                try question(request(text, system: "Be long.")), try question(request(text, seed: 2)),
                try #require(SemanticQuestion(of: request(text), model: "n", tenant: "t", field: "notes")),
            ]
            for other in others {
                if case .hit = await cache.lookUp(other, at: now, using: &random) { Issue.record("\(other)") }
            }
            if case .ask = await cache.lookUp(try question(request(text + ".")), at: now, using: &random) {
                Issue.record("the same question is not found")
            }
        }
    }

    @Test("looks at nothing but the text of the last message, which must be the user's")
    func comparedText() throws {
        #expect(try question(request("hello")).text == "hello")
        let image: JSONValue = ["type": "image_url", "image_url": ["url": "data:1"]]
        let parts: JSONValue = [["type": "text", "text": "what is it"], image]
        func asking(_ content: JSONValue, role: JSONValue = "user") -> ModelRequest {
            ModelRequest(operation: .chat, body: ["messages": [["role": role, "content": content]]])
        }
        let one = try question(asking(parts))
        #expect(one.text == "what is it")
        let other: JSONValue = ["type": "image_url", "image_url": ["url": "data:2"]]
        #expect(try question(asking([["type": "text", "text": "what is it"], other])).scope != one.scope)
        for refused in [
            asking("x", role: "tool"), asking("x", role: "assistant"), asking([image]), asking(.null),
            ModelRequest(operation: .chat, body: ["messages": []]),
            ModelRequest(operation: .speech, body: ["input": "x"]),
        ] {
            #expect(SemanticQuestion(of: refused, model: "m", tenant: "t", field: "") == nil)
        }
    }

    @Test("gives up the least used fifth when it is full, and what has expired")
    func eviction() async throws {
        let cache = SemanticCache(SemanticSettings(capacity: 50, bound: 1, auditShare: 0))
        var random = SeededGenerator(seed: 1)
        for number in 0..<50 { await ask(cache, try question(request("item \(number)")), answer: "a", random: &random) }
        let isKept = await ask(cache, try question(request("item 0")), answer: "a", random: &random)
        #expect(isKept)
        await ask(cache, try question(request("item 50")), answer: "a", random: &random)
        #expect(cache.statistics["notes"]?.entries == 41)
        let isStillKept = await ask(cache, try question(request("item 0")), answer: "a", random: &random)
        let isGone = await !ask(cache, try question(request("item 1")), answer: "a", random: &random)
        #expect(isStillKept && isGone)
    }

    @Test("reports hits, misses, similarities, checks and what was saved")
    func statistics() async throws {
        let cache = SemanticCache(SemanticSettings(bound: 1, auditShare: 1))
        var random = SeededGenerator(seed: 1)
        await ask(cache, try question(request("name a tree")), answer: "oak", random: &random)
        await ask(cache, try question(request("name a tree!")), answer: "Oak.", random: &random)
        await ask(cache, try question(request("please name a tree")), answer: "a birch", random: &random)
        let report = try #require(cache.statistics["notes"])
        #expect(report.hits == 2 && report.misses == 1 && report.checked == 2 && report.checkedWrong == 1)
        #expect(report.saved == Effort(time: .seconds(4), dollars: 1))
        #expect(report.similarities.reduce(0, +) == 2 && report.hitSimilarities.reduce(0, +) == 2)
        #expect(report.wrongShare == 0.5 && report.wrongShareLower < 0.1 && report.wrongShareUpper > 0.9)
    }
}

@Suite("The error bound of the semantic cache")
struct ErrorLedgerTests {
    /// Each entry has a threshold of its own, above which its answer is right.
    private func simulate(bound: Double, noise: Double, seed: UInt64) -> (hits: Int, wrong: Int) {
        var random = SeededGenerator(seed: seed)
        var ledger = ErrorLedger(bound: bound)
        var evidence = [ErrorLedger.Evidence](repeating: ErrorLedger.Evidence(), count: 100)
        let thresholds = (0..<100).map { _ in Double.random(in: 0.7...0.95, using: &random) }
        var (hits, wrong) = (0, 0)
        for _ in 0..<20_000 {
            let entry = Int.random(in: 0..<100, using: &random)
            let similarity = Double.random(in: 0.5...1, using: &random)
            let isNoise = Double.random(in: 0..<1, using: &random) < noise
            let isRight = (similarity > thresholds[entry]) != isNoise
            if ledger.admits(similarity, evidence[entry]) {
                hits += 1
                wrong += isRight ? 0 : 1
                if Double.random(in: 0..<1, using: &random) < 0.05 {
                    ledger.audit(similarity, isRight: isRight, for: &evidence[entry])
                }
            } else {
                ledger.observe(similarity, isRight: isRight, for: &evidence[entry])
            }
        }
        return (hits, wrong)
    }

    @Test("holds the bound where questions can be told apart, and uses what it allows", arguments: [0.01, 0.02, 0.05])
    func bound(bound: Double) {
        for seed in 0..<4 {
            let (hits, wrong) = simulate(bound: bound, noise: 0, seed: UInt64(seed))
            #expect(Double(wrong) <= bound * Double(hits), "\(wrong) of \(hits)")
            #expect(hits > 1_000, "\(hits)")
        }
    }

    @Test("gives out little where even equal questions are answered wrongly more often than the bound allows")
    func noise() {
        let (hits, wrong) = simulate(bound: 0.01, noise: 0.04, seed: 1)
        #expect(hits < 500, "\(wrong) of \(hits)")
        let (more, moreWrong) = simulate(bound: 0.1, noise: 0.04, seed: 1)
        #expect(more > 1_000 && Double(moreWrong) <= 0.1 * Double(more), "\(moreWrong) of \(more)")
    }

    @Test("gives out nearly nothing where half of all near matches are wrong")
    func hopeless() {
        let (hits, wrong) = simulate(bound: 0.01, noise: 0.5, seed: 1)
        #expect(hits < 40 && wrong < 20, "\(wrong) of \(hits)")
    }

    @Test("an entry whose answer was wrong is not given out again at that similarity")
    func ownThreshold() {
        var ledger = ErrorLedger(bound: 0.5)
        var (bad, fresh) = (ErrorLedger.Evidence(), ErrorLedger.Evidence())
        ledger.observe(0.97, isRight: false, for: &bad)
        for _ in 0..<50 { ledger.observe(0.97, isRight: true, for: &fresh) }
        #expect(ledger.riskOfHit(0.97, bad) == 1)
        #expect(ledger.riskOfHit(0.97, fresh) < 0.1)
        #expect(ledger.riskOfHit(0.99, bad) > ledger.riskOfHit(0.99, fresh))
    }
}

@Suite("Finding near texts")
struct IndexTests {
    @Test("the vector index finds what a plain search finds")
    func vectors() throws {
        var random = SeededGenerator(seed: 4)
        var index = VectorIndex(dimensions: 21)
        var plain: [[Float]] = []
        func vector() -> [Float] { (0..<21).map { _ in Float.random(in: -1...1, using: &random) } }
        for _ in 0..<300 {
            let new = vector()
            let isSet = index.set(new)
            #expect(isSet)
            plain.append(new)
        }
        for _ in 0..<40 {
            let row = Int.random(in: 0..<plain.count, using: &random)
            index.remove(at: row)
            plain.swapAt(row, plain.count - 1)
            plain.removeLast()
            let query = vector()
            func cosine(_ other: [Float]) -> Double {
                let product = zip(query, other).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
                func length(_ vector: [Float]) -> Double {
                    vector.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
                }
                return product / length(query) / length(other)
            }
            let expected = plain.indices.filter { $0 % 2 == 0 }.sorted { cosine(plain[$0]) > cosine(plain[$1]) }.prefix(
                5)
            let found = index.nearest(to: query, limit: 5) { $0 % 2 == 0 }
            #expect(found.map(\.row) == Array(expected))
            for (row, similarity) in found { #expect(abs(similarity - cosine(plain[row])) < 1e-5) }
        }
        for bad in [[1, 2], [Float](repeating: 0, count: 21), [Float](repeating: .nan, count: 21)] {
            let isSet = index.set(bad)
            #expect(!isSet)
        }
    }

    @Test("the lexical index finds what comparing with every text finds")
    func lexical() throws {
        var random = SeededGenerator(seed: 9)
        let vocabulary = (0..<60).map {
            "word\(Character(Unicode.Scalar(UInt8(97 + $0 % 26))))\($0 < 26 ? "x" : $0 < 52 ? "y" : "z")"
        }
        func text() -> String {
            (0..<Int.random(in: 3...12, using: &random)).map { _ in vocabulary.randomElement(using: &random) ?? "" }
                .joined(separator: " ")
        }
        var index = LexicalIndex(leastOverlap: 0.7)
        let scope = AnswerKey(of: ModelRequest(operation: .chat, body: [:]), model: "", tenant: "").digest
        var profiles: [TextProfile] = []
        for number in 0..<400 {
            let profile = try #require(TextProfile(text()))
            profiles.append(profile)
            index.insert(profile, number: number, scope: scope)
        }
        var found = 0
        for number in 0..<400 {
            let query = try #require(TextProfile(text() + " " + text()))
            for profile in [profiles[number], query] {
                let expected = profiles.map { TextComparison($0, profile) }.filter { $0.isEdit && $0.overlap >= 0.7 }
                    .map(\.overlap).max()
                let nearest = index.nearest(to: profile, scope: scope)
                #expect(nearest?.similarity == expected)
                found += nearest == nil ? 0 : 1
            }
        }
        #expect(found >= 400)
    }
}
