import Foundation
import HTTPMessages
import JSON

/// Answers to speech and transcription in OpenAI's form.
enum SoundScript {
    /// `nil` for a format that the mock cannot make.
    static func speech(for question: Question) -> Script? {
        guard let sound = Sounds.pieces(of: question.prompt, format: question.format ?? "mp3") else { return nil }
        guard question.isStreaming else {
            return Script(
                type: sound.mediaType, body: .whole(Array(sound.pieces.joined())), tokens: sound.pieces.count)
        }
        var pieces = sound.pieces.map { bytes in
            Script.Piece(
                event(["type": "speech.audio.delta", "audio": .string(Data(bytes).base64EncodedString())]), tokens: 1)
        }
        pieces.append(
            Script.Piece(
                event(["type": "speech.audio.done", "usage": usage(question, output: sound.pieces.count)])))
        return Script(type: "text/event-stream", body: .stream(pieces), tokens: sound.pieces.count)
    }

    static func transcription(for question: Question, reply: Reply) -> Script {
        guard !question.isStreaming else {
            var pieces = reply.tokens.map { token in
                Script.Piece(event(["type": "transcript.text.delta", "delta": .string(token)]), tokens: 1)
            }
            pieces.append(
                Script.Piece(
                    event([
                        "type": "transcript.text.done", "text": .string(reply.text),
                        "usage": usage(question, output: reply.tokens.count),
                    ])))
            return Script(type: "text/event-stream", body: .stream(pieces), tokens: reply.tokens.count)
        }
        if let plain = plain(question.format, text: reply.text) {
            return Script(
                type: "text/plain; charset=utf-8", body: .whole(Array(plain.utf8)), tokens: reply.tokens.count)
        }
        var json: JSONObject = ["text": .string(reply.text)]
        if question.format == "verbose_json" {
            json["task"] = "transcribe"
            json["language"] = "english"
            json["duration"] = 1
            json["segments"] = [["id": 0, "start": 0, "end": 1, "text": .string(reply.text)]]
        }
        json["usage"] = usage(question, output: reply.tokens.count)
        return Script(
            type: "application/json", body: .whole(JSONValue.object(json).serialized()), tokens: reply.tokens.count)
    }

    private static func plain(_ format: String?, text: String) -> String? {
        switch format {
        case "text": text + "\n"
        case "srt": "1\n00:00:00,000 --> 00:00:01,000\n\(text)\n\n"
        case "vtt": "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n\(text)\n\n"
        default: nil
        }
    }

    private static func usage(_ question: Question, output: Int) -> JSONValue {
        [
            "type": "tokens", "input_tokens": JSONValue(question.inputTokens), "output_tokens": JSONValue(output),
            "total_tokens": JSONValue(question.inputTokens + output),
        ]
    }

    private static func event(_ json: JSONValue) -> [UInt8] {
        var bytes: [UInt8] = []
        ServerSentEvent.append(json.serialized(), to: &bytes)
        return bytes
    }
}
