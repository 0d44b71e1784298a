import Foundation
import HTTPMessages
import JSON

/// Reads the streams of OpenAI's sound interfaces, which have events of their own.
///
/// - Speech (`stream_format: sse`): `speech.audio.delta` with sound in base64, then `speech.audio.done` with the
///   usage. A piece's payload is the sound itself; the last one has none.
/// - Transcripts: `transcript.text.delta` and other events, told as they came, then `transcript.text.done`.
struct OpenAISoundStreamDecoder: StreamDecoder {
    enum Content: String, Sendable {
        case sound, transcript
    }

    private var messages = ServerSentJSON()
    private let content: Content
    private let target: CallTarget
    private var isOver = false

    init(_ content: Content, target: CallTarget) {
        self.content = content
        self.target = target
    }

    mutating func receive(_ bytes: [UInt8]) -> [StreamEvent] {
        tell(messages.receive(bytes))
    }

    mutating func ended() -> [StreamEvent] {
        var events = tell(messages.ended())
        if !isOver { events.append(.failure(.truncated(after: "a part of the \(content.rawValue)"))) }
        isOver = true
        return events
    }

    private mutating func tell(_ messages: [ServerSentJSON.Message]) -> [StreamEvent] {
        var events: [StreamEvent] = []
        for message in messages where !isOver {
            let news = self.events(of: message)
            events += news
            isOver = news.contains { if case .chunk = $0 { false } else { true } }
        }
        return events
    }

    private func events(of message: ServerSentJSON.Message) -> [StreamEvent] {
        switch message {
        case .value(let json, let text, let name):
            if let error = OpenAIError(json, isFailure: name == "error") {
                return [.failure(error.failure(status: nil, credential: target.credential))]
            }
            return content == .sound ? sound(json) : transcript(json, text: text)
        case .done:
            return [.failure(.truncated(after: "a part of the \(content.rawValue)"))]
        case .plain(let json):
            let error = OpenAIError(json)?.failure(status: nil, credential: target.credential)
            return [.failure(error ?? .malformed("The provider answered with an object instead of a stream."))]
        case .broken(let failure):
            return [.failure(failure)]
        }
    }

    private func sound(_ json: JSONValue) -> [StreamEvent] {
        switch json["type"]?.string {
        case "speech.audio.delta":
            guard let text = json["audio"]?.string, let sound = Data(base64Encoded: text) else {
                return [.failure(.malformed("A piece of the sound is no base64."))]
            }
            return [.chunk(StreamChunk(payload: Array(sound), hasContent: !sound.isEmpty, isPlainText: false))]
        case "speech.audio.done":
            let last = StreamChunk(
                payload: [], hasContent: false, isPlainText: false, finish: .stop,
                usage: TokenUsage(json: json["usage"]), model: target.model)
            return [.chunk(last), .end]
        default:
            return []
        }
    }

    private func transcript(_ json: JSONValue, text: [UInt8]) -> [StreamEvent] {
        let type = json["type"]?.string
        let isDone = type == "transcript.text.done"
        let delta = type == "transcript.text.delta" ? json["delta"]?.string ?? "" : ""
        let chunk = StreamChunk(
            payload: text, text: delta, hasContent: !delta.isEmpty || isDone, isPlainText: false,
            finish: isDone ? .stop : nil, usage: TokenUsage(json: json["usage"]))
        return isDone ? [.chunk(chunk), .end] : [.chunk(chunk)]
    }
}
