import HTTPMessages
import TestKit
import Testing

@Suite("Server-sent events")
struct ServerSentEventsTests {
    /// What a decoder makes of the bytes, given in pieces of these lengths (the last one again and again).
    private func events(of text: [UInt8], pieces: [Int] = [Int.max]) throws -> [ServerSentEvent] {
        var decoder = ServerSentEventDecoder()
        var events: [ServerSentEvent] = []
        var rest = text[...]
        var index = 0
        while !rest.isEmpty {
            let piece = rest.prefix(pieces[min(index, pieces.count - 1)])
            rest = rest.dropFirst(piece.count)
            index += 1
            events += try decoder.receive(Array(piece))
        }
        return events
    }

    private func data(of text: String) throws -> [String] {
        try events(of: Array(text.utf8)).map { String(decoding: $0.data, as: UTF8.self) }
    }

    @Test("the examples of the specification are read as it says")
    func specification() throws {
        #expect(try data(of: "data: YHOO\ndata: +2\ndata: 10\n\n") == ["YHOO\n+2\n10"])
        #expect(
            try events(
                of: Array(
                    ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n".utf8)
            )
                == [
                    ServerSentEvent(data: Array("first event".utf8), id: "1"),
                    ServerSentEvent(data: Array("second event".utf8), id: ""),
                    ServerSentEvent(data: Array(" third event".utf8), id: ""),
                ])
        #expect(try data(of: "data\n\ndata\ndata\n\ndata:") == ["", "\n"])
        #expect(try data(of: "data:test\n\ndata: test\n\n") == ["test", "test"])
    }

    @Test("a name belongs to its event alone, and an event without data is none")
    func names() throws {
        let events = try events(of: Array("event: ping\n\nevent: add\ndata: 1\n\ndata: 2\n\n".utf8))
        #expect(events.map(\.name) == ["add", nil])
    }

    @Test("a byte order mark is skipped at the beginning only")
    func byteOrderMark() throws {
        #expect(try data(of: "\u{FEFF}data: a\n\n\u{FEFF}data: b\n\ndata: \u{FEFF}c\n\n") == ["a", "\u{FEFF}c"])
    }

    @Test("an event that breaks off is not told")
    func brokenOff() throws {
        #expect(try data(of: "data: a\n\ndata: b\n") == ["a"])
    }

    @Test("all three line ends mean the same, in one stream too")
    func lineEnds() throws {
        let lines = ["data: é", ": comment", "data: 2", "event: x", "", "retry: 5", "data: b", ""]
        let expected = try events(of: Array(lines.map { $0 + "\n" }.joined().utf8))
        #expect(expected.map(\.data) == [Array("é\n2".utf8), Array("b".utf8)])
        var random = SeededGenerator(seed: 7)
        for _ in 0..<200 {
            var text = ""
            for line in lines {
                // A lone LF after a lone CR would complete that CR instead of ending an empty line.
                let ends = line.isEmpty && text.unicodeScalars.last == "\r" ? ["\r", "\r\n"] : ["\n", "\r", "\r\n"]
                text += line + (ends.randomElement(using: &random) ?? "\n")
            }
            #expect(try events(of: Array(text.utf8)) == expected)
        }
    }

    @Test("the pieces that bytes come in make no difference")
    func pieces() throws {
        let text = Array(
            "\u{FEFF}: hi\r\ndata: grüß 🎈\r\ndata: 2\r\n\r\nevent: e\rdata: x\r\rdata: y\n\nid: 3\ndata:\n\n".utf8)
        let whole = try events(of: text)
        #expect(whole.count == 4)
        #expect(whole[0].data == Array("grüß 🎈\n2".utf8))
        #expect(try events(of: text, pieces: [1]) == whole)
        for cut in 1..<text.count {
            #expect(try events(of: text, pieces: [cut, Int.max]) == whole, "cut at \(cut)")
        }
        var random = SeededGenerator(seed: 3)
        for _ in 0..<300 {
            let pieces = (0..<20).map { _ in Int.random(in: 1...9, using: &random) }
            #expect(try events(of: text, pieces: pieces) == whole)
        }
    }

    @Test("what an event may hold is bounded, in one line and in many")
    func bounds() throws {
        var oneLine = ServerSentEventDecoder(limit: 1000)
        #expect(throws: ServerSentEventDecoder.Overflow.self) {
            for _ in 0..<2000 { _ = try oneLine.receive([UInt8(ascii: "x")]) }
        }
        var manyLines = ServerSentEventDecoder(limit: 1000)
        #expect(throws: ServerSentEventDecoder.Overflow.self) {
            for _ in 0..<2000 { _ = try manyLines.receive(Array("data: x\n".utf8)) }
        }
        var enough = ServerSentEventDecoder(limit: 1000)
        for _ in 0..<2000 { #expect(try enough.receive(Array("data: x\n\n".utf8)).count == 1) }
    }

    @Test("what is written is read again, whatever it holds")
    func roundTrip() throws {
        var random = SeededGenerator(seed: 11)
        let characters: [UInt8] = Array("ab:\n \u{FEFF}é".utf8)
        for _ in 0..<500 {
            let data = (0..<Int.random(in: 0...12, using: &random)).compactMap { _ in
                characters.randomElement(using: &random)
            }
            let event = ServerSentEvent(name: Bool.random(using: &random) ? "na\nme" : nil, data: data)
            let read = try events(of: event.encoded() + ServerSentEvent.comment("still\nhere"))
            #expect(read == [ServerSentEvent(name: event.name == nil ? nil : "name", data: data)])
        }
    }

    @Test("carriage returns in data cannot end the line that they are written in")
    func injection() throws {
        var bytes: [UInt8] = []
        ServerSentEvent.append(Array("a\r\rb\r\ndata: c".utf8), to: &bytes)
        #expect(try events(of: bytes) == [ServerSentEvent(data: Array("a\n\nb\ndata: c".utf8))])
    }
}
