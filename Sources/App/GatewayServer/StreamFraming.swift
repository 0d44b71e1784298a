import Foundation
import Gateway
import JSON

/// How the pieces of a streamed answer go over the wire: as server-sent events, in OpenAI's shape.
///
/// Chats, completions and their like end with `[DONE]`. Speech and transcripts end with an event of their own
/// (`speech.audio.done`, `transcript.text.done`).
struct StreamFraming: Sendable {
    let operation: ModelOperation

    /// The event of a piece.
    func event(_ chunk: StreamChunk) -> [UInt8] {
        guard operation == .speech else { return Self.event(chunk.payload) }
        // The piece is the sound itself.
        let sound = Data(chunk.payload).base64EncodedString()
        return Self.event(JSONValue.object(["type": "speech.audio.delta", "audio": .string(sound)]).serialized())
    }

    /// What says that the answer is whole.
    func end(usage: TokenUsage?) -> [UInt8] {
        switch operation {
        case .chat, .completion, .embeddings: return Self.done
        case .transcription: return []
        case .speech:
            var end: JSONValue = ["type": "speech.audio.done"]
            if let usage {
                end["usage"] = [
                    "input_tokens": JSONValue(usage.input), "output_tokens": JSONValue(usage.output),
                    "total_tokens": JSONValue(usage.input + usage.output),
                ]
            }
            return Self.event(end.serialized())
        }
    }

    /// One event with this JSON as its data. Line ends, which JSON may only have between its tokens, become blanks:
    /// inside an event they would begin another field.
    static func event(_ json: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(json.count + 8)
        bytes += dataField
        if json.contains(where: { $0 == 0x0A || $0 == 0x0D }) {
            bytes += json.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }
        } else {
            bytes += json
        }
        bytes += eventEnd
        return bytes
    }

    private static let done = Array("data: [DONE]\n\n".utf8)
    private static let dataField = Array("data: ".utf8)
    private static let eventEnd = Array("\n\n".utf8)
}
