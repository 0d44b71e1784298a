import Foundation
import HTTPMessages
import JSON
import TestKit
import Testing

@testable import Gateway

@Suite("The pieces of a stream")
struct PieceDecoderTests {
    /// Tells every line, as content where it begins with "!".
    private struct Lines: StreamDecoder {
        mutating func receive(_ bytes: [UInt8]) -> [StreamEvent] {
            let text = String(decoding: bytes, as: UTF8.self)
            return [.chunk(StreamChunk(payload: bytes, text: text, hasContent: text.contains("!")))]
        }

        mutating func ended() -> [StreamEvent] { [.end] }
    }

    private func texts(_ events: [StreamEvent]?) -> [String]? {
        events?.compactMap { event in
            if case .chunk(let chunk) = event { chunk.text } else { nil }
        }
    }

    @Test("are decoded event by event until there is content, and all at once after that", arguments: ["\n", "\r\n"])
    func firstContent(end: String) {
        var decoder = PieceDecoder(Lines())
        let blank = end + end
        let piece = ["role", "!one", "!two", "!three"].map { $0 + blank }.joined()
        #expect(texts(decoder.receive(Array(piece.utf8))) == ["role" + blank])
        #expect(!decoder.hasContent)
        #expect(texts(decoder.more()) == ["!one" + blank])
        #expect(decoder.hasContent)
        #expect(texts(decoder.more()) == ["!two\(blank)!three\(blank)"])
        #expect(decoder.more() == nil)
        #expect(texts(decoder.receive(Array("!four\(blank)!five".utf8))) == ["!four\(blank)!five"])
        #expect(decoder.more() == nil)
        #expect(decoder.ended() == [.end])
    }

    @Test("without a blank line are decoded as they come")
    func noBlankLine() {
        var decoder = PieceDecoder(Lines())
        #expect(texts(decoder.receive(Array("event\n".utf8))) == ["event\n"])
        #expect(decoder.more() == nil)
        #expect(decoder.receive([]) == [])
    }

    @Test("say the same however they are cut", arguments: 0..<60)
    func anyCut(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let events = ["role", "a", "b\u{E9}", "c"].enumerated().map { number, text in
            let delta = number == 0 ? #"{"role":"assistant"}"# : #"{"content":"\#(text)"}"#
            let finish = number == 3 ? #""stop""# : "null"
            return #"data: {"choices":[{"index":0,"delta":\#(delta),"finish_reason":\#(finish)}]}"# + "\n\n"
        }
        let bytes = Array((": hello\n\n" + events.joined() + "data: [DONE]\n\n").utf8)
        var whole = decoder
        let expected = whole.receive(bytes) + whole.ended()
        var pieces = PieceDecoder(decoder)
        var found: [StreamEvent] = []
        var start = 0
        while start < bytes.count {
            let end = min(bytes.count, start + Int.random(in: 1...200, using: &random))
            found += pieces.receive(Array(bytes[start..<end]))
            while let more = pieces.more() { found += more }
            start = end
        }
        #expect(found + pieces.ended() == expected)
        #expect(expected.contains(.end))
    }

    private var decoder: any StreamDecoder {
        let target = CallTarget(
            base: HTTPAddress("http://example.test/v1")!, model: "m", time: Date(timeIntervalSince1970: 0))
        return OpenAIDialect().streamDecoder(
            for: ModelRequest(operation: .chat, body: ["model": "m", "stream": true]), from: target)
    }
}
