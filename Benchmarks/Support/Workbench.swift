import Caching
import Decks
import Foundation
import MediaTools
import StepEngine

/// An engine with the real tools.
func benchmarkEngine(home: URL) throws -> Engine {
    let disk = try DiskCache(home: home)
    var services = StepServices()
    services.provide(MediaToolbox.local(home: home, scratch: disk.scratchFolder, width: 2))
    return Engine(
        disk: disk, plan: .machine(cores: 2, memory: 8 << 30), services: services)
}

/// Slides of a sample deck as PNG files of 1920x1080.
func sampleImages(_ count: Int, _ place: Place, _ folder: URL) async throws -> [URL] {
    let deck = folder.appending(path: "images.pptx")
    try SampleDeck(slides: (1...count).map { .init(mark: "\($0)", notes: nil, model: $0) }).write(
        from: place.example, to: deck)
    let engine = try benchmarkEngine(home: folder.appending(path: "image-home"))
    let material = try await DeckIntake(engine: engine).material(of: deck)
    let drawings = material.pictures.compactMap { if case .drawing(let step) = $0 { step } else { nil } }
    let pages = try await engine.values(of: drawings)
    let assets = try await concurrently(pages) {
        try await engine.value(of: SlideImage(page: $0, width: 1920, height: 1080))
    }
    try check(Set(assets).count == count, "only \(Set(assets).count) of \(count) sample slides differ")
    return try assets.enumerated().map { index, asset in
        let file = folder.appending(path: "slide-\(index + 1).png")
        try FileManager.default.copyItem(at: engine.url(of: asset), to: file)
        return file
    }
}

/// All at once, results in order.
func concurrently<Item: Sendable, Value: Sendable>(
    _ items: [Item], _ body: @escaping @Sendable (Item) async throws -> Value
) async throws -> [Value] {
    try await withThrowingTaskGroup(of: (Int, Value).self) { group in
        for (index, item) in items.enumerated() { group.addTask { (index, try await body(item)) } }
        var values: [Int: Value] = [:]
        for try await (index, value) in group { values[index] = value }
        return items.indices.compactMap { values[$0] }
    }
}
