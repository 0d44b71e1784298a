import Annotations
import Essentials
import Foundation
import Gateway
import GatewayServer
import HTTPMessages
import MediaTools
import Networking
import StepEngine

/// Annotates a deck with a model through a gateway in this process, or without one.
struct AnnotationStudio {
    let request: AnnotationRequest
    /// `nil`: no model.
    let configuration: GatewayConfiguration?
    let reporter: AnnotationReporter
    /// Endpoints that have to be there when anything is asked.
    let upstreams: [HTTPAddress]

    /// Hands what was made to `finish`, while the engine is there.
    func work(_ finish: @escaping @Sendable (Annotation, Engine) async throws -> Void) async throws {
        try await withModel(asks: true) { workshop, model in try await annotate(workshop, model: model, finish) }
    }

    /// What the work would be. Nobody is asked.
    func plan() async throws -> AnnotationPlan {
        try await withModel(asks: false) { workshop, model in
            try await DeckAnnotator(engine: workshop.engine, model: model).plan(request)
        }
    }

    /// - Parameter asks: whether the model is going to be asked; otherwise its endpoints hear nothing.
    private func withModel<Result: Sendable>(
        asks: Bool, _ body: @Sendable (Workshop, (any FieldModel)?) async throws -> Result
    ) async throws -> Result {
        guard let configuration else { return try await body(try Workshop(home: try Home()), nil) }
        let process = GatewayProcess(configuration: configuration, localModels: GatewayOptions.localModels)
        return try await process.inProcess(asks: asks) { gateway, client in
            let model = try GatewayFieldModel(gateway)
            let workshop = try Workshop(home: try Home()) { _ in
                FieldModelService(model: model, links: WebLinks(client: client))
            }
            if asks, !upstreams.isEmpty,
                try await DeckAnnotator(engine: workshop.engine, model: model).plan(request).calls > 0
            {
                try await UpstreamGreeting(addresses: upstreams).meet(with: client)
            }
            return try await body(workshop, model)
        }
    }

    private func annotate(
        _ workshop: Workshop, model: (any FieldModel)?, _ finish: @Sendable (Annotation, Engine) async throws -> Void
    ) async throws {
        let annotator = DeckAnnotator(engine: workshop.engine, model: model)
        let (request, reporter) = (self.request, self.reporter)
        let annotation = try await withThrowingTaskGroup(of: Annotation?.self) { group in
            group.addTask {
                await reporter.drawBar()
                return nil
            }
            group.addTask { try await annotator.annotate(request) { reporter.hear($0) } }
            defer { group.cancelAll() }
            while let result = try await group.next() {
                if let result { return result }
            }
            throw CancellationError()
        }
        reporter.clear()
        do {
            try await finish(annotation, workshop.engine)
        } catch {
            try await workshop.settle()
            throw error
        }
        try await workshop.settle()
    }
}
