/// A mono sound: samples from -1 to 1, so many a second.
package struct Waveform: Hashable, Sendable {
    package var samples: [Float]
    /// Samples a second, at least 1.
    package var sampleRate: Int

    package init(samples: [Float], sampleRate: Int) {
        self.samples = samples
        self.sampleRate = max(1, sampleRate)
    }

    /// In seconds.
    package var duration: Double { Double(samples.count) / Double(sampleRate) }

    package var isEmpty: Bool { samples.isEmpty }

    /// The largest magnitude among the samples themselves; 0 for none.
    package var samplePeak: Float { samples.withUnsafeBufferPointer { $0.peak(in: 0..<$0.count) } }

    /// Silence that lasts `samples` samples.
    package static func silence(samples count: Int, sampleRate: Int) -> Waveform {
        Waveform(samples: [Float](repeating: 0, count: max(0, count)), sampleRate: sampleRate)
    }
}

extension Waveform {
    /// The samples as 16-bit little-endian PCM, rounded, and clipped where they exceed full scale.
    package var pcm16: [UInt8] {
        var bytes = [UInt8](repeating: 0, count: samples.count * 2)
        bytes.withUnsafeMutableBytes { raw in
            for (index, sample) in samples.enumerated() {
                let scaled = sample.isNaN ? 0 : (max(-1, min(1, sample)) * 32767).rounded()
                raw.storeBytes(of: Int16(scaled).littleEndian, toByteOffset: index * 2, as: Int16.self)
            }
        }
        return bytes
    }

    /// The samples as 32-bit little-endian floating point, as they are (`f32le` in FFmpeg).
    package var float32: [UInt8] {
        var bytes = [UInt8](repeating: 0, count: samples.count * 4)
        bytes.withUnsafeMutableBytes { raw in
            for (index, sample) in samples.enumerated() {
                raw.storeBytes(of: sample.bitPattern.littleEndian, toByteOffset: index * 4, as: UInt32.self)
            }
        }
        return bytes
    }

    /// Reads what ``float32`` writes. Bytes after the last whole sample are left out; a sample that is not a finite
    /// number becomes 0.
    package init(float32 bytes: [UInt8], sampleRate: Int) {
        let samples = bytes.withUnsafeBytes { raw in
            (0..<raw.count / 4).map { index in
                let bits = UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self))
                return Float(bitPattern: bits).finite
            }
        }
        self.init(samples: samples, sampleRate: sampleRate)
    }
}

extension Float {
    /// Itself, or 0 for infinity and not-a-number.
    var finite: Float { isFinite ? self : 0 }
}

extension UnsafeBufferPointer<Float> {
    /// The largest magnitude in a range of samples.
    func peak(in range: Range<Int>) -> Float {
        guard let base = baseAddress else { return 0 }
        var lanes = SIMD8<Float>.zero
        var index = range.lowerBound
        while index + 8 <= range.upperBound {
            let values = UnsafeRawPointer(base + index).loadUnaligned(as: SIMD8<Float>.self)
            lanes.raise(to: values)
            index += 8
        }
        var peak = lanes.max()
        while index < range.upperBound {
            peak = Swift.max(peak, abs(base[index]))
            index += 1
        }
        return peak
    }
}

extension SIMD8<Float> {
    /// Makes each lane at least the magnitude of the other's. (`pointwiseMax` is a call that is not inlined.)
    @inline(__always)
    mutating func raise(to values: SIMD8<Float>) {
        let magnitudes = unsafeBitCast(
            unsafeBitCast(values, to: SIMD8<UInt32>.self) & SIMD8<UInt32>(repeating: 0x7FFF_FFFF), to: Self.self)
        replace(with: magnitudes, where: magnitudes .> self)
    }
}
