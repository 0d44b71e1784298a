import Caching
import Decks
import Films
import Foundation
import MediaTools
import StepEngine

/// The video part of 30 slides in 10 minutes at 1080p30, against looping the pictures through x264.
///
/// The two ways that loop take minutes of processor time for each slide, which does not depend on the other slides: they
/// are measured on three slides and multiplied.
func videoBenchmark(_ place: Place) async throws -> String {
    try await withFolder { folder in
        let (slides, hold, transition) = (30, 585, 15)
        let images = try await sampleImages(slides, place, folder)
        let format = try VideoFormat()
        let engine = try benchmarkEngine(home: folder.appending(path: "home"))
        let assets = try images.map { try engine.take($0, mediaType: "image/png") }

        let (film, ours) = try await Cost.of { () -> URL in
            async let encoded = concurrently(assets) {
                try await engine.value(of: EncodeStill(picture: $0, format: format))
            }
            let moves = try await concurrently(Array(zip(assets, assets.dropFirst()))) { pair in
                try await engine.value(
                    of: EncodeTransition(
                        transition: .fade, frames: transition, from: pair.0, to: pair.1, format: format))
            }
            let stills = try await encoded
            let parts = stills.enumerated().map { index, still in
                FilmPart(
                    still: still, holdFrames: index == 0 ? hold + transition : hold,
                    transition: index == 0 ? nil : moves[index - 1], narration: nil, audioFrame: 0)
            }
            let frames = slides * (hold + transition)
            let step = AssembleFilm(
                parts: parts, format: format, audioFrames: frames * 1600 / 1024 + 1, soundtrack: nil, captions: "",
                metadata: FilmMetadata(), poster: assets[0])
            return try await engine.url(of: engine.value(of: step))
        }
        let frames = slides * (hold + transition)
        try await checkFilm(film, frames: frames)
        let similarity = try worstSimilarity(film, images, starts: (0..<slides).map { $0 * (hold + transition) + 20 })
        let medium = try await looped(Array(images.prefix(3)), ["-loop", "1"], "medium", folder)
        let expert = try await looped(Array(images.prefix(3)), ["-framerate", "1", "-loop", "1"], "ultrafast", folder)
        let seconds = Double(frames) / 30
        return """
            30 slides, \(Int(seconds)) s, 1920x1080 at 30 pictures a second, 29 fades of half a second.

            | | CPU seconds | against ours | wall | times real time |
            |---|---|---|---|---|
            | Atelier: stills, transitions, assembly | \(ours.cpu.text()) | 1 | \(ours.wall.text()) s | \((seconds / ours.wall).text(0)) |
            | `-loop 1`, x264 medium, CRF 23 (3 slides x 10) | \((medium.cpu * 10).text(0)) | \((medium.cpu * 10 / ours.cpu).text()) (bound 15) | \((medium.wall * 10).text(0)) s | \((seconds / medium.wall / 10).text()) |
            | `-framerate 1 -loop 1`, ultrafast (3 slides x 10) | \((expert.cpu * 10).text(0)) | \((expert.cpu * 10 / ours.cpu).text()) (bound 4) | \((expert.wall * 10).text(0)) s | \((seconds / expert.wall / 10).text()) |

            Frames: \(frames), all decoded without a complaint; lowest SSIM of a slide: \(similarity.text(5)) (bound 0.99); \
            size: \(((try? FileManager.default.attributesOfItem(atPath: film.path)[.size] as? Int) ?? 0) / 1_000_000) MB. \
            The looping ways make no transitions.
            """
    }
}

private func looped(_ images: [URL], _ input: [String], _ preset: String, _ folder: URL) async throws -> Cost {
    try await Cost.of {
        for (index, image) in images.enumerated() {
            let clip = folder.appending(path: "loop-\(preset)-\(index).mp4").path
            try runWell(
                "ffmpeg",
                ["-v", "error", "-y"] + input + ["-i", image.path, "-t", "20", "-r", "30", "-pix_fmt", "yuv420p"]
                    + ["-c:v", "libx264", "-preset", preset, "-crf", "23", clip])
        }
        let list = folder.appending(path: "list-\(preset).txt")
        let names = images.indices.map { "file 'loop-\(preset)-\($0).mp4'" }.joined(separator: "\n")
        try Data(names.utf8).write(to: list)
        try runWell(
            "ffmpeg", ["-v", "error", "-y", "-f", "concat", "-i", list.path, "-c", "copy", list.path + ".mp4"])
    }.cost
}

/// Every frame decodes without a word, there are as many as there should be, and each lasts as long as the others.
private func checkFilm(_ film: URL, frames: Int) async throws {
    let decoded = try runWell(
        "ffmpeg", ["-v", "warning", "-err_detect", "explode", "-i", film.path, "-map", "0:v:0", "-f", "null", "-"])
    let complaints = decoded.errors.split(separator: "\n").filter { !$0.contains("timescale not set") }
    try check(complaints.isEmpty, "decoding complained: \(complaints.prefix(3))")
    let packets = try runWell(
        "ffprobe",
        ["-v", "error", "-select_streams", "v:0", "-show_entries", "packet=pts,duration", "-of", "csv=p=0", film.path])
    let times = packets.text.split(separator: "\n").map { $0.split(separator: ",").compactMap { Int($0) } }
    try check(times.count == frames, "\(times.count) frames instead of \(frames)")
    let step = times[1][0] - times[0][0]
    try check(times.enumerated().allSatisfy { $0.element[0] == $0.offset * step }, "the frames are not evenly spaced")
}

/// Compares a frame of each slide with its picture, in the colours of the film.
private func worstSimilarity(_ film: URL, _ images: [URL], starts: [Int]) throws -> Double {
    let colours = "scale=out_color_matrix=bt709:out_range=tv:flags=accurate_rnd+full_chroma_int,format=yuv420p"
    return try zip(images, starts).map { image, frame in
        let result = try runWell(
            "ffmpeg",
            [
                "-hide_banner", "-ss", "\(Double(frame) / 30)", "-i", film.path, "-i", image.path, "-lavfi",
                "[1]\(colours)[slide];[0:v:0][slide]ssim", "-frames:v", "1", "-f", "null", "-",
            ])
        guard let all = result.errors.firstMatch(of: /All:([0-9.]+)/), let value = Double(all.1) else {
            throw BenchmarkError("no SSIM: \(result.errors.suffix(300))")
        }
        return value
    }.min() ?? 0
}
