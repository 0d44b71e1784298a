import Gateway
import JSON
import Testing

@testable import LocalVoices

@Suite("An order for speech")
struct SpeechOrderTests {
    private func order(_ body: JSONValue) throws(UpstreamFailure) -> SpeechOrder {
        try SpeechOrder(ModelRequest(operation: .speech, body: body))
    }

    @Test("says what is spoken, by whom, how fast, and in which form; mp3 where nothing is said")
    func reading() throws {
        let plain = try order(["model": "m", "input": "Hello.", "voice": "echo"])
        #expect(plain.text == "Hello." && plain.voice == "echo" && plain.format == .mp3 && plain.speed == 1)
        let full = try order([
            "model": "m", "input": "Hello.", "voice": ["id": "rms"], "response_format": "pcm", "speed": 1.5,
        ])
        #expect(full.voice == "rms" && full.format == .pcm && full.speed == 1.5)
        #expect(try order(["input": "Hello."]).voice == "alloy")
        let nulls = try order(["input": "Hello.", "voice": nil, "response_format": nil, "speed": nil])
        #expect(nulls.voice == "alloy" && nulls.format == .mp3 && nulls.speed == 1)
    }

    @Test(
        "that cannot be carried out is the caller's mistake",
        arguments: [
            (["input": "a", "response_format": "midi"], "speech.format"),
            (["input": "a", "response_format": 7], "speech.format"), (["input": "a", "speed": 9], "speech.speed"),
            (["input": "a", "speed": "fast"], "speech.speed"), (["input": "a", "speed": 0], "speech.speed"),
            (["input": .string(String(repeating: "a", count: 60_001))], "speech.long"),
        ] as [(JSONValue, String)])
    func mistakes(body: JSONValue, code: String) throws {
        let failure = try #require(throws: UpstreamFailure.self) { try order(body) }
        #expect(failure.code == code)
        #expect(failure.blame == .request && failure.status == 400)
    }
}
