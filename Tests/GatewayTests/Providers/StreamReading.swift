import Foundation
import HTTPMessages
import JSON
import Resilience
import TestKit
import Testing

@testable import Gateway

/// What a stream decoder told of some bytes, gathered for comparison.
struct StreamReading: Equatable {
    var events: [StreamEvent] = []

    /// Gives `bytes` to the decoder in pieces that end at `cuts`, and then ends the stream.
    init(_ bytes: [UInt8], cutAt cuts: [Int] = [], with decoder: any StreamDecoder) {
        var decoder = decoder
        var start = 0
        for end in cuts + [bytes.count] where end > start {
            events += decoder.receive(Array(bytes[start..<end]))
            start = end
        }
        events += decoder.ended()
    }

    var isComplete: Bool { events.last == .end }

    var failure: UpstreamFailure? {
        guard case .failure(let failure)? = events.last else { return nil }
        return failure
    }

    var chunks: [StreamChunk] {
        events.compactMap { if case .chunk(let chunk) = $0 { chunk } else { nil } }
    }

    var text: String { chunks.map(\.text).joined() }
    var finish: FinishReason? { chunks.compactMap(\.finish).last }
    var usage: TokenUsage? { chunks.compactMap(\.usage).last }

    var json: [JSONValue] { chunks.compactMap { try? JSONValue(parsing: $0.payload) } }

    /// Names and arguments of the tool calls, put together from their pieces as a client does.
    var toolCalls: [ChatToolCall] {
        var calls: [Int: ChatToolCall] = [:]
        for piece in json.flatMap({ $0["choices"]?[0]?["delta"]?["tool_calls"]?.array ?? [] }) {
            let index = piece["index"]?.int ?? -1
            var call = calls[index] ?? ChatToolCall(id: "", name: "", arguments: "")
            call.id += piece["id"]?.string ?? ""
            call.name += piece["function"]?["name"]?.string ?? ""
            call.arguments += piece["function"]?["arguments"]?.string ?? ""
            calls[index] = call
        }
        return calls.sorted { $0.key < $1.key }.map(\.value)
    }

    /// The value of a member of the deltas, strings put together.
    func delta(_ name: String) -> String {
        json.compactMap { $0["choices"]?[0]?["delta"]?[name]?.string }.joined()
    }
}

/// Reads `bytes` whole, byte by byte, and cut in two at every place: all must tell the same.
func expectSameEvents(
    _ bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation, decoder: () -> any StreamDecoder
) -> StreamReading {
    let whole = StreamReading(bytes, with: decoder())
    #expect(
        StreamReading(bytes, cutAt: Array(bytes.indices), with: decoder()) == whole, sourceLocation: sourceLocation)
    let differing = bytes.indices.filter { StreamReading(bytes, cutAt: [$0], with: decoder()) != whole }
    #expect(differing == [], sourceLocation: sourceLocation)
    return whole
}

/// Cuts `bytes` at every place: before `end`, where the answer is complete, none may pass for complete.
func expectTruncation(
    _ bytes: [UInt8], before end: Int, sourceLocation: SourceLocation = #_sourceLocation,
    decoder: () -> any StreamDecoder
) {
    let wrong = bytes.indices.prefix(end).filter { length in
        let reading = StreamReading(Array(bytes[..<length]), with: decoder())
        return reading.isComplete || reading.failure?.failureClass != .malformed || reading.finish != nil
    }
    #expect(wrong == [], sourceLocation: sourceLocation)
}

/// A recorded exchange: what was asked, and the bytes of the answer.
struct RecordedExchange {
    let target: String
    let status: Int
    let request: JSONValue
    let body: [UInt8]

    init(_ folder: String, _ number: Int) throws {
        let place = try #require(sharedFixtures).appending(path: "gateway/streams/\(folder)")
        let meta = try JSONValue(parsing: Array(Data(contentsOf: place.appending(path: "\(number)-meta.json"))))
        let address = try #require(HTTPAddress(meta["uri"]?.string ?? ""))
        target = address.path + (address.query.map { "?" + $0 } ?? "")
        status = meta["status"]?.int ?? 0
        request = meta["request_body"] ?? .null
        let name = try FileManager.default.contentsOfDirectory(atPath: place.path)
            .first { $0.hasPrefix("\(number)-body.") }
        body = Array(try Data(contentsOf: place.appending(path: try #require(name))))
    }
}
