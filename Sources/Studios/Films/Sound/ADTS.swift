/// One AAC frame with its ADTS header (ISO/IEC 13818-7, 6.2): 1024 samples a channel.
package struct ADTSFrame: Hashable, Sendable {
    /// Header, check sum if any, and payload.
    package let bytes: [UInt8]
    package let format: ADTSFormat
    /// Whether two bytes of check sum follow the header.
    package let hasChecksum: Bool

    /// Reads the frame at the start of `stream`.
    ///
    /// - Throws: ``StreamError`` when there is no sync word, the frame is cut off, or it packs several blocks of
    ///   1024 samples, which cannot be placed one by one.
    init(at stream: ArraySlice<UInt8>) throws {
        guard stream.count >= 7 else { throw StreamError.truncated("AAC frame") }
        let header = Array(stream.prefix(7))
        guard header[0] == 0xFF, header[1] & 0xF6 == 0xF0 else { throw StreamError.malformed("sync word of AAC") }
        hasChecksum = header[1] & 1 == 0
        let frequency = header[2] >> 2 & 15
        guard ADTSFormat.isFrequency(index: frequency) else { throw StreamError.malformed("frequency of AAC") }
        format = ADTSFormat(
            profile: header[2] >> 6, frequencyIndex: frequency, channels: (header[2] & 1) << 2 | header[3] >> 6)
        let length = Int(header[3] & 3) << 11 | Int(header[4]) << 3 | Int(header[5]) >> 5
        guard length > (hasChecksum ? 9 : 7) else { throw StreamError.malformed("length of an AAC frame") }
        guard header[6] & 3 == 0 else { throw StreamError.unsupported("An ADTS frame with several blocks") }
        guard stream.count >= length else { throw StreamError.truncated("AAC frame") }
        bytes = Array(stream.prefix(length))
    }

    private init(format: ADTSFormat, payload: [UInt8]) {
        let length = payload.count + 7
        bytes =
            [
                0xFF, 0xF1, format.profile << 6 | format.frequencyIndex << 2 | format.channels >> 2,
                (format.channels & 3) << 6 | UInt8(truncatingIfNeeded: length >> 11),
                UInt8(truncatingIfNeeded: length >> 3), UInt8(truncatingIfNeeded: length << 5) | 0x1F, 0xFC,
            ] + payload
        self.format = format
        hasChecksum = false
    }

    /// The frames of a whole stream.
    package static func frames(of stream: [UInt8]) throws -> [ADTSFrame] {
        var frames: [ADTSFrame] = []
        var rest = stream[...]
        while !rest.isEmpty {
            let frame = try ADTSFrame(at: rest)
            frames.append(frame)
            rest = rest.dropFirst(frame.bytes.count)
        }
        return frames
    }

    /// A frame of digital silence, 11 or 13 bytes: a channel element without any scale factor band
    /// (ISO/IEC 14496-3, 4.4.2), with the window shape that FFmpeg's encoder gives silence.
    package static func silence(_ format: ADTSFormat) -> ADTSFrame {
        var writer = BitWriter()
        func writeStreamInformation() {
            writer.bits(0, 3)  // reserved, window_sequence: one long window
            writer.flag(true)  // window_shape: Kaiser-Bessel
            writer.bits(0, 7)  // max_sfb, predictor_data_present
        }
        let gain: UInt32 = 140  // scales nothing
        if format.channels == 1 {
            writer.bits(0, 7)  // single_channel_element 0
            writer.bits(gain, 8)
            writeStreamInformation()
            writer.bits(0, 3)  // no pulses, no noise shaping, no gain control
        } else {
            writer.bits(1, 3)  // channel_pair_element
            writer.bits(1, 5)  // number 0, common_window
            writeStreamInformation()
            writer.bits(0, 2)  // ms_mask_present
            for _ in 0..<2 {
                writer.bits(gain, 8)
                writer.bits(0, 3)
            }
        }
        writer.bits(7, 3)  // end
        writer.align(with: false)
        return ADTSFrame(format: format, payload: writer.bytes)
    }
}
