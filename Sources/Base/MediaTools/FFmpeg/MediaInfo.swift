/// What a media file says about itself.
package struct MediaInfo: Sendable, Hashable, Codable {
    package enum Kind: String, Sendable, Hashable, Codable {
        case video, audio, subtitle, data, attachment
    }

    package struct Stream: Sendable, Hashable, Codable {
        package var index: Int
        package var kind: Kind
        /// FFmpeg's name of the codec, such as `h264`; `nil` when it knows none.
        package var codec: String?
        package var profile: String?
        /// Pixels, as stored: a display matrix or non-square pixels may show it otherwise.
        package var width: Int?
        package var height: Int?
        package var pixelFormat: String?
        /// Frames a second: the average over the stream.
        package var frameRate: Rational?
        /// How many frames the file says it has, or, when they were counted, really has.
        package var frames: Int?
        package var sampleRate: Int?
        package var channels: Int?
        /// The unit of its time stamps, in seconds.
        package var timeBase: Rational?
        /// In seconds, exact in units of `timeBase`.
        package var duration: Rational?
        package var startTime: Rational?
        /// ISO 639, such as `eng`.
        package var language: String?
        package var title: String?
        /// The dispositions that are set, sorted, such as `attached_pic` and `default`.
        package var disposition: [String]
    }

    package struct Chapter: Sendable, Hashable, Codable {
        package var start: Rational
        package var end: Rational
        package var title: String?
    }

    /// FFmpeg's names of the format, such as `mov,mp4,m4a,3gp,3g2,mj2`.
    package var format: String
    /// In seconds.
    package var duration: Rational?
    package var bytes: Int64?
    package var tags: [String: String]
    package var streams: [Stream]
    package var chapters: [Chapter]

    /// The first moving picture; a cover picture is none.
    package var video: Stream? {
        streams.first { $0.kind == .video && !$0.disposition.contains("attached_pic") }
    }

    package var audio: Stream? { streams.first { $0.kind == .audio } }
}
