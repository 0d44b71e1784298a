extension Waveform {
    /// How samples are stored in a file.
    package enum WaveCoding: Sendable {
        /// 16-bit PCM: half the size, clipped at full scale.
        case pcm16
        /// 32-bit floating point: exactly the samples.
        case float32
    }

    /// A whole WAV file (RIFF WAVE, one channel).
    package func wav(_ coding: WaveCoding = .pcm16) -> [UInt8] {
        let body = coding == .pcm16 ? pcm16 : float32
        let width = coding == .pcm16 ? 2 : 4
        var format: [UInt8] = []
        append(coding == .pcm16 ? 1 : 3, 2, to: &format)
        append(1, 2, to: &format)
        append(sampleRate, 4, to: &format)
        append(sampleRate * width, 4, to: &format)
        append(width, 2, to: &format)
        append(width * 8, 2, to: &format)
        if coding == .float32 { append(0, 2, to: &format) }  // no extension, stated for codings other than PCM

        var chunks = chunk("fmt ", format)
        if coding == .float32 {
            var count: [UInt8] = []
            append(samples.count, 4, to: &count)
            chunks += chunk("fact", count)
        }
        chunks += chunk("data", body)
        return chunk("RIFF", Array("WAVE".utf8) + chunks)
    }

    private func chunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
        var bytes = Array(name.utf8)
        append(body.count, 4, to: &bytes)
        return bytes + body
    }

    /// The lowest `count` bytes of `value`, least significant first; a length beyond 32 bits is stated as the largest.
    private func append(_ value: Int, _ count: Int, to bytes: inout [UInt8]) {
        let bits = UInt32(clamping: value)
        for index in 0..<count { bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(8 * index))) }
    }
}
