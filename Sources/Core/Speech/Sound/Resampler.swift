import CResample

/// Changes the sampling rate with libsoxr at its "high quality" setting: linear phase (nothing moves in time) and
/// a rejection beyond 120 dB (20 bits).
package enum Resampler {
    /// The rate of all narration.
    package static let narrationRate = 48_000

    /// The same sound at another rate.
    ///
    /// n samples become exactly `round(n * rate / waveform.sampleRate)`. Equal input gives equal output.
    /// - Throws: ``SpeechError`` `speech.resampling`.
    package static func resample(_ waveform: Waveform, to rate: Int = narrationRate) throws -> Waveform {
        guard rate > 0 else { throw SpeechError.resampling("\(rate) Hz is not a rate") }
        guard waveform.sampleRate != rate, !waveform.isEmpty else {
            return Waveform(samples: waveform.samples, sampleRate: rate)
        }
        let ratio = Double(rate) / Double(waveform.sampleRate)
        guard Double(waveform.samples.count) * ratio < 4e9 else {
            throw SpeechError.resampling("\(waveform.samples.count) samples at \(waveform.sampleRate) Hz are too many")
        }
        let count = Int((Double(waveform.samples.count) * ratio).rounded())
        var format = soxr_io_spec(SOXR_FLOAT32_I, SOXR_FLOAT32_I)
        var quality = soxr_quality_spec(UInt(SOXR_20_BITQ), 0)
        var runtime = soxr_runtime_spec(1)
        var problem: soxr_error_t?
        // Starts as silence, for the case that the library gives a sample less than was rounded up to.
        var output = [Float](repeating: 0, count: count)
        output.withUnsafeMutableBytes { into in
            waveform.samples.withUnsafeBytes { from in
                problem = soxr_oneshot(
                    Double(waveform.sampleRate), Double(rate), 1, from.baseAddress, waveform.samples.count, nil,
                    into.baseAddress, count, nil, &format, &quality, &runtime)
            }
        }
        if let problem { throw SpeechError.resampling(String(cString: problem)) }
        return Waveform(samples: output, sampleRate: rate)
    }
}
