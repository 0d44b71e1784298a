import Foundation
import TestKit

@testable import Films

/// Sound that a test makes, encodes and decodes.
struct TestSounds {
    var folder: URL
    var sampleRate = 48_000
    var channels = 1
    var bitRate = "128k"

    /// Single samples of almost full scale, at random places far enough apart.
    func clicks(frames: Int, seed: UInt64) -> [Float] {
        var random = SeededGenerator(seed: seed)
        var samples = [Float](repeating: 0, count: frames * 1_024)
        var place = AACBlock.silentMargin + 700
        while place < samples.count - AACBlock.silentMargin - 700 {
            samples[place] = 0.9
            place += Int.random(in: 3_000...4_500, using: &random)
        }
        return samples
    }

    func noise(frames: Int, seed: UInt64) -> [Float] {
        var random = SeededGenerator(seed: seed)
        return block(frames: frames) { _ in .random(in: -0.4...0.4, using: &random) }
    }

    func tone(frames: Int) -> [Float] {
        block(frames: frames) { 0.5 * sin(Float($0) * 2 * .pi * 440 / Float(sampleRate)) }
    }

    /// Sound between the shortest silent margins that a block may have.
    private func block(frames: Int, sample: (Int) -> Float) -> [Float] {
        let margin = AACBlock.silentMargin
        return (0..<(frames * 1_024)).map { index in
            index < margin || index >= frames * 1_024 - margin ? 0 : sample(index)
        }
    }

    /// The same samples on every channel, as ADTS; without noise substitution, which a decoder fills with random
    /// numbers of its own.
    func encoded(_ samples: [Float]) async throws -> [UInt8] {
        let name = UUID().uuidString
        let raw = samples.flatMap { Array(repeating: $0, count: channels) }
        try raw.withUnsafeBytes { Data($0) }.write(to: folder.appending(path: name + ".f32"))
        _ = try await FFmpeg.run(
            ["-v", "error", "-f", "f32le", "-ar", "\(sampleRate)", "-ac", "\(channels)", "-i", name + ".f32"]
                + ["-c:a", "aac", "-b:a", bitRate, "-aac_pns", "0", "-f", "adts", name + ".aac"], in: folder)
        return try [UInt8](Data(contentsOf: folder.appending(path: name + ".aac")))
    }

    /// Interleaved samples; a complaint of the decoder is an error.
    func decoded(_ stream: [UInt8]) async throws -> [Float] {
        let name = UUID().uuidString + ".aac"
        try Data(stream).write(to: folder.appending(path: name))
        let output = try await FFmpeg.run(
            ["-v", "warning", "-err_detect", "explode", "-i", name, "-f", "f32le", "-"], in: folder)
        guard output.complaints.isEmpty else { throw FFmpeg.Failure(description: output.complaints) }
        return Self.samples(output.standardOutput)
    }

    static func samples(_ data: Data) -> [Float] {
        data.withUnsafeBytes { bytes in
            (0..<(bytes.count / 4)).map { bytes.loadUnaligned(fromByteOffset: $0 * 4, as: Float.self) }
        }
    }

    /// Where the first channel is louder than half of full scale, once for each click.
    static func peaks(of samples: [Float], channels: Int, in range: Range<Int>) -> [Int] {
        var peaks: [Int] = []
        for index in range where abs(samples[index * channels]) > 0.5 {
            guard let last = peaks.last, index - last < 1_000 else {
                peaks.append(index)
                continue
            }
            if abs(samples[index * channels]) > abs(samples[last * channels]) { peaks[peaks.count - 1] = index }
        }
        return peaks
    }
}
