import TestKit
import Testing

@testable import Gateway

@Suite("AWS event stream")
struct EventStreamTests {
    private typealias Value = EventStreamMessage.Value

    @Test("the checksum is that of zip")
    func checksumIsKnown() {
        #expect(CRC32.checksum(of: Array("123456789".utf8)[...]) == 0xCBF4_3926)
        #expect(CRC32.checksum(of: []) == 0)
    }

    @Test("writes a message byte for byte as the encoding has it")
    func writesBytes() throws {
        // An empty message, and one header with a payload: computed by hand after the specification, with zlib's CRC.
        #expect(
            try EventStreamMessage(headers: [], payload: []).encoded()
                == [0, 0, 0, 0x10, 0, 0, 0, 0, 0x05, 0xC2, 0x48, 0xEB, 0x7D, 0x98, 0xC8, 0xFF])
        let bytes = try EventStreamMessage(headers: [.init("a", .string("b"))], payload: [7]).encoded()
        #expect(bytes.count == 16 + 6 + 1)
        #expect(Array(bytes[12..<19]) == [1, 0x61, 7, 0, 1, 0x62, 7])
    }

    @Test("what is written is read again, in pieces of any length", arguments: 0..<40)
    func roundTrip(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let messages = (0..<Int.random(in: 1...6, using: &generator)).map { _ in Self.message(using: &generator) }
        let bytes = try messages.flatMap { try $0.encoded() }
        var decoder = EventStreamDecoder()
        var read: [EventStreamMessage] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let length = Int.random(in: 1...40, using: &generator)
            decoder.append(Array(rest.prefix(length)))
            rest = rest.dropFirst(length)
            while let message = try decoder.next() { read.append(message) }
        }
        #expect(read == messages)
        #expect(decoder.isBetweenMessages)
    }

    @Test("any changed byte is found, or more bytes are waited for", arguments: 0..<10)
    func findsDamage(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let message = Self.message(using: &generator)
        let bytes = try message.encoded()
        for index in bytes.indices {
            var damaged = bytes
            damaged[index] ^= UInt8.random(in: 1...255, using: &generator)
            var decoder = EventStreamDecoder()
            decoder.append(damaged)
            #expect(throws: EventStreamProblem.self) { _ = try decoder.next() }
        }
    }

    @Test("refuses lengths that contradict each other, and messages beyond its bound, before waiting for them")
    func refusesLengths() throws {
        #expect(problem(total: 15, headers: 0) == .lengths)
        #expect(problem(total: 0, headers: 0) == .lengths)
        #expect(problem(total: 40, headers: 25) == .lengths)
        #expect(problem(total: .max, headers: .max) == .lengths)
        #expect(problem(total: .max, headers: 0) == .tooLong)
        #expect(problem(total: 1001, headers: 0, maximumLength: 1000) == .tooLong)
        #expect(problem(total: 1000, headers: 0, maximumLength: 1000) == nil)
    }

    @Test(
        "refuses headers that do not fill their place",
        arguments: [
            [1, 0x61], [0], [1, 0x61, 10], [1, 0x61, 7, 0, 2, 0x62], [1, 0x61, 5, 0, 0], [200, 0x61], [1, 0xFF, 0],
            [1, 0x61, 6, 0xFF, 0xFF, 0],
        ] as [[UInt8]])
    func refusesHeaders(headers: [UInt8]) throws {
        var bytes = Self.prelude(total: UInt32(16 + headers.count), headers: UInt32(headers.count)) + headers
        bytes += Self.bigEndian(CRC32.checksum(of: bytes[...]))
        var decoder = EventStreamDecoder()
        decoder.append(bytes)
        #expect(throws: EventStreamProblem(.headers)) { _ = try decoder.next() }
    }

    @Test("does not write what does not fit")
    func refusesToWrite() {
        let tooLong: [EventStreamMessage.Header] = [
            .init(String(repeating: "n", count: 256), .bool(true)), .init("", .bool(true)),
            .init("n", .bytes([UInt8](repeating: 0, count: 32_768))), .init("n", .identifier([1, 2])),
        ]
        for header in tooLong {
            #expect(throws: EventStreamProblem(.headers)) {
                _ = try EventStreamMessage(headers: [header], payload: []).encoded()
            }
        }
    }

    private func problem(total: UInt32, headers: UInt32, maximumLength: Int = 1 << 20) -> EventStreamProblem.Kind? {
        var decoder = EventStreamDecoder(maximumLength: maximumLength)
        decoder.append(Self.prelude(total: total, headers: headers))
        do throws(EventStreamProblem) {
            _ = try decoder.next()
            return nil
        } catch {
            return error.kind
        }
    }

    private static func prelude(total: UInt32, headers: UInt32) -> [UInt8] {
        let lengths = bigEndian(total) + bigEndian(headers)
        return lengths + bigEndian(CRC32.checksum(of: lengths[...]))
    }

    private static func bigEndian(_ number: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    private static func message(using generator: inout SeededGenerator) -> EventStreamMessage {
        func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) } }
        let values: [Value] = [
            .bool(true), .bool(false), .byte(-7), .short(-30_000), .integer(.min), .long(.max), .timestamp(-1),
            .bytes(bytes(9)), .string("größer"), .string(""), .identifier(bytes(16)),
        ]
        let headers = (0..<Int.random(in: 0...5, using: &generator)).map { index in
            EventStreamMessage.Header(":name-\(index)", values.randomElement(using: &generator) ?? .bool(true))
        }
        return EventStreamMessage(headers: headers, payload: bytes(Int.random(in: 0...60, using: &generator)))
    }
}
