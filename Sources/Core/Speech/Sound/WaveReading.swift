package import Foundation

extension Waveform {
    /// Reads a RIFF WAVE file: PCM of 8, 16, 24 or 32 bits, or floating point of 32 or 64 bits, plain or
    /// `WAVE_FORMAT_EXTENSIBLE`. Several channels are averaged into one.
    ///
    /// Programs that write to a pipe cannot know the length beforehand, so their headers state 0, 2 GiB or 4 GiB:
    /// a length that goes beyond the bytes there are means "up to the end", and so does 0 in a last chunk.
    /// - Throws: ``SpeechError`` `speech.wav`.
    package init(wav bytes: some ContiguousBytes) throws {
        self = try bytes.withUnsafeBytes { try WaveReader(bytes: $0).waveform() }
    }
}

/// Walks the chunks of one file. Every number in it is mistrusted.
private struct WaveReader {
    let bytes: UnsafeRawBufferPointer

    /// What the `fmt ` chunk states.
    private struct Format {
        var isFloat: Bool
        var channels: Int
        var rate: Int
        var bits: Int

        var bytesPerSample: Int { bits / 8 }
        var bytesPerFrame: Int { bytesPerSample * channels }
    }

    func waveform() throws -> Waveform {
        guard bytes.count >= 12, word(at: 0) == "RIFF", word(at: 8) == "WAVE" else {
            throw SpeechError.badWave("it does not begin with a RIFF WAVE header")
        }
        var format: Format?
        var place = 12
        while place + 8 <= bytes.count {
            let name = word(at: place)
            let stated = Int(number(at: place + 4, as: UInt32.self))
            let start = place + 8
            let held = min(stated, bytes.count - start)
            if name == "fmt " {
                format = try readFormat(start..<start + held)
            } else if name == "data" {
                guard let format else { throw SpeechError.badWave("its data comes before its format") }
                let length = stated == 0 && statesNoLength ? bytes.count - start : held
                return Waveform(samples: samples(start..<start + length, format), sampleRate: format.rate)
            }
            place = start + held + held % 2
        }
        throw SpeechError.badWave("it has no data")
    }

    /// Whether the length in the RIFF header is not that of the file, as in a stream.
    private var statesNoLength: Bool { Int(number(at: 4, as: UInt32.self)) + 8 != bytes.count }

    private func readFormat(_ range: Range<Int>) throws -> Format {
        guard range.count >= 16 else { throw SpeechError.badWave("its format is cut short") }
        var tag = number(at: range.lowerBound, as: UInt16.self)
        if tag == 0xFFFE, range.count >= 26 { tag = number(at: range.lowerBound + 24, as: UInt16.self) }
        let format = Format(
            isFloat: tag == 3, channels: Int(number(at: range.lowerBound + 2, as: UInt16.self)),
            rate: Int(number(at: range.lowerBound + 4, as: UInt32.self)),
            bits: Int(number(at: range.lowerBound + 14, as: UInt16.self)))
        let bits = tag == 1 ? [8, 16, 24, 32] : tag == 3 ? [32, 64] : []
        guard bits.contains(format.bits) else {
            throw SpeechError.badWave("its coding (\(tag), \(format.bits) bits) is not PCM or floating point")
        }
        guard (1...64).contains(format.channels), (1000...768_000).contains(format.rate) else {
            throw SpeechError.badWave("it states \(format.channels) channels at \(format.rate) Hz")
        }
        return format
    }

    private func samples(_ range: Range<Int>, _ format: Format) -> [Float] {
        let frames = range.count / format.bytesPerFrame
        if format.channels == 1, format.bits == 16 {
            return (0..<frames).map { Float(number(at: range.lowerBound + $0 * 2, as: Int16.self)) / 32768 }
        }
        return (0..<frames).map { frame in
            var sum: Float = 0
            for channel in 0..<format.channels {
                sum += sample(
                    at: range.lowerBound + frame * format.bytesPerFrame + channel * format.bytesPerSample, format)
            }
            return sum / Float(format.channels)
        }
    }

    private func sample(at place: Int, _ format: Format) -> Float {
        switch (format.bits, format.isFloat) {
        case (8, _): return (Float(bytes[place]) - 128) / 128
        case (16, _): return Float(number(at: place, as: Int16.self)) / 32768
        case (24, _):
            let low = Int32(number(at: place, as: UInt16.self))
            return Float(Int32(Int8(bitPattern: bytes[place + 2])) << 16 | low) / 8_388_608
        case (32, false): return Float(number(at: place, as: Int32.self)) / 2_147_483_648
        case (32, true): return Float(bitPattern: number(at: place, as: UInt32.self)).finite
        default: return Float(Double(bitPattern: number(at: place, as: UInt64.self))).finite
        }
    }

    /// Callers have checked that the bytes are there.
    private func number<Value: FixedWidthInteger & BitwiseCopyable>(at place: Int, as type: Value.Type) -> Value {
        Value(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: type))
    }

    private func word(at place: Int) -> String {
        String(decoding: bytes[place..<place + 4], as: UTF8.self)
    }
}
