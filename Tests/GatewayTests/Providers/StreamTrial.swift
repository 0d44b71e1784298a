import Gateway
import HTTPMessages
import JSON
import TestKit

/// Gives a decoder the bytes of a stream in one way or another.
struct StreamTrial: Sendable {
    let makeDecoder: @Sendable () -> any StreamDecoder
    let bytes: [UInt8]

    init(_ dialect: any Dialect, _ request: ModelRequest, _ target: CallTarget, bytes: [UInt8]) {
        makeDecoder = { dialect.streamDecoder(for: request, from: target) }
        self.bytes = bytes
    }

    /// What is told of the first `length` bytes (all without it) when they come in pieces of such lengths, the last
    /// length again and again; with the end of the bytes.
    func events(first length: Int? = nil, pieces: [Int] = [Int.max]) -> [StreamEvent] {
        var decoder = makeDecoder()
        var events: [StreamEvent] = []
        var rest = bytes.prefix(length ?? bytes.count)
        var index = 0
        while !rest.isEmpty {
            let piece = rest.prefix(pieces[min(index, pieces.count - 1)])
            rest = rest.dropFirst(piece.count)
            index += 1
            events += decoder.receive(Array(piece))
        }
        return events + decoder.ended()
    }

    var whole: StreamSummary { StreamSummary(events()) }

    /// The lengths of pieces under which something else is told than of the whole.
    ///
    /// - Parameter step: every how many bytes the stream is cut in two.
    func differingPieces(every step: Int = 1) -> [[Int]] {
        let expected = events()
        var random = SeededGenerator(seed: 42)
        var ways: [[Int]] = [[1], [2], [3], [7]]
        ways += stride(from: 1, to: bytes.count, by: step).map { [$0, Int.max] }
        ways += (0..<50).map { _ in (0..<40).map { _ in Int.random(in: 1...200, using: &random) } }
        return ways.filter { events(pieces: $0) != expected }
    }

    /// The cuts at which the answer is called complete, or not exactly one verdict is given, or what is told is no
    /// beginning of the whole.
    ///
    /// - Parameter end: the first length at which the answer may be called complete.
    func wrongCuts(end: Int) -> [Int] {
        let all = StreamSummary(events()).chunks
        var wrong: [Int] = []
        var decoder = makeDecoder()
        var told: [StreamEvent] = []
        for length in 0..<bytes.count {
            // A decoder is a value: a copy of it sees the bytes end here.
            var cut = decoder
            let events = told + cut.ended()
            let verdicts = events.filter { if case .chunk = $0 { false } else { true } }.count
            let isVerdictRight = StreamSummary(events).isComplete == (length >= end) && verdicts == 1
            if !isVerdictRight || !all.starts(with: StreamSummary(told).chunks) { wrong.append(length) }
            told += decoder.receive([bytes[length]])
        }
        return wrong
    }
}

/// What a stream said, put together.
struct StreamSummary: Sendable {
    private(set) var chunks: [StreamChunk] = []
    private(set) var isComplete = false
    private(set) var failure: UpstreamFailure?

    init(_ events: [StreamEvent]) {
        for event in events {
            switch event {
            case .chunk(let chunk): chunks.append(chunk)
            case .end: isComplete = true
            case .failure(let failure): self.failure = failure
            }
        }
    }

    var text: String { chunks.map(\.text).joined() }
    var finish: FinishReason? { chunks.compactMap(\.finish).last }
    var usage: TokenUsage? { chunks.compactMap(\.usage).last }
    var model: String? { chunks.compactMap(\.model).last }
    /// The payloads that a caller sees, read.
    var payloads: [JSONValue] {
        chunks.filter { !$0.payload.isEmpty }.compactMap { try? JSONValue(parsing: $0.payload) }
    }
    var deltas: [JSONValue] { payloads.compactMap { $0["choices"]?[0]?["delta"] } }

    /// A member of the deltas, joined.
    func joined(_ name: String) -> String {
        deltas.compactMap { $0[name]?.string }.joined()
    }

    /// The arguments of a tool call, joined.
    func arguments(of index: Int) -> String {
        deltas.flatMap { $0["tool_calls"]?.array ?? [] }.filter { $0["index"]?.int == index }
            .compactMap { $0["function"]?["arguments"]?.string }.joined()
    }
}

extension StreamTrial {
    /// Server-sent events with these data.
    static func bytes(_ data: [String], end: String? = "[DONE]") -> [UInt8] {
        (data + (end.map { [$0] } ?? [])).flatMap { ServerSentEvent(data: Array($0.utf8)).encoded() }
    }
}
