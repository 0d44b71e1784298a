/// A piece of work as a value: equal steps are the same work.
///
/// A step is done once, and every other asker, now or later, gets the same result:
///
///     struct SpeakSentence: Step {
///         static let kind: StepKind = "speech.sentence"
///         static let revision = 1
///         static let lane = Lane.speech
///
///         var text: String
///         var voice: Voice
///
///         func run(in context: StepContext) async throws -> SpokenSentence { … }
///     }
///
///     let sentence = try await engine.value(of: SpeakSentence(text: text, voice: voice))
///
/// Its identity is its kind, its revision, all its fields, and the versions of the tools that it names. Bytes enter
/// as ``Asset``s, never as paths: a path says nothing about what it leads to.
public protocol Step: Hashable, Encodable, Sendable {
    associatedtype Value: Codable & Sendable

    /// Stored on disk: never renamed.
    static var kind: StepKind { get }
    /// Raised when equal fields must give a new result.
    static var revision: Int { get }
    /// Where it waits for its turn. A step that only asks for other steps needs none: ``Lane/coordination``.
    static var lane: Lane { get }
    static var retention: Retention { get }
    /// The programs whose version decides the result, such as `"ffmpeg"`.
    var tools: [String] { get }
    /// The bytes of memory that a run takes at its peak, admitted against the engine's budget.
    var memoryCost: Int { get }

    /// Does the work. Called once for all who ask at the same time; cancelled when the last of them has gone.
    func run(in context: StepContext) async throws -> Value
}

extension Step {
    public static var revision: Int { 1 }
    public static var lane: Lane { .coordination }
    public static var retention: Retention { .disk }
    public var tools: [String] { [] }
    public var memoryCost: Int { 0 }
}

/// Steps that are cheaper made together than one by one: asked for with ``Engine/values(of:priority:subjects:)``, those
/// that are not there yet are made in one run. Each keeps its own identity and record.
public protocol BatchStep: Step where Value: Codable & Sendable {
    // Named again so that it can be told from `run(batch:in:)`.
    associatedtype Value

    /// Makes the values of `batch`, in its order.
    static func run(batch: [Self], in context: StepContext) async throws -> [Value]
}

extension BatchStep {
    public func run(in context: StepContext) async throws -> Value {
        guard let value = try await Self.run(batch: [self], in: context).first else {
            throw EngineError.batchIncomplete(Self.kind)
        }
        return value
    }
}

/// The name of a kind of step, such as `"speech.sentence"`.
public struct StepKind: Hashable, Sendable, Codable, ExpressibleByStringLiteral, CustomStringConvertible {
    public let name: String

    public init(stringLiteral name: String) {
        self.name = name
    }

    public init(from decoder: any Decoder) throws {
        name = try decoder.singleValueContainer().decode(String.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(name)
    }

    public var description: String { name }
}

/// How long a step's result is kept.
public enum Retention: Sendable {
    /// While there is room in memory: for results that cost less to make than to store.
    case memory
    /// On disk as well, for later runs and other processes.
    case disk
}
