import Foundation

/// A sound at the loudness it should have.
package struct LeveledSound: Sendable {
    package var waveform: Waveform
    /// What it measures now; `nil` for silence.
    package var loudness: Loudness?
}

/// Brings speech to one loudness: a gain, and a limiter for the peaks that the gain lifts too high.
package struct SpeechLeveler: Codable, Hashable, Sendable {
    /// The integrated loudness to reach, in LUFS.
    package var target: Double
    /// The highest true peak, in dBTP. Encoding as AAC may raise it by some tenths.
    package var ceiling: Double

    package init(target: Double = -16, ceiling: Double = -1.5) {
        self.target = target
        self.ceiling = ceiling
    }

    /// The loudness is met within this, in LU; the promise is twice that.
    private static let tolerance = 0.05
    private static let mostRounds = 8
    /// Gains beyond this, in dB, would lift noise, not speech.
    private static let highestGain = 60.0

    /// The waveform (at 48 kHz) at the target loudness, with every true peak at or below the ceiling.
    ///
    /// Silence stays as it is, and samples that are 0 stay 0. A sound of nearly nothing but peaks, such as one click,
    /// ends as loud as the ceiling lets it be.
    package func level(_ waveform: Waveform) -> LeveledSound {
        guard let before = Loudness.integrated(of: waveform) else {
            return LeveledSound(waveform: waveform, loudness: nil)
        }
        let envelope = PeakEnvelope(of: waveform.samples)
        // A little below the ceiling, for what the moving gain itself and rounding add.
        let limiter = PeakLimiter(ceiling: Float(pow(10, (ceiling - 0.05) / 20)))
        var gain = min(target - before, Self.highestGain)
        var best: (waveform: Waveform, loudness: Double)?
        var last = (gain: 0.0, loudness: before)
        for _ in 0..<Self.mostRounds {
            let factor = Float(pow(10, gain / 20))
            let samples = limiter.limit(waveform.samples, envelope: envelope, gain: factor)
            let leveled = Waveform(samples: samples, sampleRate: waveform.sampleRate)
            let isLimited = envelope.highest * factor > limiter.ceiling
            // A gain alone moves the loudness by just as much, as long as the gate at -70 LUFS plays no part.
            let loudness = !isLimited && before > -58 ? before + gain : Loudness.integrated(of: leveled) ?? before
            if best.map({ abs(loudness - target) < abs($0.loudness - target) }) ?? true {
                best = (leveled, loudness)
            }
            guard abs(loudness - target) > Self.tolerance, gain < Self.highestGain else { break }
            // The more is limited, the less a decibel of gain gives: go on at the rate seen so far (secant method).
            let yield = gain == last.gain ? 1 : (loudness - last.loudness) / (gain - last.gain)
            last = (gain, loudness)
            gain = min(gain + (target - loudness) / max(0.15, min(1, yield)), Self.highestGain)
        }
        guard let best else { return LeveledSound(waveform: waveform, loudness: nil) }
        let peak = Double(PeakEnvelope(of: best.waveform.samples).highest)
        return LeveledSound(
            waveform: best.waveform, loudness: Loudness(integrated: best.loudness, truePeak: 20 * log10(peak)))
    }
}
