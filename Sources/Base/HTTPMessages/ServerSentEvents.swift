/// One event of a stream of server-sent events (`text/event-stream`).
public struct ServerSentEvent: Hashable, Sendable {
    /// The event's type; `nil` where the stream does not say, which means "message".
    public var name: String?
    /// The data, its lines joined by a line feed. Bytes, since most of it is JSON that is read from bytes.
    public var data: [UInt8]
    /// The last event ID that the stream has said so far; `nil` before the first.
    public var id: String?

    public init(name: String? = nil, data: [UInt8], id: String? = nil) {
        self.name = name
        self.data = data
        self.id = id
    }

    /// The event as it goes on the wire.
    ///
    /// Line ends inside the data become several "data:" lines; those inside a name are left out, since they would
    /// end it and let the rest pass for a field of its own.
    public func encoded() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(data.count + 16)
        if let name {
            bytes += "event: ".utf8
            bytes += name.utf8.filter { $0 != Self.lineFeed && $0 != Self.carriageReturn }
            bytes.append(Self.lineFeed)
        }
        if let id {
            bytes += "id: ".utf8
            bytes += id.utf8.filter { $0 != Self.lineFeed && $0 != Self.carriageReturn && $0 != 0 }
            bytes.append(Self.lineFeed)
        }
        Self.append(data, to: &bytes)
        return bytes
    }

    /// Appends an event of data alone: the cheap way for one event per token.
    public static func append(_ data: some Collection<UInt8>, to bytes: inout [UInt8]) {
        bytes += "data: ".utf8
        if data.contains(where: { $0 == lineFeed || $0 == carriageReturn }) {
            var afterReturn = false
            for byte in data {
                defer { afterReturn = byte == carriageReturn }
                if byte == lineFeed, afterReturn { continue }
                if byte == lineFeed || byte == carriageReturn {
                    bytes += "\ndata: ".utf8
                } else {
                    bytes.append(byte)
                }
            }
        } else {
            bytes += data
        }
        bytes.append(lineFeed)
        bytes.append(lineFeed)
    }

    /// A comment: readers skip it, and it keeps a quiet connection from looking dead.
    public static func comment(_ text: String) -> [UInt8] {
        [UInt8(ascii: ":"), UInt8(ascii: " ")] + text.utf8.filter { $0 != lineFeed && $0 != carriageReturn }
            + [lineFeed, lineFeed]
    }

    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
}

/// Reads server-sent events from bytes, in whatever pieces they come (WHATWG HTML, section 9.2.6).
///
/// Lines end with LF, CR or CRLF; a byte order mark at the very beginning is skipped; comments and unknown fields
/// are skipped; an event that the stream breaks off in is not told, as the specification demands. Beyond it, what
/// one event may hold is bounded, so that a server cannot fill the memory.
public struct ServerSentEventDecoder: Sendable {
    /// An event is longer than allowed. The stream cannot be read on.
    public struct Overflow: Error, Hashable, Sendable {
        public let limit: Int
    }

    private let limit: Int
    private var line: [UInt8] = []
    private var data: [UInt8] = []
    private var hasData = false
    private var name: String?
    private var id: String?
    private var afterReturn = false
    private var isFirstLine = true

    /// - Parameter limit: how many bytes an event, and each of its lines, may have.
    public init(limit: Int = 16 << 20) {
        self.limit = limit
    }

    /// Whether bytes of an event have come that is not complete yet.
    public var isInsideEvent: Bool { hasData || !line.isEmpty || name != nil }

    /// The events that these bytes complete.
    public mutating func receive(_ bytes: [UInt8]) throws(Overflow) -> [ServerSentEvent] {
        var events: [ServerSentEvent] = []
        var start = 0
        if afterReturn, let first = bytes.first {
            afterReturn = false
            if first == ServerSentEvent.lineFeed { start = 1 }
        }
        var position = start
        while position < bytes.count {
            let byte = bytes[position]
            guard byte == ServerSentEvent.lineFeed || byte == ServerSentEvent.carriageReturn else {
                position += 1
                continue
            }
            let end = position
            position += 1
            if byte == ServerSentEvent.carriageReturn {
                if position == bytes.count {
                    afterReturn = true
                } else if bytes[position] == ServerSentEvent.lineFeed {
                    position += 1
                }
            }
            try take(bytes[start..<end], into: &events)
            start = position
        }
        guard line.count + (bytes.count - start) <= limit else { throw Overflow(limit: limit) }
        line += bytes[start...]
        return events
    }

    /// One whole line: what was kept of it, and `rest`.
    private mutating func take(_ rest: ArraySlice<UInt8>, into events: inout [ServerSentEvent]) throws(Overflow) {
        if line.isEmpty {
            try takeLine(rest, into: &events)
        } else {
            guard line.count + rest.count <= limit else { throw Overflow(limit: limit) }
            line += rest
            let whole = line
            line.removeAll(keepingCapacity: true)
            try takeLine(whole[...], into: &events)
        }
    }

    private mutating func takeLine(_ text: ArraySlice<UInt8>, into events: inout [ServerSentEvent]) throws(Overflow) {
        var text = text
        if isFirstLine {
            isFirstLine = false
            if text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.dropFirst(3) }
        }
        guard !text.isEmpty else { return dispatch(into: &events) }
        let colon = text.firstIndex(of: UInt8(ascii: ":"))
        let field = text[..<(colon ?? text.endIndex)]
        guard !field.isEmpty else { return }  // a comment
        var value = colon.map { text[($0 + 1)...] } ?? []
        if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
        if field.elementsEqual("data".utf8) {
            guard data.count + value.count < limit else { throw Overflow(limit: limit) }
            if hasData { data.append(ServerSentEvent.lineFeed) }
            data += value
            hasData = true
        } else if field.elementsEqual("event".utf8) {
            name = value.isEmpty ? nil : String(decoding: value, as: UTF8.self)
        } else if field.elementsEqual("id".utf8), !value.contains(0) {
            id = String(decoding: value, as: UTF8.self)
        }
    }

    /// A blank line ends an event; one without data is none, whatever its name.
    private mutating func dispatch(into events: inout [ServerSentEvent]) {
        defer {
            data = []
            hasData = false
            name = nil
        }
        guard hasData else { return }
        events.append(ServerSentEvent(name: name, data: data, id: id))
    }
}
