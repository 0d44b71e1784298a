import Foundation
import Gateway
import HTTPMessages
import MockUpstream
import Networking
import Synchronization

/// A deck of 20 slides with 7 fields each, written by a model that is as fast as reported of a fast one: 4.2 s for an
/// answer, 3.3 % of the calls throttled. One call in twenty answers nonsense.
///
/// The tool runs in real time. The caller that asks one field after the other is run with a clock 50 times as fast,
/// and told in real seconds.
func annotationWorkloadBenchmark(_ place: Place) async throws -> String {
    try await withFolder { folder in
        let deck = folder.appending(path: "deck.pptx")
        let slides = (1...ModelDesk.slides).map { SampleDeck.Slide(mark: ModelDesk.mark($0), notes: nil, model: $0) }
        try SampleDeck(slides: slides).write(from: place.example, to: deck)
        let desk = try ModelDesk(place: place, folder: folder, deck: deck)
        let sequential = try await desk.sequential()
        var rows = [
            "| one field after the other, 3 attempts | \(sequential.text()) | 1/1.0 |"
                + String(repeating: " |", count: 6)
        ]
        for (name, options) in [
            ("4 workers, batches of 2", ["--workers", "4", "--batch", "2"]), ("all that the gateway lets through", []),
        ] {
            let run = try await desk.annotate(options: options, home: "home-\(options.count)", nonsense: 0.05)
            rows.append("| \(name) | \(run.wall.text()) | 1/\((sequential / run.wall).text()) | " + run.cells + " |")
        }
        return """
            | caller | seconds, 20 slides | of sequential | fields | began and ended once, of 140 | calls | nonsense answers | \
            fields that it met: repaired, flagged | nonsense that passed unseen |
            |---|---|---|---|---|---|---|---|---|
            \(rows.joined(separator: "\n"))

            \(try await desk.editedBullet())
            """
    }
}

/// The tool, a mock provider and a deck.
private struct ModelDesk {
    static let slides = 20
    static func mark(_ slide: Int) -> String {
        "Chapter \(["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"][slide % 10])\(slide)x"
    }

    let place: Place
    let folder: URL
    let deck: URL
    private let replies: [ScriptedReply]

    init(place: Place, folder: URL, deck: URL) throws {
        (self.place, self.folder, self.deck) = (place, folder, deck)
        replies = try Self.replies(place, folder, deck) { [Self.mark($0)] }
    }

    struct Run {
        var wall: Double
        var fields: FieldsFile
        var calls: Int
        var nonsense: Int
        var whole: Int

        var cells: String {
            let all = fields.all.map(\.field)
            let repaired = all.count { $0.provenance.wasRepaired }
            let flagged = all.count { !$0.flags.isEmpty }
            let unseen = all.count { field in field.flags.isEmpty && ModelDesk.isNonsense(field.answer) }
            return
                "\(all.count { $0.failure == nil }) | \(whole) | \(calls) | \(nonsense) | \(repaired), \(flagged) | \(unseen)"
        }
    }

    /// The syllables that the mock makes nonsense of.
    static func isNonsense(_ text: String) -> Bool {
        let words = text.lowercased().split { !$0.isLetter }
        let odd = words.count { word in
            ["flor", "bim", "zat", "quo", "nep", "dru", "wex", "oli"].contains { word.hasPrefix($0) }
                && (6...8).contains(word.count)
        }
        return odd * 2 > words.count
    }

    // MARK: Runs

    func annotate(options: [String], home: String, nonsense: Double) async throws -> Run {
        try await annotate(deck, replies, options: options, home: home, latency: 4.2, nonsense: nonsense)
    }

    private func annotate(
        _ deck: URL, _ replies: [ScriptedReply], options: [String] = [], home: String, latency: Double = 0,
        nonsense: Double = 0
    ) async throws -> Run {
        let scenario = Scenario(
            region: "fast", answer: AnswerSettings(replies: replies),
            latency: LatencySettings(
                firstToken: latency > 0 ? .lognormal(mean: latency, p95: latency * 2) : .constant(0)),
            throttle: ThrottleSettings(share: latency > 0 ? 0.033 : 0),
            rules: nonsense > 0 ? [Rule(name: "nonsense", share: nonsense, faults: [Fault(.nonsense)])] : [])
        return try await MockRegion.run([scenario], seed: 11) { regions in
            let config = folder.appending(path: "atelier.yaml")
            try Data(Self.configuration(regions[0]).utf8).write(to: config)
            let fields = folder.appending(path: "\(home).json")
            let (place, folder) = (self.place, self.folder)
            let arguments =
                [
                    "annotate", deck.path, "--config", config.path, "--json", fields.path, "--events",
                    "-o", folder.appending(path: "\(home).pptx").path,
                ] + options
            let (made, cost) = try await Cost.of {
                try await Self.offThePool {
                    try run(
                        place.tool, arguments,
                        environment: ["ATELIER_HOME": folder.appending(path: home).path])
                }
            }
            try check([0, 1].contains(made.status), "annotate: \(made.status): \(made.errors)")
            let log = regions[0].upstream.log.totals
            return Run(
                wall: cost.wall, fields: try FieldsFile(contentsOf: fields), calls: log.calls,
                nonsense: log.decisions["nonsense"] ?? 0, whole: try Self.wholeFields(in: made.text))
        }
    }

    /// Fields with one event that tells their beginning and one that tells their end. The tally at the end has to say
    /// the same.
    private static func wholeFields(in text: String) throws -> Int {
        struct Event: Decodable {
            struct Tally: Decodable {
                var began: Int
                var written: Int
                var failed: Int
                var cancelled: Int
            }

            var event: String
            var slide: Int?
            var field: String?
            var tally: Tally?
        }
        var counts: [String: (began: Int, ended: Int)] = [:]
        var tally: Event.Tally?
        for line in text.split(separator: "\n") {
            let event = try JSONDecoder().decode(Event.self, from: Data(line.utf8))
            if let last = event.tally { tally = last }
            guard let slide = event.slide, let field = event.field else { continue }
            let key = "\(slide)/\(field)"
            if event.event == "fieldBegan" { counts[key, default: (0, 0)].began += 1 }
            if event.event == "fieldFinished" { counts[key, default: (0, 0)].ended += 1 }
        }
        let began = counts.values.reduce(0) { $0 + $1.began }
        let ended = counts.values.reduce(0) { $0 + $1.ended }
        try check(tally?.began == began, "the tally says that \(tally?.began ?? 0) fields began, not \(began)")
        try check(
            tally.map { $0.written + $0.failed } == ended && tally?.cancelled == 0,
            "the tally is \(String(describing: tally)), and \(ended) fields ended")
        return counts.values.count { $0.began == 1 && $0.ended == 1 }
    }

    /// One bullet of a deck of 48 slides is edited: which fields are asked for again.
    func editedBullet() async throws -> String {
        let place = 21
        func mark(_ slide: Int) -> String { "Part \(slide)x" }
        var slides = (1...48).map { SampleDeck.Slide(mark: mark($0), notes: ["Words \($0)."], model: 1) }
        let first = folder.appending(path: "deck-48.pptx")
        try SampleDeck(slides: slides).write(from: self.place.example, to: first)
        slides[place - 1].point = "and reedited"
        let second = folder.appending(path: "deck-48-edited.pptx")
        try SampleDeck(slides: slides).write(from: self.place.example, to: second)
        let replies =
            try Self.replies(self.place, folder, second) { [mark($0)] + ($0 == place ? [slides[$0 - 1].point] : []) }
            + Self.replies(self.place, folder, first) { [mark($0)] }

        let cold = try await annotate(first, replies, home: "long")
        let edited = try await annotate(second, replies, home: "long")
        let again = edited.fields.all.filter { $0.field.provenance.calls > 0 && !$0.field.provenance.wasReused }
        let others = again.map(\.slide.number).filter { $0 != place }
        try check(!again.isEmpty && others.isEmpty, "slides \(others) were asked for again")
        let same = try await annotate(second, replies, home: "long")
        return """
            A deck of 48 slides: \(cold.calls) calls. One bullet of slide \(place) edited: \(edited.calls) calls, for \
            \(again.map(\.name).joined(separator: ", ")) of that slide. The same deck once more: \(same.calls) calls.
            """
    }

    /// One field after the other, in real seconds.
    func sequential() async throws -> Double {
        let scale = 0.02
        let scenario = Scenario(
            region: "fast", timeScale: scale, answer: AnswerSettings(style: .echo),
            latency: LatencySettings(firstToken: .lognormal(mean: 4.2, p95: 8.4)),
            throttle: ThrottleSettings(share: 0.033))
        return try await MockRegion.run([scenario], seed: 11) { regions in
            let naive = NaiveCaller(regions, pause: .seconds(2) * scale, timeout: .seconds(120) * scale)
            let start = ContinuousClock.now
            for field in 0..<Self.slides * 7 { _ = try await naive.ask(Question("Write text \(field).")) }
            await naive.client.shutdown()
            return (ContinuousClock.now - start) / .seconds(1) / scale
        }
    }

    // MARK: What the model says

    private static let fields = [
        "altText": "alt-text", "slideDescription": "slide-description", "script": "script",
        "instructorNotes": "instructor-notes", "studentNotes": "student-notes", "references": "references",
        "developerNotes": "developer-notes",
    ]

    /// What a good model says: the texts that the tool writes by itself.
    ///
    /// - Parameter signs: what a question about a slide holds, by the slide's number.
    private static func replies(
        _ place: Place, _ folder: URL, _ deck: URL, signs: (Int) -> [String]
    ) throws -> [ScriptedReply] {
        let file = folder.appending(path: "offline.json")
        try runWell(
            place.tool, ["annotate", deck.path, "--offline", "--json", file.path, "--quiet"],
            environment: ["ATELIER_HOME": folder.appending(path: "offline-home").path])
        return try FieldsFile(contentsOf: file).all.compactMap { slide, name, field in
            guard let model = fields[name] else { return nil }
            var text = field.answer
            if name == "slideDescription", let opening = text.firstRange(of: ". ") {
                text = String(text[opening.upperBound...])
            }
            return ScriptedReply(model: model, contains: signs(slide.number), text: text)
        }
    }

    /// A pool for each field, so that the mock knows by the model's name which field is asked for.
    private static func configuration(_ region: MockRegion) -> String {
        var pools = "pools:\n"
        var routes = "routes:\n"
        for name in fields.values.sorted() {
            pools +=
                "  \(name): {provider: openai, url: \"\(region.base.origin)\(region.base.path)\", model: \(name), region: here}\n"
            routes += "  slides.\(name): {pool: \(name)}\n"
        }
        return pools + routes
    }

    /// Waiting for a program takes a thread, which must not be one that tasks run on.
    private static func offThePool<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws
        -> Result
    {
        try await withCheckedThrowingContinuation { continuation in
            Thread { continuation.resume(with: Swift.Result { try work() }) }.start()
        }
    }
}
