import Caching
import Essentials
public import Foundation

/// What a running step has at hand: other steps, the files of the engine, a place to work in.
public struct StepContext: Sendable {
    package let engine: Engine
    let run: Int
    let kind: StepKind
    let lane: Lane
    let subject: String?
    let priority: StepPriority

    /// The value of another step.
    ///
    /// - Throws: what ``Engine/value(of:priority:subject:)`` throws; ``EngineError`` when this step holds a place in a
    ///   lane, or when the other one waits for it.
    public func value<S: Step>(of step: S, subject: String? = nil) async throws -> S.Value {
        guard lane == .coordination else { throw EngineError.asksFromLane(kind, lane) }
        return try await engine.value(
            of: step, priority: priority, subject: subject ?? self.subject, askedBy: run)
    }

    /// The values of several steps of one kind, made together as far as they are missing.
    public func values<S: BatchStep>(of steps: [S], subjects: [String] = []) async throws -> [S.Value] {
        guard lane == .coordination else { throw EngineError.asksFromLane(kind, lane) }
        return try await engine.values(of: steps, priority: priority, subjects: subjects, askedBy: run)
    }

    /// Something that the engine was given for its steps to work with.
    public func service<Service: Sendable>(_ type: Service.Type) throws -> Service {
        try engine.services.find(type)
    }

    /// Tells how far the work is, from 0 to 1.
    public func report(progress: Double) {
        engine.emit(kind, subject, run, .didProgress(min(max(progress, 0), 1)))
    }
}

extension StepContext {
    /// Where the bytes of `asset` are, to be read only.
    public func url(of asset: Asset) throws -> URL { try engine.url(of: asset) }

    /// The bytes of `asset`.
    public func bytes(of asset: Asset) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: url(of: asset), options: .mappedIfSafe))
    }

    /// Keeps `bytes` as an asset.
    public func store(_ bytes: some ContiguousBytes, mediaType: String) throws -> Asset {
        try engine.store(bytes, mediaType: mediaType)
    }

    /// Makes the file at `file` an asset; it must be in a folder that ``withScratchFolder(_:)`` gave.
    public func adopt(_ file: URL, mediaType: String) throws -> Asset {
        guard let disk = engine.disk else { throw EngineError.noDisk }
        let (digest, size) = try disk.assets.adopt(file)
        return Asset(digest: digest, size: size, mediaType: mediaType)
    }

    /// Gives `body` an empty folder, and removes it afterwards, come what may.
    public func withScratchFolder<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
        guard let disk = engine.disk else { throw EngineError.noDisk }
        let folder = disk.assets.temporaryFile()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(folder)
    }
}

extension Engine {
    /// Where the bytes of `asset` are, to be read only.
    public func url(of asset: Asset) throws -> URL {
        guard let disk else { throw EngineError.noDisk }
        disk.session.note(asset.digest)
        guard disk.assets.size(of: asset.digest) == asset.size else { throw EngineError.assetMissing(asset) }
        return disk.assets.url(of: asset.digest)
    }

    /// Keeps `bytes` as an asset.
    public func store(_ bytes: some ContiguousBytes, mediaType: String) throws -> Asset {
        guard let disk else { throw EngineError.noDisk }
        let (digest, size) = try disk.assets.store(bytes)
        return Asset(digest: digest, size: size, mediaType: mediaType)
    }

    /// Keeps a copy of a file from outside as an asset. This is how input enters.
    ///
    /// - Throws: `CacheError` `file.unreadable` when it cannot be read.
    public func take(_ file: URL, mediaType: String) throws -> Asset {
        guard let disk else { throw EngineError.noDisk }
        let (digest, size) = try disk.assets.copy(file)
        return Asset(digest: digest, size: size, mediaType: mediaType)
    }
}
