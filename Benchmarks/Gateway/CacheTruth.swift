import Foundation
import Gateway
import JSON

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// How often the semantic cache is wrong, and how often it helps, on sentence pairs that people have scored.
///
/// Each pair is two requests of its own scope: the first sentence, which is answered and kept, and the second, for
/// which the first is the only candidate. So every decision has a human judgement. All pairs of a run share one field,
/// and so one curve, which starts with its prior: the cold start counts. An entry gets one question only, which is the
/// hardest case for thresholds of its own: they have nothing to learn from. A run is repeated in several orders.
///
/// The rival is a fixed threshold over the plain similarity, with the best value for these very pairs, chosen in
/// hindsight: the most hits whose share of wrong ones is within the bound.
///
/// - Parameters:
///   - pairs: the folder with the scored sentence pairs of the STS benchmark's development set.
///   - embeddings: the base address of an endpoint with `/embeddings`; `nil` leaves the embedding matcher out.
/// - Returns: a Markdown page.
func cacheTruthBenchmark(pairs folder: URL, embeddings: URL?) async throws -> String {
    let pairs = try ScoredPair.read(folder.appending(path: "stsb-en-dev.csv"))
    var page = """
        | matcher | same from | bound | best fixed threshold: hits (wrong) | cache: hits a run | wrong of hits | worst run \
        | ratio |
        |---|---|---|---|---|---|---|---|

        """
    // The settings of the curves were chosen on the pairs with even numbers.
    let parts = [("all", pairs), ("odd", pairs.indices.filter { $0 % 2 == 1 }.map { pairs[$0] })]
    for (part, pairs) in parts {
        page += try await rows(
            "lexical, \(part)", pairs, plain: { plainOverlap($0.first, $0.second) },
            matcher: { .lexical(leastOverlap: 0.7) })
    }
    if let embeddings {
        let vectors = try await Vectors(of: pairs.flatMap { [$0.first, $0.second] }, from: embeddings)
        for (part, pairs) in parts {
            page += try await rows(
                "embedding, \(part)", pairs, plain: { vectors.cosine($0.first, $0.second) },
                matcher: { .embedding { texts in texts.compactMap { vectors.byText[$0] } } })
        }
    }
    return page + "\n" + (try await costs())
}

/// A pair of sentences and how much they mean the same: 0 to 5.
struct ScoredPair: Sendable {
    let first: String
    let second: String
    let score: Double

    static func read(_ file: URL) throws -> [ScoredPair] {
        try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline).compactMap { line in
            let cells = cells(of: line)
            guard cells.count == 3, let score = Double(cells[2]) else { return nil }
            return ScoredPair(first: cells[0], second: cells[1], score: score)
        }
    }

    private static func cells(of line: Substring) -> [String] {
        var cells = [""]
        var isQuoted = false
        var previous: Character = ","
        for character in line {
            if character == "\"" {
                // Two marks inside quotes are one.
                if !isQuoted, previous == "\"" { cells[cells.count - 1].append("\"") }
                isQuoted.toggle()
            } else if character == ",", !isQuoted {
                cells.append("")
            } else {
                cells[cells.count - 1].append(character)
            }
            previous = character
        }
        return cells
    }
}

private func rows(
    _ name: String, _ pairs: [ScoredPair], plain: (ScoredPair) -> Double,
    matcher: () -> SemanticSettings.Matcher
) async throws -> String {
    var text = ""
    let similarities = pairs.map(plain)
    for cut in [3.0, 3.5, 4.0] {
        for bound in [0.01, 0.02, 0.05] {
            let fixed = bestFixed(similarities, pairs.map { $0.score >= cut }, bound: bound)
            var runs: [(hits: Int, wrong: Int)] = []
            for seed in 1...12 {
                runs.append(try await run(pairs, cut: cut, bound: bound, matcher: matcher(), seed: UInt64(seed)))
            }
            let hits = runs.map(\.hits).reduce(0, +)
            let wrong = runs.map(\.wrong).reduce(0, +)
            let worst = runs.max { $0.wrong * max($1.hits, 1) < $1.wrong * max($0.hits, 1) } ?? (0, 0)
            let mean = Double(hits) / Double(runs.count)
            text += "| \(name) | \(cut) | \(Int(bound * 100)) % | \(fixed.hits) (\(fixed.wrong)) | "
            text += String(format: "%.1f | %.2f %% | ", mean, 100 * Double(wrong) / Double(max(hits, 1)))
            text += "\(worst.wrong) of \(worst.hits) | "
            text += String(format: "%.1f |\n", mean / Double(max(fixed.hits, 1)))
        }
    }
    return text
}

/// One life of a cache over all pairs, in an order of its own.
private func run(
    _ pairs: [ScoredPair], cut: Double, bound: Double, matcher: SemanticSettings.Matcher, seed: UInt64
) async throws -> (hits: Int, wrong: Int) {
    let judge = AnswerJudge { kept, _ in Int(kept).map { pairs[$0].score >= cut } ?? false }
    let cache = SemanticCache(
        SemanticSettings(matcher: matcher, capacity: 4 * pairs.count, bound: bound, auditShare: 0.05, judge: judge))
    var random = RepeatableGenerator(state: seed)
    let now = ContinuousClock.now
    var (hits, wrong) = (0, 0)
    for number in pairs.indices.shuffled(using: &random) {
        for (place, text) in [pairs[number].first, pairs[number].second].enumerated() {
            let messages: JSONValue = [
                ["role": "system", "content": .string("\(number)")], ["role": "user", "content": .string(text)],
            ]
            let request = ModelRequest(operation: .chat, body: ["messages": messages])
            guard let question = SemanticQuestion(of: request, model: "m", tenant: "t", field: "pairs") else {
                continue
            }
            var ticket: SemanticCache.Ticket?
            switch await cache.lookUp(question, at: now, using: &random) {
            case .hit(let hit):
                ticket = hit.audit
                // Some pairs are twice the same sentence.
                if place == 1 {
                    hits += 1
                    wrong += pairs[number].score >= cut ? 0 : 1
                }
            case .ask(let asked):
                ticket = asked
            }
            guard let ticket else { continue }
            let choice: JSONValue = ["message": ["content": .string("\(number)")], "finish_reason": "stop"]
            let json: JSONValue = ["choices": [choice]]
            await cache.settle(
                ticket, answer: ModelAnswer(payload: json.serialized(), json: json, model: "m", finish: .stop),
                operation: .chat, lifetime: nil, effort: .none, at: now)
        }
    }
    return (hits, wrong)
}

/// The most hits of any threshold that keeps the bound on these pairs.
private func bestFixed(_ similarities: [Double], _ isSame: [Bool], bound: Double) -> (hits: Int, wrong: Int) {
    let order = similarities.indices.sorted { similarities[$0] > similarities[$1] }
    var best = (hits: 0, wrong: 0)
    var wrong = 0
    for (place, number) in order.enumerated() {
        wrong += isSame[number] ? 0 : 1
        let isLastOfEquals = place + 1 == order.count || similarities[order[place + 1]] < similarities[number]
        if isLastOfEquals, Double(wrong) <= bound * Double(place + 1) { best = (place + 1, wrong) }
    }
    return best
}

/// The simple form: common words by all words, whatever they are.
private func plainOverlap(_ first: String, _ second: String) -> Double {
    func words(_ text: String) -> [Substring] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }
    }
    var counts: [Substring: Int] = [:]
    for word in words(first) { counts[word, default: 0] += 1 }
    var common = 0
    for word in words(second) where counts[word, default: 0] > 0 {
        counts[word, default: 0] -= 1
        common += 1
    }
    return 2 * Double(common) / Double(max(words(first).count + words(second).count, 1))
}

/// The embeddings of all sentences, asked for once.
private struct Vectors: Sendable {
    var byText: [String: [Float]] = [:]

    init(of texts: [String], from base: URL) async throws {
        let all = Array(Set(texts))
        for start in stride(from: 0, to: all.count, by: 256) {
            let batch = Array(all[start..<min(start + 256, all.count)])
            var request = URLRequest(url: base.appending(path: "embeddings"))
            request.httpMethod = "POST"
            let body: JSONValue = ["model": "local", "input": .array(batch.map { .string($0) })]
            request.httpBody = Data(body.serialized())
            let (data, _) = try await URLSession.shared.data(for: request)
            let vectors = try JSONValue(parsing: [UInt8](data))["data"]?.array ?? []
            for (text, vector) in zip(batch, vectors) {
                byText[text] = vector["embedding"]?.array?.compactMap { $0.double.map(Float.init) }
            }
        }
    }

    func cosine(_ first: String, _ second: String) -> Double {
        guard let one = byText[first], let two = byText[second] else { return 0 }
        return zip(one, two).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }
}

/// SplitMix64: the same order in every run.
private struct RepeatableGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

// MARK: - What a lookup costs

private func costs() async throws -> String {
    var random = RepeatableGenerator(state: 5)
    func vector() -> [Float] { (0..<384).map { _ in Float.random(in: -1...1, using: &random) } }
    var index = VectorIndex(dimensions: 384)
    for _ in 0..<10_000 where !index.set(vector()) { return "a vector was refused" }
    let query = vector()
    let search = perCall(200) { index.nearest(to: query, limit: 8).count }

    let words = (0..<400).map { "word" + String($0, radix: 26) }
    func text() -> String { (0..<15).map { _ in words.randomElement(using: &random) ?? "" }.joined(separator: " ") }
    let cache = SemanticCache(SemanticSettings(capacity: 1_000, bound: 1))
    let now = ContinuousClock.now
    func question(_ text: String) -> SemanticQuestion? {
        let body: JSONValue = ["messages": [["role": "user", "content": .string(text)]]]
        return SemanticQuestion(
            of: ModelRequest(operation: .chat, body: body), model: "m", tenant: "t", field: "f")
    }
    let json: JSONValue = ["choices": [["message": ["content": "x"], "finish_reason": "stop"]]]
    let answer = ModelAnswer(payload: json.serialized(), json: json, model: "m", finish: .stop)
    for _ in 0..<1_000 {
        guard let asked = question(text()), case .ask(let ticket?) = await cache.lookUp(asked, at: now, using: &random)
        else { continue }
        await cache.settle(
            ticket, answer: answer, operation: .chat, lifetime: nil, effort: .none, at: now)
    }
    let asked = (0..<1_000).compactMap { _ in question(text()) }
    let start = ContinuousClock.now
    for question in asked { _ = await cache.lookUp(question, at: now, using: &random) }
    let lexical = (ContinuousClock.now - start) / asked.count

    let exact = AnswerCache(capacity: 1 << 24)
    let body: JSONValue = [
        "model": "m", "temperature": 0.2, "max_tokens": 400,
        "messages": [
            ["role": "system", "content": .string(String(repeating: "Be brief. ", count: 60))],
            ["role": "user", "content": .string(text())],
        ],
    ]
    let request = ModelRequest(operation: .chat, body: body)
    let key = AnswerKey(of: request, model: "m", tenant: "t")
    exact.store(answer, for: key, operation: .chat, field: "f", lifetime: nil, effort: .none, at: now)
    let keyed = perCall(20_000) { AnswerKey(of: request, model: "m", tenant: "t").hashValue }
    let found = perCall(200_000) { exact.lookUp(key, field: "f", at: now) == nil ? 0 : 1 }
    return """
        | what | time |
        |---|---|
        | nearest 8 of 10,000 vectors of 384 numbers | \(search) |
        | lexical lookup among 1,000 texts of 15 words, taking the text apart included | \(lexical) |
        | key of a request of 1 kB | \(keyed) |
        | exact lookup, a hit | \(found) |

        """
}

private func perCall(_ count: Int, _ body: () -> Int) -> Duration {
    var sum = 0
    let start = ContinuousClock.now
    for _ in 0..<count { sum &+= body() }
    let time = (ContinuousClock.now - start) / count
    precondition(sum != .min)
    return time
}
