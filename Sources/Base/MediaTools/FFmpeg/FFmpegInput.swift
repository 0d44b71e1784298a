package import Foundation

/// Something that FFmpeg or ffprobe reads: a file we name, bytes we hold, or a source that makes its own frames.
///
/// A file may come from a stranger. A playlist or an edit list that poses as a video could make FFmpeg open other
/// files or addresses, so only the named file can be opened, and only with demuxers that read one file.
package struct FFmpegInput: Sendable, Hashable {
    enum Source: Sendable, Hashable {
        case file(String)
        case bytes([UInt8])
        case generated(String)
        case joined([String])
    }

    let source: Source
    /// Options of this input, before its `-i`.
    let options: [String]

    /// A file. `options` stand before `-i`, such as `["-ss", "2"]`.
    package static func file(_ file: URL, options: [String] = []) -> FFmpegInput {
        FFmpegInput(source: .file(file.path), options: options)
    }

    /// Bytes fed through a pipe: raw frames, samples, a picture. One of the inputs may be of this kind.
    package static func bytes(_ bytes: [UInt8], options: [String] = []) -> FFmpegInput {
        FFmpegInput(source: .bytes(bytes), options: options)
    }

    /// A source of libavfilter, such as `color=c=black:s=320x180:r=25:d=1`. Never from a stranger.
    package static func generated(_ description: String, options: [String] = []) -> FFmpegInput {
        FFmpegInput(source: .generated(description), options: options)
    }

    /// Files of one format, one after another (the concat demuxer). They are made by us. Not beside `bytes`.
    package static func joined(_ files: [URL], options: [String] = []) -> FFmpegInput {
        FFmpegInput(source: .joined(files.map(\.path)), options: options)
    }
}

extension FFmpegInput {
    /// Demuxers that read the file they are given and nothing else: no playlists (`hls`, `dash`, `concat`, `sdp`),
    /// no file name patterns (`image2`), no devices.
    static let singleFileFormats =
        "aac,ac3,aiff,amr,ape,asf,au,avi,caf,dv,eac3,flac,flv,gif,h264,hevc,ivf,m4v,matroska,webm,mjpeg,"
        + "mov,mp4,m4a,3gp,3g2,mj2,mp3,mpeg,mpegts,mpegvideo,mxf,nut,ogg,rm,tta,voc,w64,wav,wv,yuv4mpegpipe,"
        + "srt,webvtt,ass,ffmetadata,"
        + "bmp_pipe,jpeg_pipe,png_pipe,pam_pipe,pbm_pipe,pgm_pipe,ppm_pipe,tiff_pipe,webp_pipe,gif_pipe"

    /// The arguments that open this input, `-i` included (ffprobe knows them too).
    var arguments: [String] {
        switch source {
        case .file(let path):
            // With its protocol named, a path may start with a minus or hold a colon.
            return options + guarded(Self.singleFileFormats) + ["-i", "file:" + path]
        case .bytes:
            return options + guarded(Self.singleFileFormats) + ["-i", "pipe:0"]
        case .generated(let description):
            return options + ["-f", "lavfi", "-i", description]
        case .joined:
            let formats = Self.singleFileFormats + ",concat"
            return ["-f", "concat", "-safe", "0"] + options + guarded(formats, forced: nil) + ["-i", "pipe:0"]
        }
    }

    /// What is fed to standard input for this input.
    var standardInput: [UInt8]? {
        switch source {
        case .bytes(let bytes): return bytes
        case .joined(let paths):
            let lines = paths.map { "file 'file:" + $0.replacingOccurrences(of: "'", with: "'\\''") + "'\n" }
            return Array(("ffconcat version 1.0\n" + lines.joined()).utf8)
        case .file, .generated: return nil
        }
    }

    /// A format that the caller asks for by name (`-f rawvideo`) is the caller's choice.
    private func guarded(_ formats: String) -> [String] {
        let forced = options.firstIndex(of: "-f").flatMap { options.dropFirst($0 + 1).first }
        return guarded(formats, forced: forced)
    }

    private func guarded(_ formats: String, forced: String?) -> [String] {
        let all = forced.map { formats + "," + $0 } ?? formats
        return ["-protocol_whitelist", "file,pipe", "-format_whitelist", all]
    }
}
