import HTTPMessages
import JSON

/// Reads a stream of server-sent events whose data is JSON, as OpenAI, Anthropic and Google send them.
///
/// A provider that fails early may answer with a plain JSON object instead of a stream, under status 200: that
/// object is told too, at the end of the bytes.
struct ServerSentJSON: Sendable {
    enum Message {
        /// One event: its JSON, the text that the JSON was read from, and the event's name.
        case value(JSONValue, text: [UInt8], name: String?)
        /// `[DONE]`, with which OpenAI ends its streams.
        case done
        /// The body is no stream but this JSON.
        case plain(JSONValue)
        /// The stream cannot be read on.
        case broken(UpstreamFailure)
    }

    private var events = ServerSentEventDecoder()
    /// The body so far, while it looks like plain JSON.
    private var plain: [UInt8]?
    private var hasStarted = false
    private var isBroken = false

    /// How much of a body that is no stream is kept.
    private static let plainLimit = 1 << 20

    mutating func receive(_ bytes: [UInt8]) -> [Message] {
        guard !isBroken else { return [] }
        if !hasStarted, let first = bytes.first(where: { !Self.isSpace($0) }) {
            hasStarted = true
            // No line of a stream begins with a brace.
            if first == UInt8(ascii: "{") { plain = [] }
        }
        if let body = plain {
            guard body.count + bytes.count <= Self.plainLimit else { return [fail("is no stream of events")] }
            plain?.append(contentsOf: bytes)
            return []
        }
        guard let received = try? events.receive(bytes) else { return [fail("has an event that is too long")] }
        var messages: [Message] = []
        for event in received where !isBroken {
            guard let message = message(of: event) else { continue }
            messages.append(message)
        }
        return messages
    }

    /// The bytes are over: what is left to tell.
    mutating func ended() -> [Message] {
        guard !isBroken, let body = plain else { return [] }
        plain = nil
        guard let json = try? JSONValue(parsing: body) else { return [fail("is no stream of events")] }
        return [.plain(json)]
    }

    private mutating func message(of event: ServerSentEvent) -> Message? {
        // Some servers keep a connection alive with events without data.
        guard event.data.contains(where: { !Self.isSpace($0) }) else { return nil }
        if event.data.starts(with: "[DONE]".utf8) { return .done }
        guard let json = try? JSONValue(parsing: event.data), json.object != nil else {
            return fail("has an event that is no JSON object")
        }
        return .value(json, text: event.data, name: event.name)
    }

    private mutating func fail(_ what: String) -> Message {
        isBroken = true
        return .broken(.malformed("The stream of the answer \(what)."))
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }
}
