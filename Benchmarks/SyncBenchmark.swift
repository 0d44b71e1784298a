import Foundation

/// Sound, picture and captions of a 100-slide film, measured in the finished file: where the speech of each slide begins
/// in the decoded sound, where its picture begins in the decoded frames, where its first caption begins.
func syncBenchmark(_ place: Place) async throws -> String {
    try await withFolder { folder in
        let deck = folder.appending(path: "deck.pptx")
        let slides = (1...100).map {
            SampleDeck.Slide(mark: "\($0)", notes: ["Part \($0) begins now, as planned."], model: $0)
        }
        try SampleDeck(slides: slides).write(from: place.example, to: deck)
        let file = folder.appending(path: "film.mp4")
        let made = try film(
            place, deck, to: file, home: folder.appending(path: "home"),
            ["--size", "640x360", "--fps", "30000/1001", "--transition", "cut"])
        try check(made.status == 0, made.errors)

        let pictures = try sceneStarts(file)
        let sounds = try onsets(file)
        let captions = try cueStarts(file.deletingPathExtension().appendingPathExtension("vtt"))
        try check(pictures.count == 100, "\(pictures.count) pictures")
        try check(sounds.count == 100, "\(sounds.count) stretches of speech")
        try check(captions.count == 100, "\(captions.count) captions")
        // The planned distance between picture and speech is the same for every slide; what counts is what is left.
        let distances = zip(sounds, pictures).map { $0 - $1 }
        let drift = distances[99] - distances[0]
        let spread = (distances.max() ?? 0) - (distances.min() ?? 0)
        let late = zip(captions, sounds).map { abs($0 - $1) }.max() ?? 0
        return """
            100 slides at 29.97 pictures a second, \((pictures[99]).text(0)) s to the last slide.

            | | measured | bound |
            |---|---|---|
            | speech after picture at slide 100, against slide 1 | \((drift * 1000).text()) ms | 33.4 ms (one frame) |
            | largest difference between any two slides | \((spread * 1000).text()) ms | 33.4 ms |
            | caption against the onset of its sentence, worst of 100 | \((late * 1000).text()) ms | 50 ms |
            """
    }
}

/// The times of the frames that differ from the frame before: with cuts, one for each slide.
private func sceneStarts(_ film: URL) throws -> [Double] {
    let log = try runWell(
        "ffmpeg",
        [
            "-hide_banner", "-i", film.path, "-map", "0:v:0", "-vf", "mpdecimate=hi=1:lo=1:frac=0,showinfo", "-f",
            "null", "-",
        ]
    ).errors
    return log.matches(of: /pts_time:([0-9.]+)/).compactMap { Double($0.1) }
}

/// Where sound begins after at least half a second of silence.
private func onsets(_ film: URL) throws -> [Double] {
    let raw = try runWell(
        "ffmpeg", ["-v", "error", "-i", film.path, "-map", "0:a:0", "-ac", "1", "-ar", "48000", "-f", "f32le", "-"]
    ).output
    let samples = raw.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
    var found: [Double] = []
    var quiet = 24_000
    // -66 dBFS: above what the encoder spreads before a sound, below the softest consonant that begins one.
    let threshold: Float = 0.0005
    for (index, sample) in samples.enumerated() {
        if abs(sample) < threshold {
            quiet += 1
        } else {
            if quiet >= 24_000 { found.append(Double(index) / 48_000) }
            quiet = 0
        }
    }
    return found
}

private func cueStarts(_ captions: URL) throws -> [Double] {
    let text = try String(contentsOf: captions, encoding: .utf8)
    return text.matches(of: /(\d+):(\d+):(\d+)\.(\d+) -->/).compactMap { match in
        guard let hours = Double(match.1), let minutes = Double(match.2), let seconds = Double(match.3),
            let thousandths = Double(match.4)
        else { return nil }
        return hours * 3600 + minutes * 60 + seconds + thousandths / 1000
    }
}
