/// One message of AWS's event-stream encoding (`application/vnd.amazon.eventstream`).
///
/// On the wire: the whole length and the length of the headers (32 bits each, big endian), a CRC-32 of those eight
/// bytes, the headers, the payload, a CRC-32 of all before it.
/// Source: Amazon Transcribe developer guide, "Event stream encoding"; the Smithy specification of
/// `aws.protocols#eventStream`.
public struct EventStreamMessage: Hashable, Sendable {
    /// A header's value, with the types of the encoding.
    public enum Value: Hashable, Sendable {
        case bool(Bool)
        case byte(Int8)
        case short(Int16)
        case integer(Int32)
        case long(Int64)
        case bytes([UInt8])
        case string(String)
        /// Milliseconds since 1970-01-01 00:00 UTC.
        case timestamp(Int64)
        /// 16 bytes of a UUID.
        case identifier([UInt8])
    }

    public struct Header: Hashable, Sendable {
        public var name: String
        public var value: Value

        public init(_ name: String, _ value: Value) {
            self.name = name
            self.value = value
        }
    }

    public var headers: [Header]
    public var payload: [UInt8]

    public init(headers: [Header], payload: [UInt8]) {
        self.headers = headers
        self.payload = payload
    }

    /// An event as Bedrock sends it: JSON named by its `:event-type`.
    public init(event type: String, json payload: [UInt8]) {
        self.init(named: ":event-type", type, messageType: "event", payload)
    }

    /// A failure as Bedrock sends it inside a stream: JSON named by its `:exception-type`.
    public init(exception type: String, json payload: [UInt8]) {
        self.init(named: ":exception-type", type, messageType: "exception", payload)
    }

    private init(named header: String, _ type: String, messageType: String, _ payload: [UInt8]) {
        headers = [
            Header(header, .string(type)), Header(":content-type", .string("application/json")),
            Header(":message-type", .string(messageType)),
        ]
        self.payload = payload
    }

    /// The text of the first header of that name, where it is text.
    public subscript(name: String) -> String? {
        guard case .string(let text)? = headers.first(where: { $0.name == name })?.value else { return nil }
        return text
    }
}

/// Bytes that are not an event stream, or a message that cannot be written as one.
public struct EventStreamProblem: Error, Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable {
        /// The checksum of the two lengths differs.
        case preludeChecksum
        /// The checksum of the message differs.
        case messageChecksum
        /// The lengths contradict each other.
        case lengths
        /// The message is longer than the decoder accepts.
        case tooLong
        /// The headers are not in the encoding, or do not fit into it.
        case headers
    }

    public let kind: Kind

    public init(_ kind: Kind) {
        self.kind = kind
    }
}

extension EventStreamProblem: CustomStringConvertible {
    public var description: String {
        switch kind {
        case .preludeChecksum: "The event stream is damaged: the checksum of a message's lengths is wrong."
        case .messageChecksum: "The event stream is damaged: the checksum of a message is wrong."
        case .lengths: "The event stream is damaged: the lengths of a message contradict each other."
        case .tooLong: "The event stream has a message that is longer than is accepted."
        case .headers: "The event stream has a message with malformed headers."
        }
    }
}
