import Foundation

/// Cuts the silence that speech programs put before and after a sentence, so that the sentence begins at its first
/// sample.
package struct SilenceTrimmer: Codable, Hashable, Sendable {
    /// How far below the loudest sample a sample counts as silent, in dB.
    package var threshold: Double
    /// How much of the silence is kept at either end, in seconds: soft consonants begin in it.
    package var margin: Double
    /// How long the sound takes to rise from and fall to 0, in seconds, so that no cut clicks.
    package var fade: Double

    package init(threshold: Double = -52, margin: Double = 0.010, fade: Double = 0.004) {
        self.threshold = threshold
        self.margin = margin
        self.fade = fade
    }

    /// The sound without its silent ends, faded in and out; empty when there is nothing but silence.
    package func trim(_ waveform: Waveform) -> Waveform {
        let samples = waveform.samples
        let rate = Double(waveform.sampleRate)
        let limit = waveform.samplePeak * Float(pow(10, threshold / 20))
        guard limit > 0, let first = samples.firstIndex(where: { abs($0) > limit }),
            let last = samples.lastIndex(where: { abs($0) > limit })
        else { return Waveform(samples: [], sampleRate: waveform.sampleRate) }
        let kept = Int(max(0, min(margin, 10)) * rate)
        let start = max(0, first - kept)
        let end = min(samples.count, last + 1 + kept)
        var trimmed = Array(samples[start..<end])
        let length = min(Int(max(0, min(fade, 10)) * rate), trimmed.count / 2)
        for index in 0..<length {
            // Half a cosine: no corner at either end.
            let factor = Float(0.5 - 0.5 * cos(Double.pi * (Double(index) + 0.5) / Double(length)))
            trimmed[index] *= factor
            trimmed[trimmed.count - 1 - index] *= factor
        }
        return Waveform(samples: trimmed, sampleRate: waveform.sampleRate)
    }
}
