import Foundation
import TestKit
import Testing

@testable import Films

@Suite("A film's sound", .enabled(if: FFmpeg.isInstalled))
struct SoundTests {
    struct Case: CustomStringConvertible, Sendable {
        var channels: Int
        var bitRate: String
        var sampleRate = 48_000
        var description: String { "\(channels) channels at \(bitRate), \(sampleRate) Hz" }
    }

    static let cases = [
        Case(channels: 1, bitRate: "128k"), Case(channels: 2, bitRate: "128k"), Case(channels: 1, bitRate: "48k"),
        Case(channels: 1, bitRate: "64k", sampleRate: 24_000),
    ]

    @Test("is silence, then each block to the sample, and silence again", arguments: cases)
    func joinsToTheSample(form: Case) async throws {
        try await withTemporaryFolder { folder in
            let sounds = TestSounds(
                folder: folder, sampleRate: form.sampleRate, channels: form.channels, bitRate: form.bitRate)
            let inputs = [
                sounds.clicks(frames: 30, seed: 1), sounds.noise(frames: 23, seed: 2), sounds.tone(frames: 9),
            ]
            var blocks: [AACBlock] = []
            var alone: [[Float]] = []
            for input in inputs {
                let stream = try await sounds.encoded(input)
                blocks.append(try AACBlock(stream: stream, samples: input.count))
                alone.append(try await sounds.decoded(stream))
            }
            let file = folder.appending(path: "track.aac")
            let places = [5, 35, 61]  // the first two touch
            var track = try AudioTrackWriter(creating: file, format: blocks[0].format)
            for (block, place) in zip(blocks, places) { try track.append(block, at: place) }
            try track.finish(frames: 80)

            let film = try await sounds.decoded([UInt8](Data(contentsOf: file)))
            let channels = form.channels
            #expect(film.count == 80 * 1_024 * channels)
            var silent = film
            for (index, place) in places.enumerated() {
                let length = inputs[index].count * channels
                let range = (place * 1_024 * channels)..<(place * 1_024 * channels + length)
                // Encoded alone and decoded alone, less the frame that primes the decoder.
                let reference = alone[index][(1_024 * channels)..<(1_024 * channels + length)]
                #expect(zip(film[range], reference).allSatisfy { $0 == $1 })
                for sample in range { silent[sample] = 0 }
            }
            #expect(silent.allSatisfy { $0 == 0 })

            let clicks = TestSounds.peaks(of: film, channels: channels, in: (5 * 1_024)..<(35 * 1_024))
            let expected = TestSounds.peaks(of: inputs[0], channels: 1, in: 0..<inputs[0].count)
            #expect(expected.count > 5)
            #expect(clicks == expected.map { $0 + 5 * 1_024 })
        }
    }

    @Test("has frames of silence that FFmpeg's encoder could have made", arguments: [1, 2])
    func silenceIsTheEncoders(channels: Int) async throws {
        try await withTemporaryFolder { folder in
            let sounds = TestSounds(folder: folder, channels: channels)
            let frames = try ADTSFrame.frames(of: try await sounds.encoded(Array(repeating: 0, count: 10 * 1_024)))
            #expect(frames[5] == ADTSFrame.silence(try ADTSFormat(sampleRate: 48_000, channels: channels)))
        }
    }

    @Test("starts at zero in an MP4 and lasts as planned, beside pictures and chapters")
    func fitsIntoAnMP4() async throws {
        try await withTemporaryFolder { folder in
            let sounds = TestSounds(folder: folder)
            let input = sounds.clicks(frames: 60, seed: 4)
            let block = try AACBlock(stream: try await sounds.encoded(input), samples: input.count)
            let timeline = try FilmTimeline(
                rate: .ntsc,
                slides: [
                    .init(narration: input.count), .init(narration: input.count, transition: 12), .init(narration: 0),
                ])
            try await writeFilm(timeline, block: block, in: folder)
            let metadata = FilmMetadata(
                title: "A=b; #1 \\ two\nlines", author: "Zoë", language: "de-CH", comment: "x",
                chapters: timeline.chapters(titles: ["One; = #", "Two", "Three"]))
            try metadata.rendered(rate: .ntsc).write(
                to: folder.appending(path: "film.txt"), atomically: true, encoding: .utf8)
            let joined = try await FFmpeg.run(
                ["-v", "warning", "-i", "film.ivf", "-i", "track.aac", "-i", "film.txt", "-map", "0:v", "-map", "1:a"]
                    + ["-map_metadata", "2", "-map_chapters", "2", "-c", "copy", "-movflags", "+faststart"]
                    + ["-metadata:s:a:0", "language=\(metadata.trackLanguage)", "film.mp4"], in: folder)
            #expect(joined.complaints == "")
            try await expectTimes(of: "film.mp4", timeline: timeline, in: folder)

            let movie = try await FFmpeg.run(
                ["-v", "warning", "-i", "film.mp4", "-map", "0:a", "-f", "f32le", "-"], in: folder)
            #expect(movie.complaints == "")
            let samples = TestSounds.samples(movie.standardOutput)
            #expect(samples.count == timeline.audioFrames * 1_024)
            let expected = TestSounds.peaks(of: input, channels: 1, in: 0..<input.count)
            let starts = timeline.slides.prefix(2).map { $0.audio.lowerBound * 1_024 }
            let found = TestSounds.peaks(of: samples, channels: 1, in: 0..<samples.count)
            #expect(found == starts.flatMap { start in expected.map { $0 + start } })
        }
    }

    private func writeFilm(_ timeline: FilmTimeline, block: AACBlock, in folder: URL) async throws {
        let pictures = TestPictures(
            folder: folder, settings: X264Settings(rate: timeline.rate, preset: "veryfast"))
        let still = try await pictures.still()
        let clip = try await pictures.clip(frames: 12)
        var film = try VideoStreamWriter(
            creating: folder.appending(path: "film.ivf"), sets: still.sets, rate: timeline.rate)
        var track = try AudioTrackWriter(creating: folder.appending(path: "track.aac"), format: block.format)
        for slide in timeline.slides {
            if !slide.transition.isEmpty { try film.append(clip) }
            try film.append(still, frames: slide.hold.count)
            if !slide.audio.isEmpty { try track.append(block, at: slide.audio.lowerBound) }
        }
        #expect(try film.finish() == timeline.frames)
        try track.finish(frames: timeline.audioFrames)
    }

    private func expectTimes(of movie: String, timeline: FilmTimeline, in folder: URL) async throws {
        let probe = try await FFmpeg.probe(
            ["-show_streams", "-show_chapters", "-show_format", "-of", "json", movie], in: folder)
        struct Report: Decodable {
            struct Stream: Decodable {
                var startTime: String
                var duration: String
                var nbFrames: String
                var tags: [String: String]?
                var codecType: String
            }
            struct Chapter: Decodable {
                var startTime: String
                var endTime: String
                var tags: [String: String]
            }
            struct Format: Decodable { var tags: [String: String] }
            var streams: [Stream]
            var chapters: [Chapter]
            var format: Format
        }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let report = try decoder.decode(Report.self, from: probe.standardOutput)
        let (video, audio) = (report.streams[0], report.streams[1])
        #expect(video.startTime == "0.000000" && audio.startTime == "0.000000")
        #expect(abs((Double(video.duration) ?? 0) - timeline.seconds) < 0.000_01)
        #expect(audio.nbFrames == "\(timeline.audioFrames)")
        #expect(audio.tags?["language"] == "deu" || audio.tags?["language"] == "ger")
        #expect(report.format.tags["title"] == "A=b; #1 \\ two\nlines")
        #expect(report.format.tags["artist"] == "Zoë")
        #expect(report.chapters.map { $0.tags["title"] } == ["One; = #", "Two", "Three"])
        for (chapter, slide) in zip(report.chapters, timeline.slides) {
            let start = timeline.rate.seconds(ofFrame: slide.chapterStart)
            #expect(abs((Double(chapter.startTime) ?? -1) - start) <= 0.001)
        }
    }
}
