import Foundation
import Synchronization

@testable import Annotations

/// A model that says what a test wants, and remembers what it was asked.
final class ScriptedModel: FieldModel {
    private let state = Mutex<[ModelQuestion]>([])
    private let name: String
    private let family: ModelFamily
    private let cuts: Cuts
    private let answer: @Sendable (ModelQuestion) async throws -> String

    /// - Parameters:
    ///   - cuts: which answers are told to be cut off.
    ///   - answer: the text of the answer; ``good(_:)`` where it does not matter.
    init(
        name: String = "scripted", family: ModelFamily = .frontier,
        cuts: Cuts = .none,
        _ answer: @escaping @Sendable (ModelQuestion) async throws -> String = good
    ) {
        self.name = name
        self.family = family
        self.cuts = cuts
        self.answer = answer
    }

    enum Cuts {
        case none
        case first(SlideField)
        case all(SlideField)
        case repairs

        func include(_ question: ModelQuestion) -> Bool {
            switch self {
            case .none: false
            case .first(let field): question.field == field && question.repair == nil
            case .all(let field): question.field == field
            case .repairs: question.repair != nil
            }
        }
    }

    var questions: [ModelQuestion] { state.withLock { $0 } }

    func forget() { state.withLock { $0 = [] } }

    func identity(for field: SlideField) -> String { field.route + " " + name }

    func family(for field: SlideField) -> ModelFamily { family }

    func ask(_ question: ModelQuestion) async throws -> ModelReply {
        state.withLock { $0.append(question) }
        return ModelReply(
            text: try await answer(question), model: name, isCut: cuts.include(question),
            isLocal: name.hasPrefix("local/"),
            cost: 0.25, calls: 1)
    }

    /// An answer that breaks no rule on any slide.
    @Sendable static func good(_ question: ModelQuestion) -> String {
        switch question.field {
        case .altText:
            let entries = wanted(question).map { #"{"shape": \#($0), "text": "Something worth a look stands here."}"# }
            return #"{"altTexts": [\#(entries.joined(separator: ", "))]}"#
        case .slideDescription: return "On the left stand some points, and on the right something is drawn."
        case .script: return "You can see how one thing follows from another."
        case .instructorNotes: return "- Stress the order of the points.\n- Ask: what would change without them?"
        case .studentNotes: return "The *order* of the points matters.\n\nEach of them leads to the next."
        case .references: return #"{"references": []}"#
        case .developerNotes: return "Keep the parts together when the slide is changed."
        }
    }

    static func wanted(_ question: ModelQuestion) -> [Int] {
        question.material.matches(of: /\[WANTED, shape (\d+)\]/).compactMap { Int($0.1) }
    }
}

/// What was heard during a run.
final class HeardEvents: Sendable {
    private let state = Mutex<[AnnotationEvent]>([])
    private let stream: AsyncStream<AnnotationEvent>
    private let continuation: AsyncStream<AnnotationEvent>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream()
    }

    var events: [AnnotationEvent] { state.withLock { $0 } }

    func hear(_ event: AnnotationEvent) {
        state.withLock { $0.append(event) }
        continuation.yield(event)
    }

    /// Returns when so many fields have ended. One waits at most, and once.
    func wait(forFields count: Int) async {
        var finished = 0
        for await event in stream {
            if case .fieldFinished = event { finished += 1 }
            if finished == count { return }
        }
    }
}
