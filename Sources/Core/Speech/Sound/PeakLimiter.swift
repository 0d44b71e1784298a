import Foundation

/// Turns a sound down around its peaks, so that none rises above a ceiling.
///
/// The gain is known at every ``PeakEnvelope/stride`` samples and runs straight between. It is the product of three
/// steps, each of which keeps it at or below what the peaks allow:
/// 1. the least gain that any peak of the next 5 ms needs (look-ahead);
/// 2. an exponential way back up after a peak (release), so that the voice does not pump;
/// 3. the mean over the past 5 ms, so that it begins to fall 5 ms before a peak and is down in time, without a corner.
struct PeakLimiter {
    /// The highest true peak to let through, linear.
    var ceiling: Float
    /// How many gain points are 5 ms at 48 kHz.
    private static let lookAhead = 15
    /// How far the gain recovers from one point to the next: 63 % in 80 ms at 48 kHz.
    private static let recovery = Float(1 - exp(-Double(PeakEnvelope.stride) / (0.080 * 48_000)))

    /// `samples` times `gain`, limited. `envelope` is that of `samples`.
    func limit(_ samples: [Float], envelope: PeakEnvelope, gain: Float) -> [Float] {
        let curve = self.curve(envelope: envelope, gain: gain)
        let stride = PeakEnvelope.stride
        return [Float](unsafeUninitializedCapacity: samples.count) { into, filled in
            samples.withUnsafeBufferPointer { from in
                for block in 0..<envelope.peaks.count {
                    let start = block * stride
                    let level = curve[block] * gain
                    let slope = (curve[block + 1] * gain - level) / Float(stride)
                    for index in start..<Swift.min(start + stride, from.count) {
                        into.initializeElement(at: index, to: from[index] * (level + slope * Float(index - start)))
                    }
                }
            }
            filled = samples.count
        }
    }

    /// The factor (0 to 1) at the start of each stretch, and at the end of the last.
    func curve(envelope: PeakEnvelope, gain: Float) -> [Float] {
        let peaks = envelope.peaks
        var needed = [Float](repeating: 1, count: peaks.count + 1)
        for (block, peak) in peaks.enumerated() where peak * gain > ceiling {
            let allowed = ceiling / (peak * gain)
            needed[block] = min(needed[block], allowed)
            needed[block + 1] = allowed
        }
        return smoothed(released(leastAhead(needed)))
    }

    /// The least of each value and the ``lookAhead`` after it (van Herk 1992, Gil and Werman 1993).
    private func leastAhead(_ values: [Float]) -> [Float] {
        let width = Self.lookAhead + 1
        let count = values.count
        var forward = values
        for index in 1..<max(1, count) where index % width != 0 {
            forward[index] = min(forward[index], forward[index - 1])
        }
        var result = values
        var least: Float = 1
        for index in stride(from: count - 1, through: 0, by: -1) {
            least = index % width == width - 1 ? values[index] : min(least, values[index])
            result[index] = min(least, forward[min(index + Self.lookAhead, count - 1)])
        }
        return result
    }

    private func released(_ values: [Float]) -> [Float] {
        var result = values
        var current: Float = 1
        for index in values.indices {
            current = min(values[index], current + (1 - current) * Self.recovery)
            result[index] = current
        }
        return result
    }

    private func smoothed(_ values: [Float]) -> [Float] {
        let width = Self.lookAhead + 1
        var result = values
        // In double precision: a running sum of single floats would drift over minutes.
        var sum = Double(width) * Double(values.first ?? 1)
        for index in values.indices {
            sum += Double(values[index]) - Double(values[max(0, index - width)])
            result[index] = Float(sum / Double(width))
        }
        return result
    }
}
