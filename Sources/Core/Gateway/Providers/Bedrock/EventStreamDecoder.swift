/// Reads the messages of an AWS event stream from bytes that come in any pieces.
///
///     var decoder = EventStreamDecoder()
///     decoder.append(bytes)
///     while let message = try decoder.next() { … }
///
/// The lengths are believed only once their checksum is right, and a message that claims to be longer than
/// `maximumLength` is refused before its bytes are waited for.
public struct EventStreamDecoder: Sendable {
    /// What a decoder accepts unless told otherwise: 16 MiB, more than any piece of a model's answer.
    public static let usualMaximumLength = 16 << 20

    private static let preludeLength = 12

    private let maximumLength: Int
    private var buffer: [UInt8] = []
    /// Where the first byte is that has not been handed out.
    private var start = 0

    public init(maximumLength: Int = Self.usualMaximumLength) {
        self.maximumLength = maximumLength
    }

    /// Whether every byte so far belongs to a message that was handed out.
    public var isBetweenMessages: Bool { start == buffer.count }

    public mutating func append(_ bytes: [UInt8]) {
        if isBetweenMessages {
            buffer.removeAll(keepingCapacity: buffer.count < 1 << 16)
            start = 0
        } else if start > 1 << 16 {
            buffer.removeFirst(start)
            start = 0
        }
        buffer += bytes
    }

    /// The next whole message; `nil` when more bytes are needed.
    ///
    /// - Throws: ``EventStreamProblem`` when the bytes are not an event stream. Nothing after that can be read.
    public mutating func next() throws(EventStreamProblem) -> EventStreamMessage? {
        guard buffer.count - start >= Self.preludeLength else { return nil }
        guard number(at: start + 8) == CRC32.checksum(of: buffer[start..<start + 8]) else {
            throw EventStreamProblem(.preludeChecksum)
        }
        let total = Int(number(at: start))
        let headersLength = Int(number(at: start + 4))
        guard total >= EventStreamMessage.overhead, headersLength <= total - EventStreamMessage.overhead else {
            throw EventStreamProblem(.lengths)
        }
        guard total <= maximumLength else { throw EventStreamProblem(.tooLong) }
        guard buffer.count - start >= total else { return nil }
        let end = start + total
        guard number(at: end - 4) == CRC32.checksum(of: buffer[start..<end - 4]) else {
            throw EventStreamProblem(.messageChecksum)
        }
        let headersStart = start + Self.preludeLength
        let payloadStart = headersStart + headersLength
        var reader = HeaderReader(bytes: buffer[headersStart..<payloadStart])
        let message = EventStreamMessage(
            headers: try reader.headers(), payload: Array(buffer[payloadStart..<end - 4]))
        start = end
        return message
    }

    private func number(at offset: Int) -> UInt32 {
        buffer[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
}

/// Reads the headers of one message. Every length is checked against what is there.
private struct HeaderReader {
    var bytes: ArraySlice<UInt8>

    mutating func headers() throws(EventStreamProblem) -> [EventStreamMessage.Header] {
        var headers: [EventStreamMessage.Header] = []
        while !bytes.isEmpty {
            let name = try text(length: Int(try integer(UInt8.self)))
            headers.append(EventStreamMessage.Header(name, try value()))
        }
        return headers
    }

    private mutating func value() throws(EventStreamProblem) -> EventStreamMessage.Value {
        switch try integer(UInt8.self) {
        case 0: .bool(true)
        case 1: .bool(false)
        case 2: .byte(try integer())
        case 3: .short(try integer())
        case 4: .integer(try integer())
        case 5: .long(try integer())
        case 6: .bytes(Array(try take(Int(try integer(UInt16.self)))))
        case 7: .string(try text(length: Int(try integer(UInt16.self))))
        case 8: .timestamp(try integer())
        case 9: .identifier(Array(try take(16)))
        default: throw EventStreamProblem(.headers)
        }
    }

    private mutating func text(length: Int) throws(EventStreamProblem) -> String {
        guard let text = String(validating: try take(length), as: UTF8.self) else { throw EventStreamProblem(.headers) }
        return text
    }

    private mutating func integer<Number: FixedWidthInteger>(
        _ type: Number.Type = Number.self
    ) throws(EventStreamProblem) -> Number {
        try take(Number.bitWidth / 8).reduce(0) { $0 << 8 | Number(truncatingIfNeeded: $1) }
    }

    private mutating func take(_ count: Int) throws(EventStreamProblem) -> ArraySlice<UInt8> {
        guard bytes.count >= count else { throw EventStreamProblem(.headers) }
        defer { bytes = bytes.dropFirst(count) }
        return bytes.prefix(count)
    }
}
