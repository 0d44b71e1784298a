import Foundation
import Synchronization
import TestKit
import Testing

@testable import Annotations

@Suite("The end of a run")
struct AnnotationEndTests {
    @Test("is told with a count of all events, wherever the run is ended; each field that began ends once")
    func cancelled() async throws {
        try await AnnotationBench.run { bench in
            // The slides are drawn once for all.
            let whole = try await bench.annotate(model: ScriptedModel()).annotation.deck.slides
            let fields = whole.flatMap(\.fields)
            let asked = fields.count { $0.provenance.writer == .model }
            var random = SeededGenerator(seed: 20)
            for round in 0..<12 {
                let point = Int.random(in: 1...asked, using: &random)
                let events = try await events(bench, endedAtQuestion: point, model: "round-\(round)")
                let tally = check(events, "question \(point)")
                #expect(tally.cancelled > 0 && tally.failed == 0, "question \(point)")
                #expect(tally.began <= fields.count, "question \(point)")
            }
        }
    }

    @Test("counts what failed, what was flagged and what was reused")
    func counted() async throws {
        try await AnnotationBench.run { bench in
            let model = ScriptedModel { question in
                if question.field == .script { throw AnnotationError.unusableAnswer(.script, "the test says so") }
                return question.field == .developerNotes ? "Keep 4711 things." : ScriptedModel.good(question)
            }
            for round in 1...2 {
                let heard = HeardEvents()
                let deck = try await bench.annotate(model: model, heard: heard).annotation.deck
                let fields = deck.slides.flatMap(\.fields)
                let tally = check(heard.events, "round \(round)")
                #expect(tally.failed == fields.count { $0.value == nil } && tally.failed > 0)
                #expect(tally.flagged == fields.count { !$0.flags.isEmpty } && tally.flagged > 0)
                #expect(tally.reused == fields.count(where: \.provenance.wasReused))
                #expect((tally.reused > 0) == (round == 2))
                #expect(tally.cancelled == 0)
            }
        }
    }

    @Test("is told when the deck cannot be read, too")
    func unreadable() async throws {
        try await AnnotationBench.run { bench in
            let deck = bench.folder.appending(path: "talk.pptx")
            try Data("hello".utf8).write(to: deck)
            let heard = HeardEvents()
            await #expect(throws: (any Error).self) { _ = try await bench.annotate(deck, heard: heard) }
            let tally = check(heard.events, "no deck")
            #expect(heard.events.count == 1 && tally.began == 0)
        }
    }

    /// Runs until the model is asked for the `point`th time, and ends there: that question and those after it are not
    /// answered.
    private func events(
        _ bench: AnnotationBench, endedAtQuestion point: Int, model name: String
    ) async throws -> [AnnotationEvent] {
        let (reached, tell) = AsyncStream.makeStream(of: Void.self)
        let (never, keep) = AsyncStream.makeStream(of: Void.self)
        defer { keep.finish() }
        let count = Atomic(0)
        let model = ScriptedModel(name: name) { question in
            guard count.wrappingAdd(1, ordering: .relaxed).newValue >= point else {
                return ScriptedModel.good(question)
            }
            tell.yield(())
            for await _ in never {}
            throw CancellationError()
        }
        let heard = HeardEvents()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { _ = try await bench.annotate(model: model, heard: heard) }
            for await _ in reached { break }
            group.cancelAll()
            await #expect(throws: CancellationError.self) { try await group.waitForAll() }
        }
        return heard.events
    }

    /// Holds the events against each other, and gives back the count that they end with.
    private func check(_ events: [AnnotationEvent], _ place: String) -> AnnotationTally {
        var began: [String] = []
        var ended: [String] = []
        var own = AnnotationTally()
        for event in events.dropLast() {
            switch event {
            case .deckRead, .slideFinished: break
            case .fieldBegan(let slide, let field): began.append("\(slide) \(field)")
            case .fieldCancelled(let slide, let field):
                ended.append("\(slide) \(field)")
                own.cancelled += 1
            case .fieldFinished(let slide, let result):
                ended.append("\(slide) \(result.field)")
                if result.value == nil { own.failed += 1 } else { own.written += 1 }
                if result.provenance.wasReused { own.reused += 1 }
                if !result.flags.isEmpty { own.flagged += 1 }
            case .ended: Issue.record("\(place): it goes on after the end")
            }
        }
        own.began = began.count
        #expect(Set(began).count == began.count && ended.sorted() == began.sorted(), "\(place)")
        guard case .ended(let tally)? = events.last else {
            Issue.record("\(place): the last event is no end")
            return AnnotationTally()
        }
        own.seconds = tally.seconds
        #expect(tally == own && tally.seconds >= 0, "\(place)")
        return tally
    }
}
