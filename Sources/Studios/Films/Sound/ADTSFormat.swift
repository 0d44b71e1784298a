/// What all frames of one AAC track share (ISO/IEC 13818-7, 6.2.1, the fixed header).
package struct ADTSFormat: Hashable, Sendable {
    /// Audio object type minus 1: 1 is Low Complexity.
    package let profile: UInt8
    /// Index into the table of sampling frequencies.
    package let frequencyIndex: UInt8
    /// `channel_configuration`: 1 mono, 2 stereo.
    package let channels: UInt8

    private static let frequencies = [
        96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350,
    ]

    /// The format of a Low Complexity track.
    ///
    /// - Throws: ``StreamError`` when AAC has no such sampling frequency, or for more than two channels.
    package init(sampleRate: Int, channels: Int) throws {
        guard let index = Self.frequencies.firstIndex(of: sampleRate) else {
            throw StreamError.unsupported("Sound of \(sampleRate) samples a second")
        }
        guard (1...2).contains(channels) else { throw StreamError.unsupported("Sound of \(channels) channels") }
        self.init(profile: 1, frequencyIndex: UInt8(index), channels: UInt8(channels))
    }

    init(profile: UInt8, frequencyIndex: UInt8, channels: UInt8) {
        self.profile = profile
        self.frequencyIndex = frequencyIndex
        self.channels = channels
    }

    package var sampleRate: Int { Self.frequencies[Int(frequencyIndex)] }

    static func isFrequency(index: UInt8) -> Bool { Int(index) < frequencies.count }
}
