import Foundation
import MediaTools
import TestKit
import Testing

@Suite(.enabled(if: sharedFixtures != nil && isInstalled("ffprobe"), "real material or FFmpeg is not there"))
struct FFprobeFixtureTests {
    let probe = FFprobe(tools: SubprocessRunner())

    private func info(_ name: String, frames: FFprobe.FrameCount = .declared) async throws -> MediaInfo {
        try await probe.info(of: #require(sharedFixtures).appending(path: name), frames: frames)
    }

    @Test("tells exact rates, counts and lengths of real films")
    func films() async throws {
        let scenes = try #require(try await info("video/scenes-testvideo-720p.mp4", frames: .packets).video)
        #expect(scenes.codec == "h264" && scenes.width == 1280 && scenes.height == 720 && scenes.frames == 720)
        #expect(scenes.frameRate == Rational(30000, 1001))
        let counter = try #require(try await info("video/counter-30-frames.mp4", frames: .decoded).video)
        #expect(counter.frames == 30 && counter.frameRate == Rational(10))
        let tiny = try #require(try await info("video/one-pixel.mp4").video)
        #expect(tiny.width == 1 && tiny.height == 1 && tiny.duration == Rational(5))
        let bunny = try await info("video/big-buck-bunny-30s.webm")
        #expect(bunny.video?.codec == "vp8" && bunny.audio?.codec == "vorbis" && bunny.audio?.channels == 2)
        #expect(bunny.duration == Rational("30.003"))
    }

    @Test("tells what real recordings are")
    func recordings() async throws {
        let speech = try await info("audio/jfk-inaugural.flac")
        #expect(speech.audio?.codec == "flac" && speech.audio?.channels == 2 && speech.audio?.sampleRate == 44_100)
        #expect(speech.audio?.duration == Rational(11) && speech.video == nil)
        #expect(try await info("audio/name-marcelo.mp3").audio?.channels == 1)
    }

    @Test("refuses a film without an index")
    func damaged() async throws {
        let error = await #expect(throws: MediaError.self) { try await info("video/moov-missing.mp4") }
        #expect(error?.code == "media.unreadable")
        #expect(error?.message.contains("moov-missing.mp4") == true)
    }
}
