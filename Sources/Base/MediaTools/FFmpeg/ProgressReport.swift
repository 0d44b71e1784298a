/// How far FFmpeg has come, as its `-progress` option tells from time to time.
package struct ProgressReport: Sendable, Hashable {
    /// Frames written so far; `nil` when there is no video.
    package var frame: Int?
    /// Frames written a second.
    package var framesPerSecond: Double?
    /// Where in the output the last frame or sample stands, in microseconds.
    package var microseconds: Int64?
    /// Seconds of output made in a second; 2 is twice as fast as it plays.
    package var speed: Double?
    /// Bytes written so far.
    package var bytes: Int64?
    /// Whether this is the last report.
    package var isLast = false

    package init() {}
}

/// Reads the lines of `-progress`: a report is a block of `key=value` lines that ends with the line `progress=`.
package struct ProgressParser: Sendable {
    package enum Line: Sendable, Hashable {
        /// A line of something else: a warning, an error.
        case other
        /// A line of a report that has not ended yet.
        case part
        case report(ProgressReport)
    }

    private var report = ProgressReport()

    package init() {}

    package mutating func read(_ line: String) -> Line {
        guard let equals = line.firstIndex(of: "=") else { return .other }
        let value = line[line.index(after: equals)...].drop(while: { $0 == " " })
        let key = line[..<equals]
        switch key {
        case "frame": report.frame = Int(value)
        case "fps": report.framesPerSecond = Double(value)
        case "out_time_us": report.microseconds = Int64(value)
        case "total_size": report.bytes = Int64(value)
        case "speed": report.speed = value.last == "x" ? Double(value.dropLast()) : nil
        case "progress":
            defer { report = ProgressReport() }
            report.isLast = value == "end"
            return .report(report)
        case "out_time", "out_time_ms", "bitrate", "dup_frames", "drop_frames":
            break
        default:
            // The quantiser of each stream: stream_0_0_q=23.0
            return key.hasPrefix("stream_") && key.hasSuffix("_q") ? .part : .other
        }
        return .part
    }
}
