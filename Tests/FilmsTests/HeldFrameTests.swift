import Foundation
import TestKit
import Testing

@testable import Films

@Suite("A held frame", .enabled(if: FFmpeg.isInstalled))
struct HeldFrameTests {
    struct Case: CustomStringConvertible, Sendable {
        var width: Int
        var height: Int
        var extra = ""
        var description: String { "\(width)x\(height) \(extra)" }
    }

    @Test(
        "decodes to the very samples of its still, without a complaint",
        arguments: [
            Case(width: 320, height: 180), Case(width: 854, height: 480), Case(width: 1000, height: 562),
            Case(width: 16, height: 16), Case(width: 2, height: 2), Case(width: 1920, height: 1080),
            Case(width: 3840, height: 2160),
            Case(width: 320, height: 180, extra: "cabac=0"),
            Case(width: 320, height: 180, extra: "weightp=2:ref=3"),
            Case(width: 320, height: 180, extra: "bframes=2"),
            Case(width: 320, height: 180, extra: "no-deblock=1:slices=4"),
        ])
    func decodesToTheStill(_ form: Case) async throws {
        try await withTemporaryFolder { folder in
            let pictures = TestPictures(
                folder: folder, size: (form.width, form.height),
                settings: X264Settings(rate: .thirty, preset: "ultrafast"), extra: form.extra)
            let still = try await pictures.still()
            let file = folder.appending(path: "film.ivf")
            var film = try VideoStreamWriter(creating: file, sets: still.sets, rate: .thirty)
            try film.append(still, frames: 40)
            #expect(try film.finish() == 40)

            let decoded = try await pictures.decoded(file)
            #expect(decoded.pictures.count == 40)
            #expect(Set(decoded.pictures).count == 1)
            #expect(decoded.complaints == "")

            let alone = folder.appending(path: "still.264")
            try Data(still.sets.bytes + still.keyframe.bytes).write(to: alone)
            #expect(try await pictures.decoded(alone).pictures.first == decoded.pictures.first)
        }
    }

    @Test("holds for a thousand frames, past every wrap-around of frame numbers, in a few dozen bytes each")
    func holdsForAThousandFrames() async throws {
        try await withTemporaryFolder { folder in
            let pictures = TestPictures(folder: folder)
            let still = try await pictures.still("mandelbrot")
            let file = folder.appending(path: "film.ivf")
            var film = try VideoStreamWriter(
                creating: file, sets: still.sets, rate: .thirty, keyframeInterval: 1_000)
            try film.append(still, frames: 1_000)
            _ = try film.finish()
            let decoded = try await pictures.decoded(file)
            #expect(decoded.pictures.count == 1_000)
            #expect(Set(decoded.pictures).count == 1)
            #expect(decoded.complaints == "")

            let held = HeldFrame(sets: still.sets)
            #expect(held.period < 1_000)
            #expect(held.accessUnit(distance: 3) == held.accessUnit(distance: 3 + held.period))
            #expect(held.accessUnit(distance: 1).bytes.count < 20)
        }
    }

    @Test(
        "is, to the last bit, what x264 writes for a picture without change",
        arguments: [(16, 16), (32, 16), (48, 80), (320, 180), (854, 480), (1_000, 562), (1_920, 1_080), (3_840, 2_160)])
    func equalsTheEncoders(width: Int, height: Int) async throws {
        try await withTemporaryFolder { folder in
            // A flat grey at the quantiser of held frames leaves the encoder nothing to say, and without deblocking
            // its slice headers are ours. In some pictures, but never in the first, x264 sets the very last bit of
            // the padding.
            let pictures = TestPictures(
                folder: folder, size: (width, height), settings: X264Settings(rate: .thirty, preset: "veryfast"),
                extra: "qp=51:no-deblock=1:aq-mode=0:qcomp=1")
            let clip = try await pictures.clip("color=gray", frames: 20)
            let held = HeldFrame(sets: clip.sets)
            for (distance, picture) in clip.pictures.enumerated().dropFirst() {
                let made = held.accessUnit(distance: distance)
                #expect(made.bytes.dropLast() == picture.bytes.dropLast())
                #expect(distance > 1 || made == picture)
            }
        }
    }

    @Test("counts its order in twos where order is transmitted")
    func countsOrder() async throws {
        try await withTemporaryFolder { folder in
            let pictures = TestPictures(folder: folder, size: (64, 64), extra: "bframes=2")
            let still = try await pictures.still()
            guard case .transmitted(let bits) = still.sets.sequence.pictureOrder else {
                Issue.record("The encoder did not transmit the order.")
                return
            }
            let held = HeldFrame(sets: still.sets)
            for distance in [1, 7, 16, 31, 32, 33, 1_000] {
                let slice = try #require(try AnnexB.units(of: held.accessUnit(distance: distance).bytes).first)
                var reader = BitReader(slice.payload)
                let header = try SliceHeader(&reader, isKeyframe: false, sets: still.sets)
                #expect(header.frameNumber == UInt32(distance % (1 << still.sets.sequence.frameNumberBits)))
                var last = BitReader(slice.payload)
                while last.position < header.end - bits { _ = try last.flag() }
                #expect(try last.bits(bits) == UInt32(distance * 2 % (1 << bits)))
            }
        }
    }
}
