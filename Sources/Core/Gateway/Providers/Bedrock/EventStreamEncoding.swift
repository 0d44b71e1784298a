extension EventStreamMessage {
    /// The bytes that a message has besides its headers and payload: the prelude (12) and the checksum (4).
    static let overhead = 16

    /// The message as it goes on the wire.
    ///
    /// - Throws: ``EventStreamProblem`` (`headers`, `tooLong`) when a name has more than 255 bytes, a value more than
    ///   32,767, or the whole more than 32 bits can say.
    public func encoded() throws(EventStreamProblem) -> [UInt8] {
        var encodedHeaders: [UInt8] = []
        for header in headers { try Self.append(header, to: &encodedHeaders) }
        let length = Self.overhead + encodedHeaders.count + payload.count
        guard let total = UInt32(exactly: length) else { throw EventStreamProblem(.tooLong) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(length)
        bytes.append(bigEndian: total)
        bytes.append(bigEndian: UInt32(encodedHeaders.count))
        bytes.append(bigEndian: CRC32.checksum(of: bytes[...]))
        bytes += encodedHeaders
        bytes += payload
        bytes.append(bigEndian: CRC32.checksum(of: bytes[...]))
        return bytes
    }

    private static func append(_ header: Header, to bytes: inout [UInt8]) throws(EventStreamProblem) {
        let name = Array(header.name.utf8)
        guard let length = UInt8(exactly: name.count), length > 0 else { throw EventStreamProblem(.headers) }
        bytes.append(length)
        bytes += name
        switch header.value {
        case .bool(let flag): bytes.append(flag ? 0 : 1)
        case .byte(let number): bytes += [2, UInt8(bitPattern: number)]
        case .short(let number):
            bytes.append(3)
            bytes.append(bigEndian: number)
        case .integer(let number):
            bytes.append(4)
            bytes.append(bigEndian: number)
        case .long(let number):
            bytes.append(5)
            bytes.append(bigEndian: number)
        case .bytes(let content): try append(content, type: 6, to: &bytes)
        case .string(let text): try append(Array(text.utf8), type: 7, to: &bytes)
        case .timestamp(let milliseconds):
            bytes.append(8)
            bytes.append(bigEndian: milliseconds)
        case .identifier(let content):
            guard content.count == 16 else { throw EventStreamProblem(.headers) }
            bytes.append(9)
            bytes += content
        }
    }

    private static func append(
        _ content: [UInt8], type: UInt8, to bytes: inout [UInt8]
    ) throws(EventStreamProblem) {
        guard let length = Int16(exactly: content.count) else { throw EventStreamProblem(.headers) }
        bytes.append(type)
        bytes.append(bigEndian: length)
        bytes += content
    }
}

extension [UInt8] {
    fileprivate mutating func append(bigEndian number: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: number.bigEndian) { append(contentsOf: $0) }
    }
}
