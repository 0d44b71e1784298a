import Foundation
import Speech
import Testing

@Suite("Resampling")
struct ResamplerTests {
    @Test("gives exactly the length that the rates ask for", arguments: [8000, 11_025, 16_000, 22_050, 44_100, 96_000])
    func exactLength(rate: Int) throws {
        for count in [1, 2, 7, 160, 999, 22_051] {
            let sound = Waveform(samples: [Float](repeating: 0.1, count: count), sampleRate: rate)
            let expected = Int((Double(count) * 48_000 / Double(rate)).rounded())
            let resampled = try Resampler.resample(sound)
            #expect(resampled.samples.count == expected)
            #expect(resampled.sampleRate == 48_000)
        }
    }

    @Test("keeps a tone where and as it is", arguments: [16_000, 22_050, 44_100])
    func tone(rate: Int) throws {
        let resampled = try Resampler.resample(Sounds.sine(1000, amplitude: 0.5, seconds: 1, rate: rate))
        let expected = Sounds.sine(1000, amplitude: 0.5, seconds: 1)
        for index in 4800..<43_200 {
            #expect(abs(resampled.samples[index] - expected.samples[index]) < 0.0005)
            if abs(resampled.samples[index] - expected.samples[index]) >= 0.0005 { return }
        }
    }

    @Test("is the same every time, and leaves sound at that rate alone")
    func deterministic() throws {
        let noise = Waveform(samples: Sounds.noise(amplitude: 0.5, seconds: 0.4).samples, sampleRate: 22_050)
        #expect(try Resampler.resample(noise) == Resampler.resample(noise))
        let already = Sounds.noise(amplitude: 0.5, seconds: 0.1)
        #expect(try Resampler.resample(already) == already)
        #expect(try Resampler.resample(Waveform(samples: [], sampleRate: 16_000)).isEmpty)
    }

    @Test("refuses a rate that is none")
    func badRate() {
        #expect(throws: SpeechError.self) { try Resampler.resample(Sounds.noise(amplitude: 1, seconds: 0.01), to: 0) }
    }
}
