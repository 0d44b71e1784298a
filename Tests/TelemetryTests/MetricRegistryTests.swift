import Telemetry
import Testing

@Suite("Metrics")
struct MetricRegistryTests {
    private let calls = MetricDefinition("calls_total", help: "Calls.", kind: .counter, labels: ["endpoint"])
    private let seconds = MetricDefinition(
        "call_seconds", help: "How long.", kind: .histogram(bounds: [0.1, 1]), labels: [])

    @Test("are written as Prometheus reads them: sorted, with help and type, labels escaped")
    func exposition() {
        let metrics = MetricRegistry()
        metrics.add(2, to: calls, ["b"])
        metrics.add(to: calls, ["a \"quoted\"\\\n"])
        #expect(
            metrics.exposition() == """
                # HELP calls_total Calls.
                # TYPE calls_total counter
                calls_total{endpoint="a \\"quoted\\"\\\\\\n"} 1
                calls_total{endpoint="b"} 2

                """)
    }

    @Test("of a histogram are cumulative and end with +Inf, sum and count")
    func histogram() {
        let metrics = MetricRegistry()
        for value in [0.05, 0.1, 0.5, 7, .infinity] { metrics.observe(value, in: seconds) }
        #expect(
            metrics.exposition() == """
                # HELP call_seconds How long.
                # TYPE call_seconds histogram
                call_seconds_bucket{le="0.1"} 2
                call_seconds_bucket{le="1"} 3
                call_seconds_bucket{le="+Inf"} 4
                call_seconds_sum 7.65
                call_seconds_count 4

                """)
    }

    @Test("can be changed by their series, which count nothing before that")
    func series() {
        let metrics = MetricRegistry()
        let series = metrics.series(of: calls, ["a"])
        let times = metrics.series(of: seconds)
        #expect(metrics.exposition() == "")
        series.add()
        metrics.add(2, to: calls, ["a"])
        #expect(metrics.value(of: calls, ["a"]) == 3)
        #expect(metrics.series(of: calls, ["a"]) === series)
        series.set(to: 0)
        #expect(metrics.exposition().hasSuffix("calls_total{endpoint=\"a\"} 0\n"))
        times.observe(.nan)
        times.observe(0.5)
        #expect(metrics.value(of: seconds) == 1)
    }

    @Test("do not grow without end when labels come from outside")
    func bounded() {
        let metrics = MetricRegistry(mostSeries: 3)
        for number in 0..<100 { metrics.add(to: calls, ["\(number)"]) }
        #expect(metrics.exposition().split(separator: "\n").count == 2 + 3)
        metrics.add(to: calls, ["1"])
        #expect(metrics.value(of: calls, ["1"]) == 2)
    }
}
