import Foundation
import Speech
import TestKit

/// Sounds whose loudness and place are known.
enum Sounds {
    static let rate = 48_000

    static func sine(_ frequency: Double, amplitude: Double, seconds: Double, rate: Int = rate) -> Waveform {
        let count = Int((seconds * Double(rate)).rounded())
        let step = 2 * Double.pi * frequency / Double(rate)
        return Waveform(samples: (0..<count).map { Float(amplitude * sin(step * Double($0))) }, sampleRate: rate)
    }

    static func noise(amplitude: Float, seconds: Double, seed: UInt64 = 1) -> Waveform {
        var generator = SeededGenerator(seed: seed)
        let count = Int(seconds * Double(rate))
        return Waveform(
            samples: (0..<count).map { _ in Float.random(in: -amplitude...amplitude, using: &generator) },
            sampleRate: rate)
    }

    /// Something like speech: syllables of harmonics with sharp beginnings, hisses, and gaps.
    static func babble(seconds: Double, amplitude: Float = 0.3, seed: UInt64 = 7) -> Waveform {
        var generator = SeededGenerator(seed: seed)
        var samples: [Float] = []
        let count = Int(seconds * Double(rate))
        while samples.count < count {
            let length = Int.random(in: 4000...14_000, using: &generator)
            let pitch = Double.random(in: 90...220, using: &generator)
            let isVoiced = Bool.random(using: &generator)
            for index in 0..<length {
                let time = Double(index) / Double(rate)
                let shape = Float(min(1, time * 80) * exp(-time * 9))
                var value: Float = 0
                if isVoiced {
                    for harmonic in 1...12 {
                        value += Float(cos(2 * Double.pi * pitch * Double(harmonic) * time)) / Float(harmonic + 2)
                    }
                } else {
                    value = Float.random(in: -0.4...0.4, using: &generator)
                }
                samples.append(value * shape * amplitude)
            }
            samples += repeatElement(0, count: Int.random(in: 500...6000, using: &generator))
        }
        return Waveform(samples: Array(samples.prefix(count)), sampleRate: rate)
    }
}
