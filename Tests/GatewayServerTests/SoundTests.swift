import Foundation
import Gateway
import HTTPMessages
import JSON
import Networking
import Testing

@testable import GatewayServer

@Suite("Speech and transcripts")
struct SoundTests {
    private static let sound: [UInt8] = (0..<600).map { UInt8(truncatingIfNeeded: $0 * 7) }

    private static let speaks: ScriptedUpstream.Script = { call, writer in
        guard call.body["stream_format"] == "sse" else {
            return try await writer.send(
                HTTPResponse(status: 200, headers: ["Content-Type": "audio/wav"], body: sound))
        }
        try await writer.begin(HTTPResponseHead(status: 200, headers: ["Content-Type": "text/event-stream"]))
        for start in stride(from: 0, to: sound.count, by: 200) {
            let piece = Data(sound[start..<start + 200]).base64EncodedString()
            try await writer.write(
                ScriptedUpstream.event(["type": "speech.audio.delta", "audio": .string(piece)]))
        }
        try await writer.write(
            ScriptedUpstream.event([
                "type": "speech.audio.done",
                "usage": ["input_tokens": 4, "output_tokens": 90, "total_tokens": 94],
            ]))
        try await writer.finish()
    }

    @Test("speech comes back as the sound that it is")
    func speech() async throws {
        try await GatewayTrial.run(upstream: Self.speaks) { trial in
            let answer = try await trial.post(
                "/v1/audio/speech", ["model": "main", "input": "Hello.", "voice": "alloy"])
            #expect(answer.status == 200)
            #expect(answer.headers["content-type"] == "audio/wav")
            #expect(answer.headers["x-atelier-model"] == "main")
            #expect(answer.body == Self.sound)
        }
    }

    @Test("streamed speech is base64 in OpenAI's events, with an end of its own")
    func streamedSpeech() async throws {
        try await GatewayTrial.run(upstream: Self.speaks) { trial in
            let answer = try await trial.post(
                "/v1/audio/speech", ["model": "main", "input": "Hello.", "voice": "alloy", "stream_format": "sse"])
            #expect(answer.headers["content-type"] == "text/event-stream; charset=utf-8")
            let events = try answer.events.map { try JSONValue(parsing: Array($0.utf8)) }
            var sound: [UInt8] = []
            for event in events where event["type"] == "speech.audio.delta" {
                sound += try #require(Data(base64Encoded: event["audio"]?.string ?? "?"))
            }
            #expect(sound == Self.sound)
            #expect(events.last?["type"] == "speech.audio.done")
            #expect(!answer.text.contains("[DONE]"))
        }
    }

    @Test("speech that is cut has no end")
    func cutSpeech() async throws {
        let script: ScriptedUpstream.Script = { _, writer in
            try await writer.begin(HTTPResponseHead(status: 200, headers: ["Content-Type": "text/event-stream"]))
            try await writer.write(ScriptedUpstream.event(["type": "speech.audio.delta", "audio": "AAAA"]))
            writer.close()
        }
        try await GatewayTrial.run(upstream: script) { trial in
            let answer = try await trial.post(
                "/v1/audio/speech", ["model": "quick", "input": "Hello.", "stream_format": "sse"])
            #expect(!answer.text.contains("speech.audio.done"))
            #expect(answer.events.last?.contains("stream.broken") == true)
        }
    }

    private func form(_ parts: [FormPart]) -> (headers: HeaderFields, body: [UInt8]) {
        let encoded = MultipartForm(parts).encoded(boundary: "bound")
        return (["Content-Type": encoded.contentType], encoded.body)
    }

    private let file = FormPart(
        name: "file", fileName: "talk.wav", mediaType: "audio/wav", bytes: Array("RIFF....".utf8))

    private static let writes: ScriptedUpstream.Script = { call, writer in
        let form = try MultipartForm(
            reading: call.request.body, contentType: call.request.headers["content-type"] ?? "")
        guard form["stream"]?.text == "true" else {
            return try await writer.send(HTTPResponse(status: 200, jsonValue: ["text": "It is a talk."]))
        }
        let events: [JSONValue] = [
            ["type": "transcript.text.delta", "delta": "It is "],
            ["type": "transcript.text.delta", "delta": "a talk."],
            ["type": "transcript.text.done", "text": "It is a talk."],
        ]
        try await writer.send(
            HTTPResponse(
                status: 200, headers: ["Content-Type": "text/event-stream"],
                body: events.flatMap { ScriptedUpstream.event($0) }))
    }

    @Test("a transcript: the file and every field reach the upstream, lists under their own name")
    func transcript() async throws {
        try await GatewayTrial.run(upstream: Self.writes) { trial in
            let (headers, body) = form([
                file, FormPart(name: "model", text: "main"), FormPart(name: "language", text: "en"),
                FormPart(name: "timestamp_granularities[]", text: "word"),
                FormPart(name: "timestamp_granularities[]", text: "segment"),
                FormPart(name: "include[]", text: "logprobs"),
                FormPart(name: "temperature", text: "0.2"),
            ])
            let answer = try await trial.call("POST", "/v1/audio/transcriptions", headers: headers, body: body)
            #expect(answer.status == 200)
            #expect(answer.json["text"] == "It is a talk.")
            let request = trial.upstream.calls[0].request
            let sent = try MultipartForm(reading: request.body, contentType: request.headers["content-type"] ?? "")
            #expect(sent["file"]?.bytes == file.bytes)
            #expect(sent["file"]?.fileName == "talk.wav")
            #expect(sent["file"]?.mediaType == "audio/wav")
            let fields = sent.parts.filter { $0.name != "file" }.map { "\($0.name)=\($0.text ?? "?")" }
            #expect(
                fields == [
                    "model=main", "language=en", "timestamp_granularities[]=word",
                    "timestamp_granularities[]=segment", "include[]=logprobs", "temperature=0.2",
                ])
        }
    }

    @Test("a streamed transcript: the form's text 'true' is a flag, and the events pass")
    func streamedTranscript() async throws {
        try await GatewayTrial.run(upstream: Self.writes) { trial in
            let (headers, body) = form([
                file, FormPart(name: "model", text: "main"), FormPart(name: "stream", text: "true"),
            ])
            let answer = try await trial.call("POST", "/v1/audio/transcriptions", headers: headers, body: body)
            #expect(answer.headers["content-type"] == "text/event-stream; charset=utf-8")
            let types = answer.events.map { try? JSONValue(parsing: Array($0.utf8))["type"]?.string }
            #expect(types == ["transcript.text.delta", "transcript.text.delta", "transcript.text.done"])
            #expect(!answer.text.contains("[DONE]"), "it has an end of its own")

            let whole = form([file, FormPart(name: "model", text: "main"), FormPart(name: "stream", text: "false")])
            let other = try await trial.call(
                "POST", "/v1/audio/transcriptions", headers: whole.headers, body: whole.body)
            #expect(other.json["text"] == "It is a talk.")
        }
    }

    @Test("a form's fields become what they mean: lists stay lists, also of one, and 'stream' is a flag")
    func formFields() throws {
        let (headers, body) = form([
            file, FormPart(name: "model", text: "m"), FormPart(name: "include[]", text: "logprobs"),
            FormPart(name: "stream", text: "True"), FormPart(name: "prompt", text: "true"),
        ])
        let request = try RequestReading.request(
            .transcription,
            from: ReceivedRequest(method: "POST", path: "/v1/audio/transcriptions", headers: headers, body: body))
        #expect(request.body == ["model": "m", "include[]": ["logprobs"], "stream": true, "prompt": "true"])
        #expect(request.isStreaming)
        #expect(request.file?.bytes == file.bytes)
    }

    @Test("forms that are none")
    func badForms() async throws {
        try await GatewayTrial.run(upstream: Self.writes) { trial in
            let path = "/v1/audio/transcriptions"
            let json = try await trial.post(path, ["model": "main"])
            #expect(json.status == 400)
            #expect(json.error?["message"]?.string?.isEmpty == false)
            let (headers, noFile) = form([FormPart(name: "model", text: "main")])
            let answer = try await trial.call("POST", path, headers: headers, body: noFile)
            #expect(answer.status == 400 && answer.error?["param"] == "file")
            let noModel = form([file])
            let other = try await trial.call("POST", path, headers: noModel.headers, body: noModel.body)
            #expect(other.status == 400 && other.error?["param"] == "model")
            #expect(trial.upstream.calls.isEmpty)
        }
    }
}
