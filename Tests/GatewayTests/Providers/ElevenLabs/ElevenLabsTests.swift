import Foundation
import HTTPMessages
import JSON
import Resilience
import Testing

@testable import Gateway

@Suite("ElevenLabs")
struct ElevenLabsTests {
    private let dialect = ElevenLabsDialect()

    private func target(_ settings: [String: String] = [:]) throws -> CallTarget {
        CallTarget(
            base: try #require(HTTPAddress(ElevenLabsDialect.usualBase)), model: "eleven_flash_v2_5",
            credential: .key("xi-secret-key"), settings: settings, time: Date(timeIntervalSince1970: 0))
    }

    private func speech(_ change: (inout JSONValue) -> Void = { _ in }) -> ModelRequest {
        var body: JSONValue = ["model": "tts", "input": "Hello there.", "voice": "JBFqnCBsd6RMkjVDRZzb"]
        change(&body)
        return ModelRequest(operation: .speech, body: body)
    }

    @Test("asks for speech in OpenAI's words")
    func asksForSpeech() throws {
        let request = speech {
            $0["speed"] = 1.1
            $0["instructions"] = "Speak warmly."
            $0["voice_settings"] = ["stability": 0.4]
            $0["language_code"] = "en"
        }
        let encoded = try dialect.encode(request, for: target())
        #expect(encoded.origin.description == "https://api.elevenlabs.io")
        #expect(encoded.target == "/v1/text-to-speech/JBFqnCBsd6RMkjVDRZzb?output_format=mp3_44100_128")
        #expect(encoded.headers["xi-api-key"] == "xi-secret-key")
        #expect(
            try JSONValue(parsing: encoded.body) == [
                "text": "Hello there.", "model_id": "eleven_flash_v2_5",
                "voice_settings": ["stability": 0.4, "speed": 1.1], "language_code": "en",
            ])
        let streamed = try dialect.encode(speech { $0["stream_format"] = "sse" }, for: target())
        #expect(streamed.target.hasPrefix("/v1/text-to-speech/JBFqnCBsd6RMkjVDRZzb/stream?"))
    }

    @Test(
        "knows formats by their names",
        arguments: [
            ("mp3", "mp3_44100_128", "audio/mpeg"), ("opus", "opus_48000_128", "audio/ogg"),
            ("pcm", "pcm_24000", "audio/pcm"),
            ("wav", "wav_24000", "audio/wav"),
        ])
    func knowsFormats(name: String, own: String, mediaType: String) throws {
        let request = speech { $0["response_format"] = .string(name) }
        #expect(try dialect.encode(request, for: target()).target.hasSuffix("?output_format=\(own)"))
        let answer = try dialect.decode(HTTPResponse(status: 200, body: [1, 2]), to: request, from: target())
        #expect(answer.mediaType == mediaType)
        #expect(answer.payload == [1, 2])
        #expect(answer.usage == TokenUsage(input: 12, output: 0))
        let fromSettings = try dialect.encode(speech(), for: target(["output_format": "ulaw_8000"]))
        #expect(fromSettings.target.hasSuffix("=ulaw_8000"))
    }

    @Test("finds the voice: its own by name, OpenAI's by the settings")
    func findsTheVoice() throws {
        func voice(_ value: JSONValue?, _ settings: [String: String]) throws -> String {
            let encoded = try dialect.encode(speech { $0["voice"] = value }, for: target(settings))
            return String(encoded.target.split(separator: "/")[2].prefix { $0 != "?" })
        }
        #expect(try voice(["id": "own"], [:]) == "own")
        #expect(try voice("alloy", ["voice": "usual"]) == "usual")
        #expect(try voice("alloy", ["voice": "usual", "voice.alloy": "hers"]) == "hers")
        #expect(try voice(nil, ["voice": "usual"]) == "usual")
        #expect(try voice("a/b?c", [:]) == "a%2Fb%3Fc")
        #expect(throws: RequestProblem.self) { _ = try voice("alloy", [:]) }
        #expect(throws: RequestProblem.self) { _ = try voice(nil, [:]) }
    }

    @Test(
        "names the field of what it cannot do",
        arguments: [
            ("speed", 4), ("response_format", "flac"), ("input", " "), ("input", nil),
        ] as [(String, JSONValue?)])
    func namesTheField(field: String, value: JSONValue?) throws {
        let target = try target()
        let problem = #expect(throws: RequestProblem.self) {
            _ = try dialect.encode(speech { $0[field] = value }, for: target)
        }
        #expect(problem?.field == field)
        #expect(throws: RequestProblem.self) {
            _ = try dialect.encode(ModelRequest(operation: .chat, body: [:]), for: target)
        }
    }

    @Test("takes neither silence nor words for sound")
    func takesSoundOnly() throws {
        let target = try target()
        let empty = #expect(throws: UpstreamFailure.self) {
            _ = try dialect.decode(HTTPResponse(status: 200), to: speech(), from: target)
        }
        #expect(empty?.failureClass == .malformed)
        let words = HTTPResponse(
            status: 200, headers: ["Content-Type": "application/json; charset=utf-8"],
            body: Array(#"{"detail":{"status":"system_busy","message":"busy"}}"#.utf8))
        let busy = #expect(throws: UpstreamFailure.self) {
            _ = try dialect.decode(words, to: speech(), from: target)
        }
        #expect(busy?.failureClass == .overloaded)
    }

    struct Refusal: Sendable {
        var status: Int
        var body: String
        var failureClass: FailureClass
        var blame: UpstreamFailure.Blame
        var message: String
    }

    static let refusals: [Refusal] = [
        Refusal(
            status: 429, body: #"{"detail":{"status":"too_many_concurrent_requests","message":"m"}}"#,
            failureClass: .throttled, blame: .endpoint, message: "m"),
        Refusal(
            status: 429, body: #"{"detail":{"status":"system_busy","message":"m"}}"#, failureClass: .overloaded,
            blame: .endpoint, message: "m"),
        Refusal(
            status: 401, body: #"{"detail":{"status":"quota_exceeded","message":"m"}}"#, failureClass: .refused,
            blame: .credentials, message: "m"),
        Refusal(
            status: 401, body: #"{"detail":{"status":"invalid_api_key","message":"no xi-secret-key here"}}"#,
            failureClass: .refused, blame: .credentials, message: "no [key] here"),
        Refusal(
            status: 400, body: #"{"detail":{"status":"max_character_limit_exceeded","message":"m"}}"#,
            failureClass: .refused, blame: .request, message: "m"),
        Refusal(
            status: 422, body: #"{"detail":[{"loc":["body","text"],"msg":"field required","type":"missing"}]}"#,
            failureClass: .refused, blame: .request, message: "field required"),
        Refusal(
            status: 404, body: #"{"detail":"Not Found"}"#, failureClass: .refused, blame: .credentials,
            message: "Not Found"),
        Refusal(
            status: 500, body: "oops", failureClass: .server, blame: .endpoint,
            message: "ElevenLabs answered with the status 500 and no words."),
    ]

    @Test("tells refusals by class and blame", arguments: refusals)
    func tellsRefusals(refusal: Refusal) throws {
        let failure = dialect.failure(
            HTTPResponse(status: refusal.status, body: Array(refusal.body.utf8)), from: try target())
        #expect(failure.failureClass == refusal.failureClass)
        #expect(failure.blame == refusal.blame)
        #expect(failure.message == refusal.message)
    }

    @Test("streams sound as it comes, until the end of the body")
    func streamsSound() throws {
        let target = try target()
        let reading = StreamReading([1, 2, 3], cutAt: [1], with: dialect.streamDecoder(for: speech(), from: target))
        #expect(reading.chunks.map(\.payload) == [[1], [2, 3], []])
        #expect(reading.chunks[0].hasContent && !reading.chunks[0].isPlainText)
        #expect(reading.usage == TokenUsage(input: 12, output: 0))
        #expect(reading.isComplete)
        let silent = StreamReading([], with: dialect.streamDecoder(for: speech(), from: target))
        #expect(silent.failure?.failureClass == .malformed)
        #expect(dialect.continuation(of: speech(), after: "x", for: target) == nil)
    }
}
