/// ffprobe's JSON as it comes: numbers are partly text, and everything may be missing.
struct ProbeReport: Decodable {
    struct Stream: Decodable {
        var index: Int
        var codec_type: String?
        var codec_name: String?
        var profile: String?
        var width: Int?
        var height: Int?
        var pix_fmt: String?
        var avg_frame_rate: String?
        var r_frame_rate: String?
        var nb_frames: String?
        var nb_read_frames: String?
        var nb_read_packets: String?
        var sample_rate: String?
        var channels: Int?
        var time_base: String?
        var duration_ts: Int64?
        var duration: String?
        var start_pts: Int64?
        var tags: [String: String]?
        var disposition: [String: Int]?
    }

    struct Chapter: Decodable {
        var start_time: String?
        var end_time: String?
        var tags: [String: String]?
    }

    struct Format: Decodable {
        var format_name: String?
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
            format: format.format_name ?? "", duration: format.duration.flatMap { Rational($0) },
            bytes: format.size.flatMap { Int64($0) }, tags: format.tags ?? [:],
            streams: (streams ?? []).map(\.info), chapters: (chapters ?? []).compactMap(\.info))
    }
}

extension ProbeReport.Stream {
    var info: MediaInfo.Stream {
        let base = time_base.flatMap { Rational($0) }
        return MediaInfo.Stream(
            index: index, kind: codec_type.flatMap { MediaInfo.Kind(rawValue: $0) } ?? .data,
            codec: codec_name, profile: profile, width: width, height: height, pixelFormat: pix_fmt,
            frameRate: rate, frames: (nb_read_frames ?? nb_read_packets ?? nb_frames).flatMap { Int($0) },
            sampleRate: sample_rate.flatMap { Int($0) }, channels: channels, timeBase: base,
            duration: Self.time(duration_ts, base) ?? duration.flatMap { Rational($0) },
            startTime: Self.time(start_pts, base), language: tags?["language"], title: tags?["title"],
            disposition: (disposition ?? [:]).filter { $0.value != 0 }.keys.sorted())
    }

    /// "0/0" means unknown, as it is for sound.
    private var rate: Rational? {
        [avg_frame_rate, r_frame_rate].lazy
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
        guard let start = start_time.flatMap({ Rational($0) }), let end = end_time.flatMap({ Rational($0) })
        else { return nil }
        return MediaInfo.Chapter(start: start, end: end, title: tags?["title"])
    }
}
