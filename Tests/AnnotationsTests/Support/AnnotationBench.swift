import Caching
import Foundation
import MediaTools
import StepEngine
import TestKit
import Testing

@testable import Annotations
@testable import Decks

/// A home of its own, and the example deck.
struct AnnotationBench {
    let folder: URL

    static let example = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Examples/lighthouse.pptx")

    static func run(_ body: (AnnotationBench) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "annotations-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(AnnotationBench(folder: folder))
    }

    /// What annotating would do, and which kinds of steps ran to find that out.
    func plan(
        _ deck: URL = example, model: ScriptedModel? = nil, _ change: (inout AnnotationRequest) -> Void = { _ in }
    ) async throws -> (plan: AnnotationPlan, ran: Set<String>) {
        let log = EventLog()
        var request = AnnotationRequest(deck: deck)
        change(&request)
        let plan = try await DeckAnnotator(engine: engine(model, observers: [log]), model: model).plan(request)
        return (plan, Set(log.drain().filter { $0.hasPrefix("ran ") }))
    }

    /// Annotates with an engine that knows only what is on disk.
    func annotate(
        _ deck: URL = example, model: (any FieldModel)? = nil, links: (any LinkVerifier)? = nil,
        prompts: PromptBook = PromptBook(), heard: HeardEvents = HeardEvents(),
        _ change: (inout AnnotationRequest) -> Void = { _ in }
    ) async throws -> (annotation: Annotation, engine: Engine) {
        let engine = try engine(model, links: links)
        var request = AnnotationRequest(deck: deck)
        change(&request)
        let annotator = DeckAnnotator(engine: engine, model: model, prompts: prompts)
        let annotation = try await annotator.annotate(request) { heard.hear($0) }
        return (annotation, engine)
    }

    private func engine(
        _ model: (any FieldModel)?, links: (any LinkVerifier)? = nil, observers: [any StepObserver] = []
    ) throws -> Engine {
        let home = folder.appending(path: "home")
        let disk = try DiskCache(home: home)
        var services = StepServices()
        services.provide(MediaToolbox.local(home: home, scratch: disk.scratchFolder, width: 2))
        if let model { services.provide(FieldModelService(model: model, links: links)) }
        return Engine(
            disk: disk, plan: .machine(cores: 2, memory: 4 << 30), services: services, observers: observers)
    }

    /// The annotated deck as a file.
    func write(_ annotation: Annotation, _ name: String, engine: Engine) throws -> URL {
        guard let package = annotation.material.package else { throw DeckError(code: "test", message: "no package") }
        let changes = WriteBack.edits(annotation.deck, of: annotation.material.deck)
        let archive = try ZipArchive(contentsOf: engine.url(of: package))
        let file = folder.appending(path: name)
        try DeckEditor.edit(archive, changes, language: annotation.deck.language).bytes.write(to: file)
        return file
    }

    /// The example with other words in one part.
    func example(
        replacing text: String, with other: String, in part: String, of deck: URL = example, as name: String
    ) throws -> URL {
        let archive = try ZipArchive(contentsOf: deck)
        var writer = ZipWriter()
        for entry in archive.entries {
            guard entry.name == part else {
                try writer.copy(entry, from: archive)
                continue
            }
            let xml = String(decoding: try archive.bytes(of: entry), as: UTF8.self)
            try writer.add(entry.name, Data(xml.replacing(text, with: other).utf8))
        }
        let file = folder.appending(path: name)
        try writer.bytes().write(to: file)
        return file
    }
}
