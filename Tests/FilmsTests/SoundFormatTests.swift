import Foundation
import TestKit
import Testing

@testable import Films

@Suite("The ADTS format")
struct SoundFormatTests {
    @Test("reads back the silence that it makes, for every format", arguments: [8_000, 24_000, 44_100, 48_000, 96_000])
    func readsBackSilence(sampleRate: Int) throws {
        for channels in 1...2 {
            let format = try ADTSFormat(sampleRate: sampleRate, channels: channels)
            let silence = ADTSFrame.silence(format)
            let frames = try ADTSFrame.frames(of: silence.bytes + silence.bytes + silence.bytes)
            #expect(frames == [silence, silence, silence])
            #expect(frames[0].format.sampleRate == sampleRate)
            #expect(!frames[0].hasChecksum)
        }
        #expect(throws: StreamError.self) { try ADTSFormat(sampleRate: sampleRate + 1, channels: 1) }
        #expect(throws: StreamError.self) { try ADTSFormat(sampleRate: sampleRate, channels: 6) }
    }

    @Test("sees a check sum, and refuses damage without crashing")
    func refusesDamage() throws {
        let good = ADTSFrame.silence(try ADTSFormat(sampleRate: 48_000, channels: 1)).bytes
        var checked = good
        checked[1] &= 0xFE
        #expect(try ADTSFrame.frames(of: checked)[0].hasChecksum)
        var several = good
        several[6] |= 1
        #expect(throws: StreamError.self) { try ADTSFrame.frames(of: several) }
        for length in 1..<good.count {
            #expect(throws: StreamError.self) { try ADTSFrame.frames(of: Array(good.prefix(length))) }
        }
        var random = SeededGenerator(seed: 9)
        for _ in 0..<5_000 {
            var stream = good + good
            for _ in 0..<3 {
                stream[.random(in: 0..<stream.count, using: &random)] = .random(in: 0...255, using: &random)
            }
            _ = try? AACBlock(stream: stream, samples: 2_048)
        }
    }

    @Test("gives blocks of exactly the frames that hold their samples")
    func cutsBlocks() throws {
        let silence = ADTSFrame.silence(try ADTSFormat(sampleRate: 48_000, channels: 1)).bytes
        let stream = Array(repeatElement(silence, count: 5).joined())
        #expect(try AACBlock(stream: stream, samples: 4_096).frames.count == 4)
        #expect(try AACBlock(stream: stream, samples: 3_072).samples == 3_072)
        #expect(throws: StreamError.self) { try AACBlock(stream: stream, samples: 5_120) }
        #expect(throws: StreamError.self) { try AACBlock(stream: stream, samples: 4_000) }
        #expect(throws: StreamError.self) { try AACBlock(stream: stream, samples: 0) }
    }

    @Test("refuses blocks that overlap, reach past the end or sound otherwise")
    func refusesOverlap() async throws {
        try await withTemporaryFolder { folder in
            let format = try ADTSFormat(sampleRate: 48_000, channels: 1)
            let other = try ADTSFormat(sampleRate: 48_000, channels: 2)
            func block(_ format: ADTSFormat) throws -> AACBlock {
                let stream = Array(repeatElement(ADTSFrame.silence(format).bytes, count: 5).joined())
                return try AACBlock(stream: stream, samples: 4_096)
            }
            var track = try AudioTrackWriter(creating: folder.appending(path: "a.aac"), format: format)
            try track.append(try block(format), at: 3)
            #expect(track.frames == 7)
            for (candidate, place) in [(try block(format), 6), (try block(other), 9)] {
                do {
                    try track.append(candidate, at: place)
                    Issue.record("took a block that does not fit")
                } catch { #expect(error is StreamError) }
            }
            do {
                try track.finish(frames: 6)
                Issue.record("cut a block off")
            } catch { #expect((error as? StreamError)?.code == "stream.overlap") }
        }
    }
}
