/// What is measured: a name, its meaning, and the labels that tell its series apart.
public struct MetricDefinition: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// Only grows.
        case counter
        /// How much there is now.
        case gauge
        /// How values are spread over buckets with these upper bounds, which grow.
        case histogram(bounds: [Double])
    }

    /// By the conventions of Prometheus: base units, and "_total" at the end of a counter.
    public let name: String
    public let help: String
    public let kind: Kind
    public let labels: [String]

    public init(_ name: String, help: String, kind: Kind, labels: [String] = []) {
        self.name = name
        self.help = help
        self.kind = kind
        self.labels = labels
    }

    /// For seconds, from half a millisecond to five minutes: model calls take all of these.
    public static let secondsBounds: [Double] = [
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120, 300,
    ]

    public static func == (left: Self, right: Self) -> Bool { left.name == right.name }

    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
