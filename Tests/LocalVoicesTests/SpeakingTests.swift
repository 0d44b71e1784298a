import Foundation
import Gateway
import GatewayServer
import HTTPMessages
import JSON
import MediaTools
import Networking
import TestKit
import Testing

@testable import LocalVoices

private func isInstalled(_ tools: String...) -> Bool {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return tools.allSatisfy { tool in
        folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(tool)") }
    }
}

@Suite(
    "Speech from this machine, through the server",
    .enabled(if: isInstalled("flite", "espeak-ng", "ffmpeg", "ffprobe"), "flite, espeak-ng or FFmpeg is not installed"))
struct SpeakingTests {
    private func info(_ answer: SpeakingGateway.Answer, _ format: String) async throws -> MediaInfo {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "sound.\(format == "opus" ? "ogg" : format)")
            try Data(answer.body).write(to: file)
            return try await FFprobe(tools: SubprocessRunner()).info(of: file)
        }
    }

    @Test(
        "is real sound of the length of a sentence, in every format",
        arguments: [
            ("mp3", "audio/mpeg", "mp3", 24_000), ("opus", "audio/ogg", "opus", 48_000),
            ("aac", "audio/aac", "aac", 24_000), ("flac", "audio/flac", "flac", 24_000),
            ("wav", "audio/wav", "pcm_s16le", 24_000),
        ])
    func formats(format: String, type: String, codec: String, rate: Int) async throws {
        try await SpeakingGateway.run { gateway in
            let answer = try await gateway.speak(["voice": "alloy", "response_format": .string(format)])
            #expect(answer.status == 200, "\(answer.text.prefix(300))")
            #expect(answer.headers["content-type"] == type)
            #expect(answer.headers["x-atelier-model"] == "local/speech")
            let info = try await info(answer, format)
            #expect(info.audio?.codec == codec && info.audio?.sampleRate == rate && info.audio?.channels == 1)
            let wave = try await gateway.speak(["voice": "alloy", "response_format": "wav"])
            let seconds = Double(wave.body.count - 44) / 2 / 24_000
            #expect((2...5).contains(seconds), "\(seconds) s")
            if let told = info.duration, format != "aac", format != "flac" {
                #expect(abs(Double(told.numerator) / Double(told.denominator) - seconds) < 0.15)
            }
        }
    }

    @Test("is the voice's own, as fast as asked, and the same each time")
    func voices() async throws {
        try await SpeakingGateway.run { gateway in
            let woman = try await gateway.speak(["voice": "alloy", "response_format": "pcm"])
            let man = try await gateway.speak(["voice": "echo", "response_format": "pcm"])
            let fast = try await gateway.speak(["voice": "alloy", "response_format": "pcm", "speed": 2])
            #expect(woman.headers["content-type"] == "audio/pcm")
            #expect(woman.body != man.body)
            #expect(abs(Double(fast.body.count) / Double(woman.body.count) - 0.5) < 0.1)
            #expect(try await gateway.speak(["voice": "alloy", "response_format": "pcm"]).body == woman.body)
            let german = try await gateway.speak([
                "voice": "nova", "response_format": "pcm", "input": "Der schnelle Fuchs springt über den faulen Hund.",
            ])
            #expect(german.status == 200 && german.body.count > 48_000)
        }
    }

    @Test("comes as OpenAI's events where a stream is asked for")
    func stream() async throws {
        try await SpeakingGateway.run { gateway in
            let whole = try await gateway.speak(["voice": "alloy", "response_format": "pcm"])
            let stream = try await gateway.speak(["voice": "alloy", "response_format": "pcm", "stream_format": "sse"])
            #expect(stream.headers["content-type"] == "text/event-stream; charset=utf-8")
            let events = try stream.text.components(separatedBy: "\n\n").filter { !$0.isEmpty }
                .map { try JSONValue(parsing: Array($0.dropFirst("data: ".count).utf8)) }
            let sound = events.filter { $0["type"] == "speech.audio.delta" }
                .compactMap { $0["audio"]?.string.flatMap { Data(base64Encoded: $0) } }.reduce(Data(), +)
            #expect(Array(sound) == whole.body)
            #expect(events.count > 2 && events.last?["type"] == "speech.audio.done")
        }
    }

    @Test(
        "is refused where nothing can be said",
        arguments: [
            (["voice": "nobody"], "speech.no-voice"), (["input": "…!"], "speech.silent"),
            (["response_format": "midi"], "speech.format"),
        ] as [(JSONObject, String)])
    func refused(fields: JSONObject, code: String) async throws {
        try await SpeakingGateway.run { gateway in
            let answer = try await gateway.speak(fields)
            #expect(answer.status == 400)
            #expect(answer.json?["error"]?["code"]?.string == code, "\(answer.text)")
        }
    }
}

@Suite("A machine that cannot do what is asked")
struct MissingVoicesTests {
    @Test("says which programs would help")
    func noPrograms() async throws {
        try await SpeakingGateway.run(runner: EmptyMachine()) { gateway in
            let answer = try await gateway.speak(["voice": "alloy"])
            #expect(answer.status == 502)
            #expect(answer.json?["error"]?["message"]?.string?.contains("apt-get install flite espeak-ng") == true)
        }
    }

    @Test("does not transcribe, and says who could")
    func transcription() async throws {
        try await SpeakingGateway.run(runner: EmptyMachine()) { gateway in
            let form = MultipartForm([
                FormPart(name: "model", text: "speech"),
                FormPart(name: "file", fileName: "talk.wav", mediaType: "audio/wav", bytes: Array("RIFF".utf8)),
            ]).encoded(boundary: "bound")
            let answer = try await gateway.post("/v1/audio/transcriptions", form.body, type: form.contentType)
            #expect(answer.status == 400)
            #expect(answer.json?["error"]?["code"] == "route.unsupported")
            #expect(answer.json?["error"]?["message"]?.string?.contains("whisper") == true)
        }
    }
}
