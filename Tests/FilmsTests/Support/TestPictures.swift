import Foundation

@testable import Films

/// Stills and clips encoded by FFmpeg for one test.
struct TestPictures {
    var folder: URL
    var size = (width: 320, height: 180)
    var settings = X264Settings(rate: .thirty, preset: "veryfast")
    /// Appended to x264's parameters, where the last of a name counts.
    var extra = ""

    /// - Parameter source: a lavfi source without size and rate, such as `testsrc2`.
    func still(_ source: String = "testsrc2") async throws -> StillClip {
        try StillClip(stream: try await stream(source, frames: 1))
    }

    func clip(_ source: String = "testsrc2", frames: Int) async throws -> MovingClip {
        try MovingClip(stream: try await stream(source, frames: frames))
    }

    func stream(_ source: String, frames: Int) async throws -> [UInt8] {
        let file = folder.appending(path: UUID().uuidString + ".264")
        let form = "s=\(size.width)x\(size.height):r=\(settings.rate)"
        var encoding = settings.arguments
        if !extra.isEmpty, let index = encoding.firstIndex(of: "-x264-params") { encoding[index + 1] += ":" + extra }
        var arguments = ["-v", "error", "-f", "lavfi", "-i", source + (source.contains("=") ? ":" : "=") + form]
        arguments += ["-vf", X264Settings.filter, "-frames:v", "\(frames)"]
        arguments += encoding
        arguments.append(file.path)
        _ = try await FFmpeg.run(arguments, in: folder)
        return try [UInt8](Data(contentsOf: file))
    }

    /// The MD5 of each decoded picture of `file`, and every complaint of the decoder.
    func decoded(_ file: URL) async throws -> (pictures: [String], complaints: String) {
        let output = try await FFmpeg.run(
            ["-v", "warning", "-err_detect", "explode", "-i", file.path, "-map", "0:v", "-f", "framemd5", "-"],
            in: folder)
        let pictures = output.lines.filter { !$0.hasPrefix("#") }
            .compactMap { $0.split(separator: ",").last.map { $0.trimmingCharacters(in: .whitespaces) } }
        return (pictures, output.standardError)
    }

    /// A tiny still, 16x16 pixels of grey, made with the same settings; for tests that need no decoder.
    static let smallest: [UInt8] = hexadecimal(
        """
        000000016764000aacb4f602d40404050000030001000003003c0f1226a0 0000000168ee313213
        00000165888404b39ffef7689f023399
        """)

    static func hexadecimal(_ text: String) -> [UInt8] {
        let digits = text.filter { !$0.isWhitespace }.compactMap(\.hexDigitValue)
        return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
    }
}
