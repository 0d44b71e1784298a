import Foundation
import TestKit
import Testing

@testable import Films

@Suite("A film's pictures", .enabled(if: FFmpeg.isInstalled))
struct FilmPictureTests {
    @Test("share their parameter sets whatever they show, at any quality, still or moving")
    func shareParameterSets() async throws {
        try await withTemporaryFolder { folder in
            var pictures = TestPictures(folder: folder)
            var sets: Set<ParameterSets> = []
            for (source, quality) in [("color=black", 30.0), ("testsrc2", 12), ("mandelbrot", 23), ("rgbtestsrc", 0)] {
                pictures.settings.quality = quality
                sets.insert(try await pictures.still(source).sets)
                sets.insert(try await pictures.clip(source, frames: 12).sets)
            }
            #expect(sets.count == 1)
            let sequence = try #require(sets.first).sequence
            #expect(sequence.width == 320 && sequence.height == 180)
            #expect(sequence.cropping.bottom == 12)
            #expect(sequence.profile == 100)
            #expect(sequence.pictureOrder == .decodingOrder)
        }
    }

    @Test(
        "become an MP4 with the exact frames, an even clock and honest key frames",
        arguments: [FrameRate.thirty, .ntsc, .pal])
    func becomeAnMP4(rate: FrameRate) async throws {
        try await withTemporaryFolder { folder in
            let pictures = TestPictures(folder: folder, settings: X264Settings(rate: rate, preset: "veryfast"))
            let first = try await pictures.still("testsrc2")
            let second = try await pictures.still("mandelbrot")
            let clip = try await pictures.clip("testsrc2", frames: 15)
            let file = folder.appending(path: "film.ivf")
            var film = try VideoStreamWriter(creating: file, sets: first.sets, rate: rate, keyframeInterval: 50)
            try film.append(first, frames: 101)
            try film.append(clip)
            try film.append(second, frames: 1)
            try film.append(first, frames: 1)
            try film.append(second, frames: 30)
            #expect(try film.finish() == 148)

            let movie = folder.appending(path: "film.mp4")
            let joined = try await FFmpeg.run(
                ["-v", "warning", "-i", "film.ivf", "-c", "copy", "-movflags", "+faststart", "film.mp4"], in: folder)
            #expect(joined.standardError == "")
            try await expectClock(of: movie, rate: rate, frames: 148, in: folder)
            #expect(try await keyframes(of: movie, in: folder) == [0, 34, 68, 101, 116, 117, 118])

            let decoded = try await pictures.decoded(movie)
            #expect(decoded.complaints == "")
            try #require(decoded.pictures.count == 148)
            #expect(Set(decoded.pictures[0..<101]).count == 1)
            #expect(Set(decoded.pictures[101..<116]).count == 15)
            #expect(decoded.pictures[117] == decoded.pictures[0])
            #expect(decoded.pictures[116] == decoded.pictures[118])
            #expect(Set(decoded.pictures[118..<148]).count == 1)
        }
    }

    private func keyframes(of movie: URL, in folder: URL) async throws -> [Int] {
        let output = try await FFmpeg.probe(
            ["-show_packets", "-show_entries", "packet=flags", "-of", "csv=p=0", movie.path],
            in: folder)
        return output.lines.enumerated().filter { $0.element.hasPrefix("K") }.map(\.offset)
    }

    private func expectClock(of movie: URL, rate: FrameRate, frames: Int, in folder: URL) async throws {
        let stream = try await FFmpeg.probe(
            ["-count_frames", "-of", "default=nw=1", "-show_entries"]
                + ["stream=avg_frame_rate,r_frame_rate,nb_frames,nb_read_frames,start_pts,duration,has_b_frames"]
                + [movie.path], in: folder)
        for line in ["nb_frames=\(frames)", "nb_read_frames=\(frames)", "start_pts=0", "has_b_frames=0"] {
            #expect(stream.lines.contains(Substring(line)))
        }
        let exact = "\(rate.numerator)/\(rate.denominator)"
        #expect(stream.lines.contains("avg_frame_rate=\(exact)"))
        let duration = try #require(stream.lines.first { $0.hasPrefix("duration=") })
        #expect(abs((Double(duration.dropFirst(9)) ?? 0) - rate.seconds(ofFrame: frames)) < 0.000_01)

        let packets = try await FFmpeg.probe(
            ["-show_packets", "-show_entries", "packet=pts,dts,duration", "-of", "csv=p=0", movie.path],
            in: folder)
        let times = packets.lines.map { $0.split(separator: ",").compactMap { Int($0) } }
        #expect(times.count == frames)
        let step = try #require(times.first?.last)
        for (index, time) in times.enumerated() {
            #expect(time == [index * step, index * step, step])
        }
    }

    @Test("bear different numbers where two key frames follow each other")
    func renumbersNeighbouringKeyframes() async throws {
        for extra in ["", "cabac=0", "slices=3"] {
            try await withTemporaryFolder { folder in
                let pictures = TestPictures(folder: folder, extra: extra)
                let still = try await pictures.still("mandelbrot")
                let file = folder.appending(path: "film.ivf")
                var film = try VideoStreamWriter(creating: file, sets: still.sets, rate: .thirty)
                for _ in 0..<5 { try film.append(still, frames: 1) }
                _ = try film.finish()
                let written = try [UInt8](Data(contentsOf: file))
                #expect(try identifiers(in: written, sets: still.sets) == [0, 1, 0, 1, 0])
                let decoded = try await pictures.decoded(file)
                #expect(decoded.pictures.count == 5)
                #expect(Set(decoded.pictures).count == 1)
                #expect(decoded.complaints == "")
                let third = try still.keyframe.renumbered(to: 65_535, sets: still.sets)
                #expect(try third.keyframeIdentifier(sets: still.sets) == 65_535)
                #expect(try third.renumbered(to: 0, sets: still.sets) == still.keyframe)
            }
        }
    }

    /// `idr_pic_id` of the first slice of every picture of an IVF file.
    private func identifiers(in file: [UInt8], sets: ParameterSets) throws -> [UInt16] {
        var identifiers: [UInt16] = []
        var place = 32
        while place + 12 <= file.count {
            let size = file[place..<place + 4].reversed().reduce(0) { $0 << 8 | Int($1) }
            let units = try AnnexB.units(of: Array(file[(place + 12)..<(place + 12 + size)]))
            for picture in AccessUnit.pictures(of: units) {
                if let identifier = try picture.keyframeIdentifier(sets: sets) { identifiers.append(identifier) }
            }
            place += 12 + size
        }
        return identifiers
    }

    @Test("are refused when a clip was encoded otherwise, moves backwards or is no still")
    func refusesForeignClips() async throws {
        try await withTemporaryFolder { folder in
            let pictures = TestPictures(folder: folder)
            let still = try await pictures.still()
            var other = pictures
            other.size = (160, 90)
            let foreign = try await other.still()
            var film = try VideoStreamWriter(
                creating: folder.appending(path: "film.ivf"), sets: still.sets, rate: .thirty)
            do {
                try film.append(foreign, frames: 2)
                Issue.record("A clip of another size was taken.")
            } catch {
                #expect((error as? StreamError)?.code == "stream.parameter-sets-differ")
            }
            _ = try film.finish()

            var bidirectional = pictures
            bidirectional.settings.preset = "medium"
            bidirectional.extra = "bframes=3:b-adapt=0:scenecut=0"
            let stream = try await bidirectional.stream("testsrc2", frames: 12)
            let refusal = #expect(throws: StreamError.self) { try MovingClip(stream: stream) }
            #expect(refusal?.remedy == "Encode it with '-bf 0'.")
            #expect(throws: StreamError.self) { try StillClip(stream: stream) }
        }
    }
}
