import Foundation
import Speech
import TestKit
import Testing

@Suite("Narration")
struct NarrationTests {
    private func sentences() -> [Waveform] {
        [1, 2, 3].map { SilenceTrimmer().trim(Sounds.babble(seconds: Double($0), seed: UInt64($0))) }
    }

    @Test("trimming finds the sound to the sample, and keeps ten milliseconds around it")
    func trimming() {
        let tone = Sounds.sine(500, amplitude: 0.5, seconds: 0.5)
        let padded = Waveform(
            samples: [Float](repeating: 0, count: 5000) + tone.samples + [Float](repeating: 0.0001, count: 7000),
            sampleRate: 48_000)
        let trimmed = SilenceTrimmer().trim(padded)
        // The sine begins and ends at 0, below the threshold for a sample or two.
        #expect(abs(trimmed.samples.count - (24_000 + 2 * 480)) <= 4)
        #expect(abs(trimmed.samples[0]) < 0.001 && abs(trimmed.samples[trimmed.samples.count - 1]) < 0.001)
        #expect(abs(trimmed.samplePeak - 0.5) < 0.001)
    }

    @Test("trimming silence leaves nothing")
    func trimmingSilence() {
        #expect(SilenceTrimmer().trim(.silence(samples: 4800, sampleRate: 48_000)).isEmpty)
        #expect(SilenceTrimmer().trim(Waveform(samples: [], sampleRate: 48_000)).isEmpty)
    }

    @Test("a sound that fills the file loses nothing but its clicks")
    func trimmingFull() {
        let noise = Sounds.noise(amplitude: 0.5, seconds: 0.1)
        let trimmed = SilenceTrimmer().trim(noise)
        #expect(trimmed.samples.count == noise.samples.count)
        #expect(Array(trimmed.samples[1000..<3000]) == Array(noise.samples[1000..<3000]))
    }

    @Test("sentences stand where it says, with silence of the lengths asked for between them")
    func places() {
        let sentences = sentences()
        let block = NarrationAssembler(headSamples: 7200, tailSamples: 9600).assemble(sentences, pauses: [4800, 9000])
        #expect(block.samples.count % 1024 == 0)
        #expect(block.sentences.map(\.count) == sentences.map(\.samples.count))
        #expect(block.sentences[0].lowerBound == 7200)
        #expect(block.sentences[1].lowerBound == block.sentences[0].upperBound + 4800)
        #expect(block.sentences[2].lowerBound == block.sentences[1].upperBound + 9000)
        var silent = Array(repeating: true, count: block.samples.count)
        for range in block.sentences { for index in range { silent[index] = false } }
        #expect(zip(block.samples, silent).allSatisfy { !$0.1 || $0.0 == 0 })
        #expect(block.samples.count - block.sentences[2].upperBound >= 9600)
        #expect(block.samples.count - block.sentences[2].upperBound < 9600 + 1024)
    }

    @Test("the block is as loud as promised")
    func loudness() throws {
        let block = NarrationAssembler(headSamples: 24_000, tailSamples: 48_000).assemble(
            sentences(), pauses: [9000, 9000])
        let measured = try #require(Loudness.measure(Waveform(samples: block.samples, sampleRate: 48_000)))
        #expect(abs(measured.integrated - -16) <= 0.1)
        #expect(measured.truePeak <= -1.5)
    }

    @Test("every sentence sounds as it did, only louder")
    func sameSound() {
        let sentences = sentences()
        let block = NarrationAssembler(headSamples: 100, tailSamples: 0).assemble(sentences, pauses: [])
        for (range, sentence) in zip(block.sentences, sentences) {
            let pairs = zip(block.samples[range], sentence.samples)
            #expect(pairs.allSatisfy { $0.0 * $0.1 >= 0 })
            #expect(pairs.contains { abs($0.0) > 0.1 })
        }
    }

    @Test("no sentences, or only empty ones, make silence of whole frames")
    func nothing() {
        let assembler = NarrationAssembler(headSamples: 1000, tailSamples: 2000)
        let block = assembler.assemble([], pauses: [])
        #expect(block.samples == [Float](repeating: 0, count: 3072))
        #expect(block.loudness == nil && block.sentences.isEmpty)
        let empty = assembler.assemble([Waveform(samples: [], sampleRate: 48_000)], pauses: [])
        #expect(empty.sentences == [1000..<1000])
        #expect(NarrationAssembler(headSamples: 0, tailSamples: 0).assemble([], pauses: []).samples.isEmpty)
    }
}
