import Foundation
import Speech
import Testing

@Suite("Loudness")
struct LoudnessTests {
    /// EBU Tech 3341, case 1, has two channels at -23 dBFS give -23 LUFS; one channel gives 3.01 less.
    @Test("a 1 kHz tone measures what EBU Tech 3341 says", arguments: [-20.0, -23, -33, -40])
    func tone(level: Double) throws {
        let tone = Sounds.sine(1000, amplitude: pow(10, level / 20), seconds: 3)
        #expect(abs(try #require(Loudness.integrated(of: tone)) - (level - 3.01)) < 0.1)
    }

    @Test("silence has no loudness")
    func silence() {
        #expect(Loudness.measure(.silence(samples: 96_000, sampleRate: 48_000)) == nil)
        #expect(Loudness.measure(Waveform(samples: [], sampleRate: 48_000)) == nil)
        #expect(Loudness.integrated(of: Sounds.sine(1000, amplitude: 0.0001, seconds: 2)) == nil)
    }

    @Test("the true peak lies between the samples")
    func truePeak() throws {
        // A quarter of the sampling rate, 45 degrees off: every sample is at 0.707 of the peak.
        let samples = (0..<48_000).map { Float(0.5 * sin(Double.pi / 4 + Double.pi / 2 * Double($0))) }
        let waveform = Waveform(samples: samples, sampleRate: 48_000)
        #expect(abs(waveform.samplePeak - 0.3536) < 0.001)
        #expect(abs(try #require(Loudness.truePeak(of: waveform)) - -6.02) < 0.25)
    }

    @Test("a sound shorter than a block is as loud as if it went on", arguments: [0.05, 0.1, 0.2, 0.399])
    func short(seconds: Double) throws {
        let short = try #require(Loudness.integrated(of: Sounds.sine(1000, amplitude: 0.1, seconds: seconds)))
        let long = try #require(Loudness.integrated(of: Sounds.sine(1000, amplitude: 0.1, seconds: 3)))
        #expect(abs(short - long) < 0.3)
    }

    @Test("a sound in the last samples only is not taken for silence")
    func late() {
        let late = Waveform(
            samples: [Float](repeating: 0, count: 19_200) + Sounds.sine(1000, amplitude: 0.3, seconds: 0.05).samples,
            sampleRate: 48_000)
        #expect(Loudness.integrated(of: late) != nil)
    }
}
