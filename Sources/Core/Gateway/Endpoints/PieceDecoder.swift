/// Decodes a stream piece by piece; before the first content, one event after the other.
///
/// A provider may send many tokens in one piece, and whoever waits for the first one should not wait until all of
/// them are read.
///
///     var events = decoder.receive(bytes)
///     while let more = decoder.more() { events += more }      // whatever was left out
struct PieceDecoder: Sendable {
    private var decoder: any StreamDecoder
    /// What was received and not yet decoded.
    private var rest: ArraySlice<UInt8> = []
    /// Whether a piece of the answer itself has come.
    private(set) var hasContent = false

    init(_ decoder: any StreamDecoder) {
        self.decoder = decoder
    }

    /// The events of these bytes, or the first ones of them.
    mutating func receive(_ bytes: [UInt8]) -> [StreamEvent] {
        rest += bytes
        return more() ?? []
    }

    /// Further events of what was received; `nil` when all of it is decoded.
    mutating func more() -> [StreamEvent]? {
        guard !rest.isEmpty else { return nil }
        let end = hasContent ? rest.endIndex : Self.eventEnd(in: rest) ?? rest.endIndex
        let events = decoder.receive(Array(rest[..<end]))
        rest = end == rest.endIndex ? [] : rest[end...]
        hasContent = hasContent || events.contains(where: \.isContent)
        return events
    }

    /// The bytes are over.
    mutating func ended() -> [StreamEvent] {
        decoder.ended()
    }

    /// Where the first blank line ends. A decoder takes bytes in any pieces, so that nothing but time depends on it.
    private static func eventEnd(in bytes: ArraySlice<UInt8>) -> Int? {
        var isLineEmpty = false
        for (place, byte) in zip(bytes.indices, bytes) where byte != UInt8(ascii: "\r") {
            if byte == UInt8(ascii: "\n"), isLineEmpty { return place + 1 }
            isLineEmpty = byte == UInt8(ascii: "\n")
        }
        return nil
    }
}

extension StreamEvent {
    fileprivate var isContent: Bool {
        if case .chunk(let chunk) = self { chunk.hasContent } else { false }
    }
}
