import Foundation

/// How high a sound rises, true peaks included, for every stretch of ``stride`` samples.
///
/// Between samples the curve is interpolated at three points by a windowed sine of 12 taps a point: the four-fold
/// oversampling of ITU-R BS.1770-4, annex 2, with the filter of libebur128, so that both see the same peaks.
struct PeakEnvelope {
    /// A third of a millisecond at 48 kHz.
    static let stride = 16

    /// The peak (linear) of samples `stride * n` and on, up to the point before sample `stride * (n + 1)`.
    private(set) var peaks: [Float]

    var highest: Float { peaks.max() ?? 0 }

    init(of samples: [Float]) {
        let count = (samples.count + Self.stride - 1) / Self.stride
        let filter = Interpolator()
        peaks = [Float](unsafeUninitializedCapacity: count) { into, filled in
            samples.withUnsafeBufferPointer { from in
                for block in 0..<count { into.initializeElement(at: block, to: filter.peak(of: from, block: block)) }
            }
            filled = count
        }
    }
}

/// Finds the peak of one stretch, eight samples at a time.
private struct Interpolator {
    /// The taps reach from 5 samples before a point to 6 after it.
    private static let before = 5
    private static let taps = 12

    /// For each tap, its weight in the points a quarter, a half and three quarters of the way to the next sample.
    private let quarter: [Float]
    private let half: [Float]
    private let threeQuarters: [Float]

    init() {
        func weights(_ point: Int) -> [Float] {
            (0..<Self.taps).map { tap in
                let distance = Double(4 * (tap - Self.before) - point)  // in quarters of a sample
                let angle = Double.pi * distance / 4
                return Float(sin(angle) / angle * (0.5 + 0.5 * cos(Double.pi * distance / 24)))
            }
        }
        quarter = weights(1)
        half = weights(2)
        threeQuarters = weights(3)
    }

    func peak(of samples: UnsafeBufferPointer<Float>, block: Int) -> Float {
        let start = block * PeakEnvelope.stride
        let first = start - Self.before
        let needed = PeakEnvelope.stride + Self.taps - 1
        if first >= 0, first + needed <= samples.count, let base = samples.baseAddress {
            return peak(UnsafeRawPointer(base + first))
        }
        // At the ends the curve goes on as silence.
        return withUnsafeTemporaryAllocation(of: Float.self, capacity: needed) { piece in
            for index in 0..<needed {
                let place = first + index
                piece.initializeElement(at: index, to: samples.indices.contains(place) ? samples[place] : 0)
            }
            return piece.baseAddress.map { peak(UnsafeRawPointer($0)) } ?? 0
        }
    }

    /// `window` is the sample ``before`` the first one.
    @inline(__always)
    private func peak(_ window: UnsafeRawPointer) -> Float {
        var highest = SIMD8<Float>.zero
        for group in 0..<PeakEnvelope.stride / 8 {
            var first = SIMD8<Float>.zero
            var second = SIMD8<Float>.zero
            var third = SIMD8<Float>.zero
            for tap in 0..<Self.taps {
                let values = window.loadUnaligned(fromByteOffset: (group * 8 + tap) * 4, as: SIMD8<Float>.self)
                first += values * quarter[tap]
                second += values * half[tap]
                third += values * threeQuarters[tap]
                if tap == Self.before { highest.raise(to: values) }
            }
            highest.raise(to: first)
            highest.raise(to: second)
            highest.raise(to: third)
        }
        return highest.max()
    }
}
