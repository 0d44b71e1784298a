import Essentials
import Foundation
import MediaTools
import Synchronization
import TestKit
import Testing

/// An FFmpeg that reports once and then fails.
private struct FailingFFmpeg: ToolRunner {
    static let lines = ["frame=1", "progress=continue", "[mp4 @ 0x1] broken plum", "frame=2", "progress=end"]

    func run(
        _ invocation: ToolInvocation, onErrorLine: @escaping @Sendable (String) -> Void
    ) async throws -> ToolOutput {
        Self.lines.forEach(onErrorLine)
        throw ToolError.failed(invocation.tool, status: "exit status 1", lines: Self.lines, exitStatus: 1)
    }
}

@Suite struct FFmpegFailureTests {
    @Test("parts FFmpeg's own words from its reports when it fails")
    func words() async throws {
        let reports = Mutex(0)
        let error = await #expect(throws: ToolError.self) {
            try await FFmpeg(tools: FailingFFmpeg()).run([.generated("x")], [], to: .nothing) { _ in
                reports.withLock { $0 += 1 }
            }
        }
        #expect(error?.errorLines == ["[mp4 @ 0x1] broken plum"])
        #expect(error?.message == "ffmpeg ended with exit status 1: [mp4 @ 0x1] broken plum")
        #expect(reports.withLock { $0 } == 2)
    }
}

@Suite(.enabled(if: isInstalled("ffmpeg", "ffprobe"), "FFmpeg is not installed"))
struct FFmpegTests {
    let ffmpeg = FFmpeg(tools: SubprocessRunner())
    let probe = FFprobe(tools: SubprocessRunner())
    let bars = FFmpegInput.generated("testsrc2=s=160x90:r=30000/1001:d=2")
    let tone = FFmpegInput.generated("sine=frequency=440:sample_rate=48000:duration=2")
    let plain = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac"]

    @Test("makes a film of which ffprobe tells what went in")
    func roundTrip() async throws {
        try await withTemporaryFolder { folder in
            let film = folder.appending(path: "-odd: 'name' 100%.mp4")
            let chapters = folder.appending(path: "chapters.txt")
            let list = ";FFMETADATA1\ntitle=Plums\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=500\ntitle=First\n"
            try Data(list.utf8).write(to: chapters)
            try await ffmpeg.run(
                [bars, tone, .file(chapters)],
                plain + ["-map", "0:v", "-map", "1:a", "-map_metadata", "2", "-metadata:s:a:0", "language=spa"],
                to: .file(film), timeLimit: .seconds(60))
            let info = try await probe.info(of: film, frames: .packets)
            let video = try #require(info.video)
            #expect(video.codec == "h264" && video.width == 160 && video.height == 90)
            #expect(video.frameRate == Rational(30000, 1001))
            #expect(video.frames == 60)
            #expect(video.duration == Rational(60 * 1001, 30000))
            let audio = try #require(info.audio)
            #expect(audio.codec == "aac" && audio.sampleRate == 48000 && audio.channels == 1)
            #expect(audio.language == "spa" && audio.disposition == ["default"])
            #expect(info.tags["title"] == "Plums")
            #expect(info.chapters.map(\.title) == ["First"])
            #expect(info.chapters.first?.end == Rational(1, 2))
            let saved = try JSONEncoder().encode(info)
            #expect(try JSONDecoder().decode(MediaInfo.self, from: saved) == info)
        }
    }

    @Test("reports progress up to the end")
    func progress() async throws {
        let reports = Mutex<[ProgressReport]>([])
        let bytes = try await ffmpeg.run([bars], plain, to: .bytes(format: "matroska")) { report in
            reports.withLock { $0.append(report) }
        }
        #expect(bytes.starts(with: [0x1A, 0x45, 0xDF, 0xA3]))
        let last = try #require(reports.withLock { $0.last })
        #expect(last.isLast && last.frame == 60)
        #expect(reports.withLock { $0.filter(\.isLast).count } == 1)
    }

    @Test("tells in FFmpeg's words why it failed")
    func failure() async throws {
        let error = await #expect(throws: ToolError.self) {
            try await ffmpeg.run([bars], ["-vf", "no_such_filter"], to: .nothing) { _ in }
        }
        #expect(error?.errorLines.contains { $0.contains("no_such_filter") } == true)
    }

    @Test("takes raw frames and gives raw frames")
    func rawFrames() async throws {
        var random = SeededGenerator(seed: 3)
        let pixels = (0..<16 * 16 * 3).map { _ in UInt8.random(in: 0...255, using: &random) }
        let raw = ["-f", "rawvideo", "-pixel_format", "rgb24", "-video_size", "16x16"]
        let back = try await ffmpeg.run(
            [.bytes(pixels, options: raw)], ["-pix_fmt", "rgb24"], to: .bytes(format: "rawvideo"))
        #expect(back == pixels)
    }

    @Test("joins files of one kind without a new encoding")
    func joining() async throws {
        try await withTemporaryFolder { folder in
            let parts = ["it's one.mp4", "two.mp4"].map { folder.appending(path: $0) }
            for part in parts { try await ffmpeg.run([bars], plain + ["-bf", "0"], to: .file(part)) }
            let film = folder.appending(path: "film.mp4")
            try await ffmpeg.run([.joined(parts)], ["-c", "copy"], to: .file(film))
            #expect(try await probe.info(of: film, frames: .packets).video?.frames == 120)
        }
    }

    @Test("a playlist that poses as a film opens no other file")
    func playlists() async throws {
        try await withTemporaryFolder { folder in
            let secret = folder.appending(path: "secret.ts")
            try await ffmpeg.run([bars], plain, to: .file(secret))
            let hls = "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2.0,\nsecret.ts\n#EXT-X-ENDLIST\n"
            let concat = "ffconcat version 1.0\nfile secret.ts\n"
            for (name, text) in [("film.mp4", hls), ("film.mp4", concat), ("film.m3u8", hls), ("f.ffconcat", concat)] {
                let film = folder.appending(path: name)
                try Data(text.utf8).write(to: film)
                let refused = await #expect(throws: MediaError.self) { try await probe.info(of: film) }
                #expect(refused?.code == "media.unreadable")
                await #expect(throws: ToolError.self) { try await ffmpeg.run([.file(film)], [], to: .nothing) }
            }
        }
    }

    @Test("refuses what is no recording, and names it")
    func unreadable() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "notes.mp4")
            try Data("just words, no moov".utf8).write(to: file)
            let error = await #expect(throws: MediaError.self) { try await probe.info(of: file) }
            #expect(error?.code == "media.unreadable")
            #expect(error?.category == .badInput)
            #expect(error?.message.contains("'notes.mp4'") == true)
            #expect(error?.message.contains(folder.path) == false)
        }
    }

    @Test("chooses an encoder that really encodes")
    func encoderChoice() async throws {
        let probe = VideoEncoderProbe(tools: SubprocessRunner())
        let findings = try await probe.findings()
        #expect(findings.trials.count == VideoEncoder.candidates.count)
        let choice = try #require(findings.choice)
        let frame = try await FFmpeg(tools: SubprocessRunner()).run(
            [bars], choice.deviceArguments.isEmpty ? ["-vf", choice.upload, "-c:v", choice.name] : [],
            to: .bytes(format: "matroska"))
        #expect(!frame.isEmpty)
        #expect(findings.summary.contains(choice.name))
        for trial in findings.trials where !trial.works {
            #expect(trial.failure?.isEmpty == false)
        }
    }

    @Test("falls back to software, and says why")
    func encoderFallback() async throws {
        let absent = VideoEncoder(
            name: "h264_imaginary", device: "moon", deviceArguments: [], upload: "format=yuv420p")
        let findings = try await VideoEncoderProbe(tools: SubprocessRunner()).findings(among: [absent, .software])
        #expect(findings.choice == .software)
        #expect(findings.summary.hasPrefix("Video is encoded by libx264 on the CPU. Not usable: h264_imaginary ("))
        #expect(findings.trials.first?.failure?.contains("h264_imaginary") == true)
    }
}
