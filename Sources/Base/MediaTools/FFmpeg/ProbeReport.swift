/// ffprobe's JSON as it comes: numbers are partly text, and everything may be missing. Its names are in snake case.
struct ProbeReport: Decodable {
    struct Stream: Decodable {
        var index: Int
        var codecType: String?
        var codecName: String?
        var profile: String?
        var width: Int?
        var height: Int?
        var pixFmt: String?
        var avgFrameRate: String?
        var rFrameRate: String?
        var nbFrames: String?
        var nbReadFrames: String?
        var nbReadPackets: String?
        var sampleRate: String?
        var channels: Int?
        var timeBase: String?
        var durationTs: Int64?
        var duration: String?
        var startPts: Int64?
        var tags: [String: String]?
        var disposition: [String: Int]?
    }

    struct Chapter: Decodable {
        var startTime: String?
        var endTime: String?
        var tags: [String: String]?
    }

    struct Format: Decodable {
        var formatName: String?
        var duration: String?
        var size: String?
        var tags: [String: String]?
    }

    var streams: [Stream]?
    var chapters: [Chapter]?
    var format: Format
}

extension ProbeReport {
    var info: MediaInfo {
        MediaInfo(
            format: format.formatName ?? "", duration: format.duration.flatMap { Rational($0) },
            bytes: format.size.flatMap { Int64($0) }, tags: format.tags ?? [:],
            streams: (streams ?? []).map(\.info), chapters: (chapters ?? []).compactMap(\.info))
    }
}

extension ProbeReport.Stream {
    var info: MediaInfo.Stream {
        let base = timeBase.flatMap { Rational($0) }
        return MediaInfo.Stream(
            index: index, kind: codecType.flatMap { MediaInfo.Kind(rawValue: $0) } ?? .data,
            codec: codecName, profile: profile, width: width, height: height, pixelFormat: pixFmt,
            frameRate: rate, frames: (nbReadFrames ?? nbReadPackets ?? nbFrames).flatMap { Int($0) },
            sampleRate: sampleRate.flatMap { Int($0) }, channels: channels, timeBase: base,
            duration: Self.time(durationTs, base) ?? duration.flatMap { Rational($0) },
            startTime: Self.time(startPts, base), language: tags?["language"], title: tags?["title"],
            disposition: (disposition ?? [:]).filter { $0.value != 0 }.keys.sorted())
    }

    /// "0/0" means unknown, as it is for sound.
    private var rate: Rational? {
        [avgFrameRate, rFrameRate].lazy
            .compactMap { $0.flatMap { Rational($0) } }
            .first { $0.numerator > 0 }
    }

    private static func time(_ ticks: Int64?, _ base: Rational?) -> Rational? {
        guard let base, let ticks = ticks.flatMap({ Rational($0, 1) }) else { return nil }
        return ticks.multiplied(by: base)
    }
}

extension ProbeReport.Chapter {
    var info: MediaInfo.Chapter? {
        guard let start = startTime.flatMap({ Rational($0) }), let end = endTime.flatMap({ Rational($0) })
        else { return nil }
        return MediaInfo.Chapter(start: start, end: end, title: tags?["title"])
    }
}
