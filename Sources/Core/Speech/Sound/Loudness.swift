import CLoudness
import Foundation

/// How loud a sound is, by EBU R 128 (ITU-R BS.1770-4), measured with libebur128.
package struct Loudness: Codable, Hashable, Sendable {
    /// Integrated loudness, in LUFS.
    package var integrated: Double
    /// True peak, in dBTP: the highest point of the curve through the samples, between which it may rise.
    package var truePeak: Double

    package init(integrated: Double, truePeak: Double) {
        self.integrated = integrated
        self.truePeak = truePeak
    }

    /// Measures `waveform`; `nil` for silence (nothing above -70 LUFS).
    package static func measure(_ waveform: Waveform) -> Loudness? {
        guard let integrated = integrated(of: waveform), let truePeak = truePeak(of: waveform) else { return nil }
        return Loudness(integrated: integrated, truePeak: truePeak)
    }

    /// The integrated loudness in LUFS; `nil` for silence.
    ///
    /// The standard measures blocks of 400 ms. A shorter sound fills part of one; it is given the loudness that it
    /// would have if it went on as it is.
    package static func integrated(of waveform: Waveform) -> Double? {
        let block = waveform.sampleRate * 2 / 5
        guard !waveform.isEmpty else { return nil }
        guard waveform.samples.count < block else {
            // A sound whose only loud part is the last piece of a block is measured with the block filled up.
            return integrated(of: waveform, padding: 0) ?? integrated(of: waveform, padding: block)
        }
        let filled = Double(waveform.samples.count) / Double(block)
        return integrated(of: waveform, padding: block - waveform.samples.count).map { $0 - 10 * log10(filled) }
    }

    /// The true peak in dBTP, with four-fold oversampling; `nil` when every sample is 0.
    package static func truePeak(of waveform: Waveform) -> Double? {
        withMeter(waveform, mode: EBUR128_MODE_TRUE_PEAK, padding: 64) { meter in
            var peak = 0.0
            guard ebur128_true_peak(meter, 0, &peak) == Int32(EBUR128_SUCCESS.rawValue), peak > 0 else { return nil }
            return 20 * log10(peak)
        }
    }

    private static func integrated(of waveform: Waveform, padding: Int) -> Double? {
        withMeter(waveform, mode: EBUR128_MODE_I, padding: padding) { meter in
            var loudness = 0.0
            let outcome = ebur128_loudness_global(meter, &loudness)
            return outcome == Int32(EBUR128_SUCCESS.rawValue) && loudness.isFinite ? loudness : nil
        }
    }

    /// Feeds the sound, then `padding` zeros, to a meter.
    private static func withMeter(
        _ waveform: Waveform, mode: mode, padding: Int, _ read: (UnsafeMutablePointer<ebur128_state>) -> Double?
    ) -> Double? {
        var meter = ebur128_init(1, UInt(waveform.sampleRate), Int32(mode.rawValue))
        guard let state = meter else { return nil }
        defer { ebur128_destroy(&meter) }
        // A mono file is measured as one loudspeaker, as FFmpeg's meter does; `EBUR128_DUAL_MONO` would add 3 LU.
        ebur128_set_channel(state, 0, Int32(EBUR128_LEFT.rawValue))
        waveform.samples.withUnsafeBufferPointer { samples in
            _ = ebur128_add_frames_float(state, samples.baseAddress, samples.count)
        }
        let zeros = [Float](repeating: 0, count: padding)
        _ = ebur128_add_frames_float(state, zeros, padding)
        return read(state)
    }
}
