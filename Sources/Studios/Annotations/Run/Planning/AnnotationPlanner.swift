import Decks
import Essentials
import StepEngine

/// Goes through the fields of a deck as annotating it does, and looks what is there.
struct AnnotationPlanner {
    /// With an engine that only looks.
    let desk: SlideDesk

    private var entries: [AnnotationPlan.Field] = []
    private var missing: [Question: SlideField] = [:]
    private var costs: [SlideField: [Double]] = [:]

    /// What a model would be asked, as far as it is known: equal questions are asked once.
    private enum Question: Hashable {
        case step(WriteFieldByModel)
        /// Its pictures are not looked at, or it is not drawn. The slide is as its author left it, wherever it stands.
        case unseen(SlideField, Slide, SlideClassification, kept: [AltText])
    }

    init(desk: SlideDesk) {
        self.desk = desk
    }

    mutating func plan() async throws -> AnnotationPlan {
        let slides = desk.deck.deck.slides
        for index in slides.indices { try await add(slides[index], at: index) }
        return AnnotationPlan(
            kinds: slides.map { desk.kind(of: $0).kind }, fields: entries, calls: missing.count, cost: cost)
    }

    private mutating func add(_ slide: Slide, at index: Int) async throws {
        let kind = desk.kind(of: slide)
        let material = try await seen { try await desk.material(of: slide, kind: kind) }
        for field in SlideField.allCases where desk.request.fields.contains(field) {
            let source: AnnotationPlan.Source
            switch desk.assignment(of: field, on: slide, kind: kind) {
            case .person: source = .person
            case .standing(let kept): source = kept.byPerson.isEmpty ? .deck : .person
            case .program(let kept, let isFixedForm):
                let isThere = try await material.asyncMap { material in
                    try await desk.engine.keptValue(of: desk.programStep(field, material, kept: kept)) != nil
                }
                source = isThere == true ? .earlier : isFixedForm ? .fixedForm : .offline
            case .model(let kept):
                source = try await modelSource(field, of: slide, at: index, material, kept)
            }
            entries.append(AnnotationPlan.Field(slide: slide.number, field: field, source: source))
        }
    }

    private mutating func modelSource(
        _ field: SlideField, of slide: Slide, at index: Int, _ material: SlideMaterial?, _ kept: [AltText]
    ) async throws -> AnnotationPlan.Source {
        guard let model = desk.model else { return .offline }
        let step = try await material.asyncMap { material in
            try await seen { try await desk.modelStep(field, at: index, material, kept: kept, by: model) }
        }
        guard case .some(.some(let step)) = step else {
            var own = desk.authored(slide)
            // Whoever does not see the slide is not told how it looks.
            if !field.isVisual { own.appearance = ContentDigest(of: "") }
            missing[.unseen(field, own, desk.kind(of: slide), kept: kept)] = field
            return .model
        }
        guard let text = try await desk.engine.keptValue(of: step) else {
            missing[.step(step)] = field
            return .model
        }
        if let cost = text.provenance.cost { costs[field, default: []].append(cost) }
        return .earlier
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

extension Optional {
    fileprivate func asyncMap<Other>(_ transform: (Wrapped) async throws -> Other) async rethrows -> Other? {
        guard let self else { return nil }
        return try await transform(self)
    }
}
