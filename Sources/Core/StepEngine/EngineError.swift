public import Essentials

/// Why the engine could not give a value. Errors of the steps themselves are passed on as they are.
public struct EngineError: DescribedFailure, Equatable {
    public let code: String
    public let message: String
    public let remedy: String?
    public let category: FailureCategory

    /// A step ended up waiting for itself.
    public static func cycle(_ kind: StepKind) -> EngineError {
        EngineError(
            code: "engine.cycle", message: "A step of kind '\(kind)' waits for itself.",
            remedy: "A step may only ask for steps that do not need it.", category: .failed)
    }

    /// A step asked for another one while it held a place in a lane: that could wait for ever.
    public static func asksFromLane(_ kind: StepKind, _ lane: Lane) -> EngineError {
        EngineError(
            code: "engine.asks-from-lane",
            message: "A step of kind '\(kind)' asked for another step while it held a place in the lane '\(lane)'.",
            remedy: "Give it the lane 'coordination', and let another step do the heavy part.", category: .failed)
    }

    /// A batch gave back another number of values than it was asked for.
    public static func batchIncomplete(_ kind: StepKind) -> EngineError {
        EngineError(
            code: "engine.batch-incomplete",
            message: "A batch of '\(kind)' gave another number of values than it was asked for.", remedy: nil,
            category: .failed)
    }

    /// An engine that only looks was asked for a step whose value is not there.
    package static func notKept(_ kind: StepKind) -> EngineError {
        EngineError(
            code: notKeptCode, message: "No value of a step of kind '\(kind)' is kept.", remedy: nil, category: .failed)
    }

    /// Whether somebody only looked, and it was not there.
    package var isNotKept: Bool { code == Self.notKeptCode }

    private static let notKeptCode = "engine.not-kept"

    /// A step wants a service that the engine was not given.
    public static func serviceMissing(_ type: String) -> EngineError {
        EngineError(
            code: "engine.service-missing", message: "The engine was given no '\(type)'.",
            remedy: "Provide one when the engine is made.", category: .failed)
    }

    /// The engine has no disk, and the step needs files.
    public static let noDisk = EngineError(
        code: "engine.no-disk", message: "This engine keeps results in memory only, and the step makes files.",
        remedy: "Give the engine a cache folder.", category: .failed)

    /// An asset that a step was given is not in the store.
    public static func assetMissing(_ asset: Asset) -> EngineError {
        EngineError(
            code: "engine.asset-missing",
            message:
                "The file \(asset.digest.description.prefix(12)) (\(asset.mediaType)) is not in the cache any more.",
            remedy: "Run the command again: it will be made anew.", category: .failed)
    }
}
