import Foundation
import HTTPMessages
import Networking
import Resilience

/// Plays a performance to one client.
struct Delivery {
    let performance: Performance
    let writer: ResponseWriter
    let time: TimeSource
    let start: ContinuousClock.Instant
    var fate: Fate
    /// Seconds since the start at which the next thing happens.
    private var clock = 0.0
    private(set) var tokensSent = 0

    init(
        _ performance: Performance, to writer: ResponseWriter, fate: Fate, time: TimeSource,
        start: ContinuousClock.Instant
    ) {
        self.performance = performance
        self.writer = writer
        self.time = time
        self.start = start
        self.fate = fate
    }

    /// Returns when it is over, however it ended.
    mutating func play() async -> LogEntry.End {
        do {
            clock = (fate.fault?.delay.value ?? 0) * timeScale
            if performance.hasLatency { clock += fate.latency.firstToken.draw(using: &fate.random) * fate.factor }
            switch performance.script.body {
            case .whole(let bytes): return try await play(whole: bytes)
            case .stream(let pieces): return try await play(pieces)
            }
        } catch {
            return .clientGone
        }
    }

    /// The factor without what straggling adds.
    var timeScale = 1.0

    private mutating func play(whole bytes: [UInt8]) async throws -> LogEntry.End {
        let script = performance.script
        if performance.hasLatency, performance.pace == nil {
            for _ in 0..<max(0, script.tokens - 1) { advance() }
        }
        try await pause()
        guard !performance.isSilent else { return try await end() }
        let head = HTTPResponseHead(status: script.status, headers: script.headers)
        let part = performance.part(of: bytes, afterTokens: fate.fault?.afterTokens)
        switch performance.ending {
        case .complete where performance.pace != nil: return try await drip(bytes, head)
        case .complete, .stop:
            tokensSent = performance.ending == .complete ? script.tokens : 0
            try await writer.send(HTTPResponse(status: head.status, headers: head.headers, body: Array(part)))
            return performance.ending == .complete ? .complete : .cut
        case .close, .reset, .hang:
            var counted = head
            counted.headers["Content-Length"] = String(bytes.count)
            try await writer.begin(counted)
            if !part.isEmpty { try await writer.write(Array(part)) }
            return try await end()
        }
    }

    /// A twentieth of the body at a time.
    private mutating func drip(_ bytes: [UInt8], _ head: HTTPResponseHead) async throws -> LogEntry.End {
        var head = head
        head.headers["Content-Length"] = String(bytes.count)
        try await writer.begin(head)
        let size = max(1, (bytes.count + 19) / 20)
        for start in stride(from: 0, to: bytes.count, by: size) {
            if start > 0 { advance() }
            try await pause()
            try await writer.write(Array(bytes[start..<min(start + size, bytes.count)]))
        }
        try await writer.finish()
        tokensSent = performance.script.tokens
        return .complete
    }

    private mutating func play(_ pieces: [Script.Piece]) async throws -> LogEntry.End {
        guard !performance.isSilent else {
            try await pause()
            return try await end()
        }
        try await pause()
        try await writer.begin(HTTPResponseHead(status: performance.script.status, headers: performance.script.headers))
        for piece in pieces {
            if piece.tokens > 0, tokensSent > 0 {
                advance()
                try await pause()
            }
            try await writer.write(piece.bytes)
            tokensSent += piece.tokens
        }
        return try await end()
    }

    /// One step of the pace.
    private mutating func advance() {
        if let pace = performance.pace {
            clock += pace * timeScale
        } else {
            clock += fate.latency.perToken.draw(using: &fate.random) * fate.factor
        }
    }

    private func pause() async throws {
        guard clock > 0 else { return }
        try await time.sleep(start + Seconds.duration(clock))
    }

    private func end() async throws -> LogEntry.End {
        switch performance.ending {
        case .complete:
            try await writer.finish()
            return .complete
        case .stop:
            try await writer.finish()
            return .cut
        case .close:
            writer.close()
            return .cut
        case .reset:
            // What was written goes out at the end of this turn of the loop, and a reset would destroy it.
            for _ in 0..<2 { await Task.yield() }
            writer.abort()
            return .reset
        case .hang(let seconds):
            try await time.sleep(time.now() + Seconds.duration(seconds * timeScale))
            writer.close()
            return .cut
        }
    }
}
