import Resilience
import TestKit
import Testing

@Suite("Latency quantiles")
struct LatencyQuantileTests {
    @Test("are off by less than 2 %", arguments: [0.0005, 0.03, 1, 12], [0.1, 1])
    func accuracy(median: Double, spread: Double) throws {
        var random = SeededGenerator(seed: 11)
        var quantiles = LatencyQuantile()
        let latencies = (0..<5_000).map { _ in random.latency(median: median, spread: spread) }
        for latency in latencies { quantiles.record(.seconds(latency), at: origin) }
        let count = quantiles.count(at: origin)
        #expect(count == 5_000)
        for quantile in [0.01, 0.5, 0.9, 0.95, 0.99, 1] {
            let answer = quantiles.value(at: quantile, now: origin)
            let value = try #require(answer) / .seconds(1)
            let exact = latencies.quantile(quantile)
            #expect(abs(value - exact) <= 0.016 * exact, "p\(quantile * 100)")
        }
        let threshold = latencies.quantile(0.9)
        let above = latencies.filter { $0 > threshold }
        let answer = quantiles.mean(above: .seconds(threshold), now: origin)
        let mean = try #require(answer) / .seconds(1)
        #expect(abs(mean - above.reduce(0, +) / Double(above.count)) < 0.05 * mean)
    }

    @Test("forget what is older than the window, and nothing younger than half of it")
    func window() {
        var quantiles = LatencyQuantile(window: .seconds(60))
        let none = quantiles.value(at: 0.5, now: origin)
        quantiles.record(.seconds(1), at: origin)
        quantiles.record(.seconds(1), at: instant(29))
        quantiles.record(.seconds(1), at: instant(31))
        let counts = [31.0, 59, 61.5, 200].map { quantiles.count(at: instant($0)) }
        #expect(counts == [3, 3, 1, 0])
        let forgotten = quantiles.value(at: 0.5, now: instant(200))
        let mean = quantiles.mean(above: .zero, now: instant(200))
        #expect(none == nil && forgotten == nil && mean == nil)
    }

    @Test(
        "take any latency and any quantile",
        arguments: [
            Duration.zero, .nanoseconds(1), .seconds(-5), .seconds(2_500), .seconds(Int64.max), .seconds(Int64.min),
        ])
    func extremes(latency: Duration) throws {
        var quantiles = LatencyQuantile()
        quantiles.record(latency, at: origin)
        for quantile in [-1, 0, 0.5, 1, 2, Double.nan, .infinity] {
            let answer = quantiles.value(at: quantile, now: origin)
            let value = try #require(answer)
            #expect(value > .zero && value < .seconds(2_300))
        }
        let mean = quantiles.mean(above: .seconds(3_000), now: origin)
        #expect(mean == nil)
    }
}
