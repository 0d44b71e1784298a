import Caching
import Foundation
import TestKit
import Testing

/// The promise of the adaptive policy, over recorded requests. The benchmark covers longer ones.
@Suite(.enabled(if: sharedFixtures != nil)) struct EvictionFixtureTests {
    /// Trace, capacity, and the hit ratios of LRU and of the optimum as an independent program computed them.
    static let cases: [(trace: String, capacity: Int, lru: Double, optimum: Double)] = [
        ("lirs-multi1.trace.gz", 100, 0.1817, 0.4792), ("lirs-multi1.trace.gz", 500, 0.4651, 0.5878),
        ("lirs-multi1.trace.gz", 1000, 0.4823, 0.7140), ("lirs-cpp.trace.gz", 100, 0.6971, 0.8251),
        ("lirs-cpp.trace.gz", 500, 0.8478, 0.8648), ("lirs-cpp.trace.gz", 1000, 0.8640, 0.8648),
        ("lirs-ps.trace.gz", 100, 0.0737, 0.3114), ("lirs-ps.trace.gz", 500, 0.4855, 0.5810),
        ("lirs-ps.trace.gz", 1000, 0.4855, 0.6767), ("lirs-sprite.trace.gz", 100, 0.2158, 0.5080),
        ("lirs-sprite.trace.gz", 500, 0.7830, 0.8788), ("lirs-sprite.trace.gz", 1000, 0.9064, 0.9324),
    ]

    @Test("adaptive loses nowhere to LRU, and closes a quarter of its gap to the optimum on average")
    func adaptiveKeepsItsPromise() throws {
        var gaps: [Double] = []
        for (trace, capacity, lru, optimum) in Self.cases {
            let requests = try numbers(of: trace)
            #expect(abs(hitRatio(requests, policy: .lru, capacity: capacity) - lru) < 0.000_051, "\(trace) \(capacity)")
            let adaptive = hitRatio(requests, policy: .adaptive, capacity: capacity)
            #expect(adaptive >= lru - 0.01 && adaptive >= lru * 0.99, "\(trace) \(capacity): \(adaptive)")
            #expect(adaptive <= optimum + 0.000_051)
            gaps.append((adaptive - lru) / (optimum - lru))
        }
        #expect(gaps.reduce(0, +) / Double(gaps.count) > 0.25)
    }

    private func numbers(of trace: String) throws -> [Int] {
        let file = try #require(sharedFixtures).appending(path: "traces/\(trace)")
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc", file.path]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let content = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: content, as: UTF8.self).split(whereSeparator: \.isNewline).compactMap { Int($0) }
    }
}
