/// A queue with a number of places, in which steps of one kind of load wait for their turn.
public struct Lane: Hashable, Sendable, CustomStringConvertible {
    public let name: String

    public init(_ name: String) {
        self.name = name
    }

    public var description: String { name }

    /// For steps that only ask for other steps: no waiting, no limit.
    public static let coordination = Lane("coordination")
    public static let cpu = Lane("cpu")
    /// Video and sound encoders.
    public static let encode = Lane("encode")
    public static let speech = Lane("speech")
    /// Office documents: one program at a time needs much memory.
    public static let document = Lane("document")
    public static let network = Lane("network")
    public static let model = Lane("model")
}

/// Which of the waiting steps goes first: 0 can wait for ever, 9 is asked for by somebody who watches.
public struct StepPriority: Hashable, Comparable, Sendable {
    public let level: Int

    /// Levels outside 0...9 are brought to the nearest.
    public init(_ level: Int) {
        self.level = min(max(level, 0), 9)
    }

    public static let background = StepPriority(2)
    public static let normal = StepPriority(5)
    public static let interactive = StepPriority(8)

    public static func < (left: StepPriority, right: StepPriority) -> Bool { left.level < right.level }
}

/// How many steps of each lane run at once, and how much memory all of them may take together.
public struct LanePlan: Sendable {
    public var widths: [Lane: Int]
    /// For lanes that `widths` does not name.
    public var defaultWidth: Int
    /// In bytes.
    public var memoryBudget: Int
    /// A step that has waited this long counts as one level more urgent; twice as long, two.
    public var ageing: Duration

    public init(widths: [Lane: Int], defaultWidth: Int, memoryBudget: Int, ageing: Duration = .seconds(5)) {
        self.widths = widths
        self.defaultWidth = defaultWidth
        self.memoryBudget = memoryBudget
        self.ageing = ageing
    }

    /// A plan for a machine with that many cores and that much memory (in bytes).
    public static func machine(cores: Int, memory: Int) -> LanePlan {
        LanePlan(
            // Calls to models only wait, and the gateway holds them in bounds.
            widths: [.cpu: cores, .encode: cores, .speech: cores, .document: 1, .network: 16, .model: 1024],
            defaultWidth: cores, memoryBudget: memory / 2)
    }

    func width(of lane: Lane) -> Int {
        lane == .coordination ? .max : max(1, widths[lane] ?? defaultWidth)
    }
}
