import Caching
import Foundation

/// How near the eviction policies come to the best possible, over public traces, and what an operation costs.
///
/// LRU and the optimum are first compared with the known answers below, which an independent program computed: a
/// simulator that cannot reproduce them proves nothing about the other policies.
///
/// - Parameter traces: a folder with the trace files named below. `gzip` and `xz` must be installed.
/// - Returns: a Markdown page.
/// - Throws: ``EvictionBenchmarkError`` when an answer is not the known one, or a trace cannot be read.
func evictionBenchmark(traces: URL) throws -> String {
    var rows: [CaseResult] = []
    for group in Dictionary(grouping: knownAnswers, by: \.trace).sorted(by: { $0.key < $1.key }) {
        let requests = try Trace.read(group.key, in: traces)
        for answer in group.value { rows.append(try CaseResult(answer, requests: requests)) }
    }
    return [
        hitRatioTable(rows), try byteTable(Trace.read("adaptsize-request.trace.xz", in: traces)), try memoryTierLine(),
    ].joined(separator: "\n\n") + "\n"
}

/// Why the benchmark does not believe itself.
struct EvictionBenchmarkError: Error, CustomStringConvertible {
    let description: String
}

/// Hit ratios to four digits. The optimum is Belady's, with every missed key put in.
private struct KnownAnswer {
    let trace: String
    let capacity: Int
    let lru: Double
    let optimum: Double
}

private let knownAnswers: [KnownAnswer] = [
    ("lirs-loop.trace.gz", 100, 0.0000, 0.0979), ("lirs-loop.trace.gz", 500, 0.0000, 0.4936),
    ("lirs-loop.trace.gz", 1000, 0.0000, 0.9871), ("lirs-multi1.trace.gz", 100, 0.1817, 0.4792),
    ("lirs-multi1.trace.gz", 500, 0.4651, 0.5878), ("lirs-multi1.trace.gz", 1000, 0.4823, 0.7140),
    ("lirs-cpp.trace.gz", 100, 0.6971, 0.8251), ("lirs-cpp.trace.gz", 500, 0.8478, 0.8648),
    ("lirs-cpp.trace.gz", 1000, 0.8640, 0.8648), ("lirs-ps.trace.gz", 100, 0.0737, 0.3114),
    ("lirs-ps.trace.gz", 500, 0.4855, 0.5810), ("lirs-ps.trace.gz", 1000, 0.4855, 0.6767),
    ("lirs-sprite.trace.gz", 100, 0.2158, 0.5080), ("lirs-sprite.trace.gz", 500, 0.7830, 0.8788),
    ("lirs-sprite.trace.gz", 1000, 0.9064, 0.9324), ("cache2k-web07.trace.xz", 409, 0.4414, 0.5785),
    ("cache2k-web07.trace.xz", 2048, 0.5566, 0.6809), ("cache2k-web07.trace.xz", 10242, 0.6920, 0.7309),
    ("cache2k-orm-night.trace.xz", 1729, 0.6892, 0.8197), ("cache2k-orm-night.trace.xz", 8646, 0.9348, 0.9600),
    ("cache2k-orm-night.trace.xz", 43233, 0.9771, 0.9827), ("adaptsize-request.trace.xz", 736, 0.2681, 0.3876),
    ("adaptsize-request.trace.xz", 3681, 0.3419, 0.4504), ("adaptsize-request.trace.xz", 18407, 0.4305, 0.4504),
].map { KnownAnswer(trace: $0.0, capacity: $0.1, lru: $0.2, optimum: $0.3) }

// MARK: - Measuring

private struct Replay {
    var hitRatio: Double
    var nanoseconds: Double

    /// Lives through a trace with keys only, every missed key being put in.
    init(_ requests: [Request], policy: EvictionPolicyKind, capacity: Int, byBytes: Bool = false) {
        var eviction = KeyedEviction<UInt32>(policy: policy.makePolicy(capacity: capacity))
        var hits = 0
        let elapsed = ContinuousClock().measure {
            for request in requests {
                if eviction.recordHit(request.key) != nil {
                    hits += 1
                } else {
                    eviction.recordInsertion(request.key, weight: byBytes ? request.bytes : 1) { _, _ in }
                }
            }
        }
        hitRatio = Double(hits) / Double(requests.count)
        nanoseconds = elapsed / .nanoseconds(1) / Double(requests.count)
    }
}

private struct CaseResult {
    let answer: KnownAnswer
    let lru: Replay
    let s3fifo: Replay
    let adaptive: Replay
    let optimum: Double

    var gapClosed: Double { (adaptive.hitRatio - lru.hitRatio) / (optimum - lru.hitRatio) }
    var gainOverLRU: Double { adaptive.hitRatio - lru.hitRatio }

    init(_ answer: KnownAnswer, requests: [Request]) throws {
        self.answer = answer
        lru = Replay(requests, policy: .lru, capacity: answer.capacity)
        optimum = optimalHitRatio(requests.map(\.key), capacity: answer.capacity)
        for (name, found, known) in [("LRU", lru.hitRatio, answer.lru), ("OPT", optimum, answer.optimum)]
        where abs(found - known) > 0.000_051 {
            throw EvictionBenchmarkError(
                description: "\(name) on \(answer.trace) at \(answer.capacity) hits \(found), not \(known).")
        }
        s3fifo = Replay(requests, policy: .s3fifo, capacity: answer.capacity)
        adaptive = Replay(requests, policy: .adaptive, capacity: answer.capacity)
    }
}

/// Belady's algorithm: what is evicted is what is needed again latest, or never. A missed key is always put in.
private func optimalHitRatio(_ keys: [UInt32], capacity: Int) -> Double {
    var nextUse = [Int](repeating: .max, count: keys.count)
    var lastSeen: [UInt32: Int] = [:]
    for index in keys.indices.reversed() {
        // Keys never needed again differ too, so that each moment names one request.
        nextUse[index] = lastSeen[keys[index]] ?? keys.count + index
        lastSeen[keys[index]] = index
    }
    var kept: [UInt32: Int] = [:]
    var latest = MomentHeap()
    var hits = 0
    for (index, key) in keys.enumerated() {
        if kept[key] != nil {
            hits += 1
        } else if kept.count == capacity {
            // A moment that has passed is of a key used since: it is in the heap again with a later one.
            while let (moment, victim) = latest.popGreatest() {
                guard kept[victim] == moment else { continue }
                kept[victim] = nil
                break
            }
        }
        kept[key] = nextUse[index]
        latest.push(nextUse[index], key)
    }
    return Double(hits) / Double(keys.count)
}

private struct MomentHeap {
    private var items: [(moment: Int, key: UInt32)] = []

    mutating func push(_ moment: Int, _ key: UInt32) {
        items.append((moment, key))
        var child = items.count - 1
        while child > 0, items[(child - 1) / 2].moment < items[child].moment {
            items.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func popGreatest() -> (moment: Int, key: UInt32)? {
        guard !items.isEmpty else { return nil }
        items.swapAt(0, items.count - 1)
        let greatest = items.removeLast()
        var parent = 0
        while true {
            var child = 2 * parent + 1
            guard child < items.count else { return greatest }
            if child + 1 < items.count, items[child + 1].moment > items[child].moment { child += 1 }
            guard items[child].moment > items[parent].moment else { return greatest }
            items.swapAt(child, parent)
            parent = child
        }
    }
}

// MARK: - Reporting

private func hitRatioTable(_ rows: [CaseResult]) -> String {
    var lines = [
        "| trace | capacity | LRU | S3-FIFO | adaptive | OPT | gap closed | ns per operation: LRU, S3-FIFO, adaptive |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for row in rows {
        let ratios = [row.lru.hitRatio, row.s3fifo.hitRatio, row.adaptive.hitRatio, row.optimum].map { digits($0) }
        let times = [row.lru, row.s3fifo, row.adaptive].map { digits($0.nanoseconds, 0) }
        lines.append(
            "| \(row.answer.trace) | \(row.answer.capacity) | \(ratios.joined(separator: " | ")) "
                + "| \(digits(row.gapClosed, 2)) | \(times.joined(separator: ", ")) |")
    }
    let count = Double(rows.count)
    let gap = rows.map(\.gapClosed).reduce(0, +) / count
    let s3fifoGap =
        rows.map { ($0.s3fifo.hitRatio - $0.lru.hitRatio) / ($0.optimum - $0.lru.hitRatio) }.reduce(0, +) / count
    let worst = rows.map(\.gainOverLRU).min() ?? 0
    let worstRelative =
        rows.filter { $0.lru.hitRatio > 0 }.map { $0.gainOverLRU / $0.lru.hitRatio }.min() ?? 0
    lines += [
        "",
        "Average share of the gap from LRU to OPT closed: adaptive **\(digits(gap, 3))**, "
            + "S3-FIFO \(digits(s3fifoGap, 3)).",
        "Worst case of adaptive against LRU: \(digits(worst)) in hit ratio, \(digits(100 * worstRelative, 2)) % of it.",
    ]
    return lines.joined(separator: "\n")
}

/// The same with sizes in bytes, where a hit is a hit whatever it weighs; there is no cheap optimum to compare with.
private func byteTable(_ requests: [Request]) throws -> String {
    var sizes: [UInt32: Int] = [:]
    for request in requests { sizes[request.key] = request.bytes }
    let footprint = sizes.values.reduce(0, +)
    var lines = [
        "| adaptsize-request, capacity in bytes | LRU | S3-FIFO | adaptive | ns per operation, adaptive |",
        "|---:|---:|---:|---:|---:|",
    ]
    for percent in [1, 5, 10, 50] {
        let capacity = footprint / 100 * percent
        let replays = [EvictionPolicyKind.lru, .s3fifo, .adaptive].map {
            Replay(requests, policy: $0, capacity: capacity, byBytes: true)
        }
        lines.append(
            "| \(capacity) (\(percent) %) | \(replays.map { digits($0.hitRatio) }.joined(separator: " | ")) "
                + "| \(digits(replays[2].nanoseconds, 0)) |")
    }
    return lines.joined(separator: "\n")
}

/// A key as the engine has it: a box around something whose type is not known here.
private struct BoxedKey: Hashable, @unchecked Sendable {
    // AnyHashable is not Sendable because it may hold anything; this one holds an integer, which is.
    private let box: AnyHashable

    init(_ number: Int) {
        box = AnyHashable(number)
    }
}

/// What a hit costs.
private func memoryTierLine() throws -> String {
    let tier = MemoryTier<BoxedKey, Int>(capacity: 4096)
    // Twice as many as fit, so that there is something to have evicted.
    for number in 0..<8192 { tier.insert(number, for: BoxedKey(number), weight: 1) }
    let held = (0..<8192).filter { tier.value(for: BoxedKey($0)) != nil }
    guard held.count == 4096 else {
        throw EvictionBenchmarkError(description: "A memory tier for 4096 entries holds \(held.count).")
    }
    let keys = held.map { BoxedKey($0) }
    var sum = 0
    let elapsed = ContinuousClock().measure {
        for _ in 0..<200 { for key in keys { sum &+= tier.value(for: key) ?? -1 } }
    }
    guard sum == held.reduce(0, +) * 200 else {
        throw EvictionBenchmarkError(description: "The memory tier gave values that were not put in.")
    }
    let nanoseconds = elapsed / .nanoseconds(1) / Double(200 * keys.count)
    return "A hit in a `MemoryTier` of 4096 entries with `AnyHashable` keys: \(digits(nanoseconds, 0)) ns."
}

private func digits(_ number: Double, _ count: Int = 4) -> String {
    String(format: "%.\(count)f", number)
}

// MARK: - Traces

private struct Request {
    var key: UInt32
    var bytes: Int
}

private enum Trace {
    /// Reads a trace: big-endian 32-bit numbers (cache2k), lines "time key bytes" (AdaptSize), or a number a line.
    static func read(_ name: String, in folder: URL) throws -> [Request] {
        let content = try unpack(folder.appending(path: name))
        if name.hasPrefix("cache2k") {
            return stride(from: 0, to: content.count - content.count % 4, by: 4).map { start in
                let key = content[start..<start + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
                return Request(key: key, bytes: 1)
            }
        }
        // Some lines separate sections and hold a star.
        return content.split(whereSeparator: { $0 == 10 || $0 == 13 }).compactMap { line in
            let numbers = line.split(separator: 32).map { Int(String(decoding: $0, as: UTF8.self)) }
            if numbers.count == 3, let key = numbers[1], let bytes = numbers[2] {
                return Request(key: UInt32(truncatingIfNeeded: key), bytes: bytes)
            }
            guard numbers.count == 1, let key = numbers[0] else { return nil }
            return Request(key: UInt32(truncatingIfNeeded: key), bytes: 1)
        }
    }

    private static func unpack(_ file: URL) throws -> [UInt8] {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [file.pathExtension == "gz" ? "gzip" : "xz", "-dc", file.path]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let content = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0, !content.isEmpty else {
            throw EvictionBenchmarkError(description: "The trace \(file.lastPathComponent) cannot be unpacked.")
        }
        return [UInt8](content)
    }
}
