import Foundation
import Speech
import Testing

@Suite("Levelling")
struct SpeechLevelerTests {
    private func expectPromise(_ sound: Waveform, target: Double = -16, within tolerance: Double = 0.1) throws {
        let leveled = SpeechLeveler(target: target).level(sound)
        let measured = try #require(Loudness.measure(leveled.waveform))
        #expect(abs(measured.integrated - target) <= tolerance)
        #expect(measured.truePeak <= -1.5)
        #expect(leveled.waveform.samples.count == sound.samples.count)
        let said = try #require(leveled.loudness)
        #expect(abs(said.integrated - measured.integrated) < 0.01)
        #expect(abs(said.truePeak - measured.truePeak) < 0.05)
    }

    @Test("speech reaches -16 LUFS with true peaks below -1.5 dBTP", arguments: [0.02, 0.1, 0.3, 1, 2] as [Float])
    func babble(amplitude: Float) throws {
        try expectPromise(Sounds.babble(seconds: 8, amplitude: amplitude))
    }

    @Test("so do noise and tones")
    func steady() throws {
        try expectPromise(Sounds.noise(amplitude: 0.05, seconds: 3))
        try expectPromise(Sounds.sine(440, amplitude: 0.01, seconds: 2))
    }

    @Test("a louder target is met by limiting more", arguments: [-23.0, -18, -14])
    func otherTargets(target: Double) throws {
        try expectPromise(Sounds.babble(seconds: 6), target: target)
    }

    @Test("sounds shorter than a block are levelled too")
    func short() throws {
        try expectPromise(Sounds.sine(300, amplitude: 0.02, seconds: 0.2), within: 0.2)
        let click = SpeechLeveler().level(Waveform(samples: [0, 0.5, 0], sampleRate: 48_000))
        #expect(click.waveform.samples.allSatisfy { abs($0) <= 0.8414 })
    }

    @Test("silence stays silence, and no sound stays none")
    func silence() {
        let silence = Waveform.silence(samples: 48_000, sampleRate: 48_000)
        #expect(SpeechLeveler().level(silence).waveform == silence)
        #expect(SpeechLeveler().level(silence).loudness == nil)
        #expect(SpeechLeveler().level(Waveform(samples: [], sampleRate: 48_000)).waveform.isEmpty)
    }

    @Test("samples that are 0 stay exactly 0")
    func zeros() {
        let sound = Sounds.babble(seconds: 4)
        let leveled = SpeechLeveler().level(sound).waveform
        #expect(zip(sound.samples, leveled.samples).allSatisfy { $0.0 != 0 || $0.1 == 0 })
        #expect(sound.samples.contains(0))
    }

    @Test("the gain moves gently: a steady tone beside a burst is never cut off")
    func gentle() {
        let tone = Sounds.sine(200, amplitude: 0.05, seconds: 4)
        var samples = tone.samples
        for index in 96_000..<96_040 { samples[index] = index % 2 == 0 ? 0.9 : -0.9 }
        let leveled = SpeechLeveler().level(Waveform(samples: samples, sampleRate: 48_000)).waveform.samples
        // Away from zero crossings, the gain is the quotient.
        var last: Float?
        for index in 90_000..<110_000 where abs(tone.samples[index]) > 0.03 && !(95_999...96_041).contains(index) {
            let gain = leveled[index] / samples[index]
            if let last { #expect(abs(gain / last - 1) < 0.6, "sample \(index)") }
            #expect(gain > 0)
            last = gain
        }
        #expect(leveled[96_000..<96_040].allSatisfy { abs($0) <= 0.8414 })
    }

    @Test("the same sound gives the same samples")
    func deterministic() {
        let sound = Sounds.babble(seconds: 3, amplitude: 1)
        #expect(SpeechLeveler().level(sound).waveform == SpeechLeveler().level(sound).waveform)
    }
}
