import Decks
import Essentials
import StepEngine

/// Goes through the fields of a deck as annotating it does, and looks what is there.
struct AnnotationPlanner {
    /// With an engine that only looks.
    let desk: SlideDesk

    private var kinds: [SlideKind] = []
    private var entries: [AnnotationPlan.Field] = []
    private var missing: [Question: SlideField] = [:]
    private var costs: [SlideField: [Double]] = [:]

    /// What a model would be asked, as far as it is known: equal questions are asked once.
    private enum Question: Hashable {
        case known(WriteFieldByModel)
        /// Its pictures were not looked at, or it was not drawn: the step without them, and how the slide looks, where that
        /// decides the question.
        case unseen(WriteFieldByModel, ContentDigest?)
    }

    init(desk: SlideDesk) {
        self.desk = desk
    }

    mutating func plan() async throws -> AnnotationPlan {
        for index in desk.deck.deck.slides.indices { try await add(index) }
        return AnnotationPlan(kinds: kinds, fields: entries, calls: missing.count, cost: cost)
    }

    private mutating func add(_ index: Int) async throws {
        let read = try await seen { try await desk.slide(at: index) }
        let slide = read?.slide ?? desk.deck.deck.slides[index]
        let kind = desk.kind(of: slide)
        kinds.append(kind.kind)
        var material: SlideMaterial?
        if let read {
            material = try await seen { try await desk.material(of: slide, isScan: read.isScan, kind: kind) }
        }
        for field in desk.request.fields {
            let source: AnnotationPlan.Source
            switch desk.assignment(of: field, on: slide, kind: kind) {
            case .person: source = .person
            case .standing(let kept): source = kept.byPerson.isEmpty ? .deck : .person
            case .program(let kept, let isFixedForm):
                var isThere = false
                if let material {
                    let step = desk.programStep(field, material, kept: kept.texts)
                    isThere = try await desk.engine.keptValue(of: step) != nil
                }
                source = isThere ? .earlier : isFixedForm ? .fixedForm : .offline
            case .model(let kept):
                source = try await isThere(field, of: slide, kind, material, kept.texts) ? .earlier : .model
            }
            entries.append(AnnotationPlan.Field(slide: slide.number, field: field, source: source))
        }
    }

    /// Looks for the text of a model, and notes what would be asked when it is not there.
    private mutating func isThere(
        _ field: SlideField, of slide: Slide, _ kind: SlideClassification, _ material: SlideMaterial?,
        _ kept: [AltText]
    ) async throws -> Bool {
        guard let model = desk.model else { return false }
        let picture = try await seen { try await desk.picture(for: field, of: slide) }
        let step = desk.modelStep(
            field, material ?? desk.material(of: slide, kind: kind, sights: []), picture: picture ?? nil, kept: kept,
            by: model)
        guard material != nil, picture != nil else {
            missing[.unseen(step, field.isVisual || slide.elements.isEmpty ? slide.appearance : nil)] = field
            return false
        }
        guard let text = try await desk.engine.keptValue(of: step) else {
            missing[.known(step)] = field
            return false
        }
        if let cost = text.provenance.cost { costs[field, default: []].append(cost) }
        return true
    }

    /// `nil` when something that has to be looked at is not there.
    private func seen<Value: Sendable>(_ look: () async throws -> Value) async throws -> Value? {
        do {
            return try await look()
        } catch let error as EngineError where error.isNotKept {
            return nil
        }
    }

    private var cost: Double? {
        var sum = 0.0
        for field in missing.values {
            guard let known = costs[field], !known.isEmpty else { return nil }
            sum += known.reduce(0, +) / Double(known.count)
        }
        return missing.isEmpty ? nil : sum
    }
}
