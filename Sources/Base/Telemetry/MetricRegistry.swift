import Synchronization

/// Counts, measures and histograms of this process, by name and labels.
///
///     let calls = MetricDefinition("calls_total", help: "Calls.", kind: .counter, labels: ["endpoint"])
///     metrics.add(1, to: calls, ["eu"])
///     metrics.exposition()      // … calls_total{endpoint="eu"} 1
public final class MetricRegistry: Sendable {
    private struct Family {
        let definition: MetricDefinition
        var series: [[String]: MetricSeries] = [:]
    }

    private let families = Mutex<[String: Family]>([:])
    /// More series of one family are not kept: labels that come from outside must not fill the memory.
    private let mostSeries: Int

    public init(mostSeries: Int = 2000) {
        self.mostSeries = mostSeries
    }

    /// Adds to a counter, or to a gauge.
    public func add(_ amount: Double = 1, to metric: MetricDefinition, _ labels: [String] = []) {
        series(of: metric, labels).add(amount)
    }

    public func set(_ metric: MetricDefinition, _ labels: [String] = [], to value: Double) {
        series(of: metric, labels).set(to: value)
    }

    /// Takes a value into a histogram.
    public func observe(_ value: Double, in metric: MetricDefinition, _ labels: [String] = []) {
        series(of: metric, labels).observe(value)
    }

    /// The series of these labels, to be changed again and again.
    public func series(of metric: MetricDefinition, _ labels: [String] = []) -> MetricSeries {
        precondition(labels.count == metric.labels.count, "\(metric.name) has \(metric.labels.count) labels")
        return families.withLock { families in
            if let known = families[metric.name]?.series[labels] { return known }
            let series = MetricSeries(metric.kind)
            var family = families.removeValue(forKey: metric.name) ?? Family(definition: metric)
            if family.series.count < mostSeries { family.series[labels] = series }
            families[metric.name] = family
            return series
        }
    }

    /// The value of a counter or gauge, or the number of values of a histogram; 0 for what is not there.
    public func value(of metric: MetricDefinition, _ labels: [String] = []) -> Double {
        guard let series = families.withLock({ $0[metric.name]?.series[labels] }) else { return 0 }
        let values = series.snapshot
        if case .histogram = metric.kind { return Double(values.count) }
        return values.value
    }

    /// Everything, in the text format of Prometheus (version 0.0.4), in the order of the names.
    public func exposition() -> String {
        let families = families.withLock { Array($0.values) }.sorted { $0.definition.name < $1.definition.name }
        var text = ""
        for family in families {
            let definition = family.definition
            let changed = family.series.mapValues(\.snapshot).filter(\.value.isChanged)
            if changed.isEmpty { continue }
            text += "# HELP \(definition.name) \(Self.escaped(definition.help, quotes: false))\n"
            text += "# TYPE \(definition.name) \(definition.kind.word)\n"
            for (labels, series) in changed.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
                Self.write(series, labels, of: definition, to: &text)
            }
        }
        return text
    }

    private static func write(
        _ series: MetricSeries.Values, _ labels: [String], of definition: MetricDefinition, to text: inout String
    ) {
        let name = definition.name
        let pairs = zip(definition.labels, labels).map { "\($0)=\"\(escaped($1, quotes: true))\"" }
        guard case .histogram(let bounds) = definition.kind else {
            text += "\(name)\(braces(pairs)) \(number(series.value))\n"
            return
        }
        var sum = 0
        for (bound, count) in zip(bounds.map(number) + ["+Inf"], series.buckets) {
            sum += count
            text += "\(name)_bucket\(braces(pairs + ["le=\"\(bound)\""])) \(sum)\n"
        }
        text += "\(name)_sum\(braces(pairs)) \(number(series.value))\n"
        text += "\(name)_count\(braces(pairs)) \(series.count)\n"
    }

    private static func braces(_ pairs: [String]) -> String {
        pairs.isEmpty ? "" : "{\(pairs.joined(separator: ","))}"
    }

    private static func number(_ value: Double) -> String {
        if let whole = Int(exactly: value), abs(whole) < 1 << 53 { return String(whole) }
        return String(value)
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        var result = ""
        for character in text.unicodeScalars {
            switch character {
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\"" where quotes: result += "\\\""
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }
}

extension MetricDefinition.Kind {
    fileprivate var word: String {
        switch self {
        case .counter: "counter"
        case .gauge: "gauge"
        case .histogram: "histogram"
        }
    }
}
