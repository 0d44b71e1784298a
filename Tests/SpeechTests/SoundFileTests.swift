import Foundation
import Speech
import TestKit
import Testing

@Suite("Sound files")
struct SoundFileTests {
    private let waveform = Sounds.sine(440, amplitude: 0.5, seconds: 0.05, rate: 22_050)

    @Test("16-bit files come back within half a step")
    func sixteenBits() throws {
        let read = try Waveform(wav: waveform.wav(.pcm16))
        #expect(read.sampleRate == 22_050)
        #expect(read.samples.count == waveform.samples.count)
        for (before, after) in zip(waveform.samples, read.samples) { #expect(abs(before - after) < 1.0 / 32_000) }
    }

    @Test("floating-point files come back exactly")
    func floats() throws {
        #expect(try Waveform(wav: waveform.wav(.float32)) == waveform)
        #expect(Waveform(float32: waveform.float32, sampleRate: 22_050) == waveform)
    }

    @Test("samples beyond full scale are clipped in 16 bits, and what is no number is silence")
    func clipping() throws {
        let odd = Waveform(samples: [2, -3, .nan, .infinity], sampleRate: 8000)
        let read = try Waveform(wav: odd.wav(.pcm16)).samples
        #expect(read[0] > 0.999 && read[1] < -0.999 && read[2] == 0 && read[3] > 0.999)
        #expect(try Waveform(wav: odd.wav(.float32)).samples == [2, -3, 0, 0])
    }

    @Test("a stream's header may state any length", arguments: [0, 0x7FFF_F000, 0xFFFF_FFFF] as [UInt32])
    func wrongLengths(stated: UInt32) throws {
        var bytes = waveform.wav(.pcm16)
        for index in 0..<4 {
            bytes[4 + index] = UInt8(truncatingIfNeeded: stated >> UInt32(8 * index))
            bytes[40 + index] = UInt8(truncatingIfNeeded: stated >> UInt32(8 * index))
        }
        #expect(try Waveform(wav: bytes).samples.count == waveform.samples.count)
    }

    @Test("chunks that are not sound are passed over, odd lengths padded")
    func otherChunks() throws {
        let bytes = waveform.wav(.pcm16)
        let list: [UInt8] = Array("LIST".utf8) + [3, 0, 0, 0, 1, 2, 3, 0]
        let read = try Waveform(wav: Array(bytes[..<36]) + list + Array(bytes[36...]))
        #expect(read.samples.count == waveform.samples.count)
    }

    @Test("channels are averaged, and 8, 24 and 32 bits read")
    func codings() throws {
        func file(tag: UInt8, channels: UInt8, bits: UInt8, data: [UInt8]) -> [UInt8] {
            let frame = channels * bits / 8
            var bytes =
                Array("RIFF".utf8) + [0, 0, 0, 0] + Array("WAVEfmt ".utf8) + [16, 0, 0, 0, tag, 0, channels, 0]
            bytes += [0x40, 0x1F, 0, 0, 0, 0, 0, 0, frame, 0, bits, 0]
            return bytes + Array("data".utf8) + [UInt8(data.count), 0, 0, 0] + data
        }
        #expect(try Waveform(wav: file(tag: 1, channels: 2, bits: 16, data: [0, 0x40, 0, 0])).samples == [0.25])
        #expect(try Waveform(wav: file(tag: 1, channels: 1, bits: 8, data: [128, 192, 0])).samples == [0, 0.5, -1])
        #expect(
            try Waveform(wav: file(tag: 1, channels: 1, bits: 24, data: [0, 0, 0xC0, 0, 0, 0x40])).samples == [
                -0.5, 0.5,
            ])
        #expect(try Waveform(wav: file(tag: 1, channels: 1, bits: 32, data: [0, 0, 0, 0x40])).samples == [0.5])
        #expect(
            try Waveform(wav: file(tag: 3, channels: 1, bits: 64, data: [0, 0, 0, 0, 0, 0, 0xE0, 0x3F])).samples == [
                0.5
            ])
    }

    @Test("damaged files are refused or read, and never crash")
    func damage() {
        let whole = waveform.wav(.pcm16)
        for length in 0..<64 {
            let outcome = Result { try Waveform(wav: Array(whole.prefix(length))) }
            if case .failure(let error) = outcome { #expect((error as? SpeechError)?.code == "speech.wav") }
            if length < 36 { #expect(throws: SpeechError.self) { try outcome.get() } }
        }
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<2000 {
            var bytes = Array(whole.prefix(120))
            for _ in 0..<4 {
                bytes[Int.random(in: 0..<60, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            if let read = try? Waveform(wav: bytes) { #expect(read.samples.count <= 120) }
        }
    }
}
