/// Something that happened to a step. Progress, telemetry, `--explain` and the tests are views of these.
public struct StepEvent: Sendable {
    public enum Happening: Sendable, Equatable {
        /// It was let into its lane and is about to run.
        case willRun
        /// It ran, and its result is kept.
        case didRun(seconds: Double, reason: RunReason)
        /// A result from before was used.
        case didReuse(ReuseTier)
        case didFail(message: String)
        /// Everybody who waited for it has left.
        case didCancel
        /// It told how far it is, from 0 to 1.
        case didProgress(Double)
    }

    public var kind: StepKind
    /// What it is about, in words: "slide 3, sentence 2".
    public var subject: String?
    /// Tells runs apart: the same for all events of one run.
    public var run: Int
    public var happening: Happening

    public init(kind: StepKind, subject: String? = nil, run: Int, happening: Happening) {
        self.kind = kind
        self.subject = subject
        self.run = run
        self.happening = happening
    }
}

/// Where a result came from.
public enum ReuseTier: String, Sendable, Codable {
    case memory, disk
    /// Somebody else was already making it.
    case shared
}

/// Why a step ran, as far as the records tell.
public enum RunReason: Sendable, Equatable {
    /// Nothing like it had been made.
    case firstTime
    /// These fields differ from the last time that it was made for this subject.
    case changed([String])
    /// It had been made, but one of its files was gone or damaged.
    case fileDamaged
    /// Its results are not kept on disk.
    case notKept
}

extension RunReason: CustomStringConvertible {
    public var description: String {
        switch self {
        case .firstTime: "first time"
        case .changed(let fields):
            "changed: "
                + fields.map { $0.hasPrefix("tool ") ? String($0.dropFirst(5)) + " (another version)" : $0 }
                .joined(separator: ", ")
        case .fileDamaged: "its file was missing or damaged"
        case .notKept: "not kept on disk"
        }
    }
}

/// Hears what happens to steps. Called from many tasks; must return quickly.
public protocol StepObserver: Sendable {
    func observe(_ event: StepEvent)
}
