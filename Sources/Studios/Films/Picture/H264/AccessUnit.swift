/// One coded picture with everything that belongs to it, in Annex B form: what a container calls a frame.
package struct AccessUnit: Hashable, Sendable {
    /// Start codes and NAL units.
    package let bytes: [UInt8]
    /// Whether decoding can start here: an instantaneous decoding refresh picture.
    package let isKeyframe: Bool

    package init(_ units: some Sequence<NALUnit>) {
        var bytes: [UInt8] = []
        var isKeyframe = false
        for unit in units {
            bytes += AnnexB.startCode
            bytes += unit.bytes
            isKeyframe = isKeyframe || unit.kind == .idrSlice
        }
        self.bytes = bytes
        self.isKeyframe = isKeyframe
    }

    /// The pictures among `units` (7.4.1.2.4, without arbitrary slice order, which High profile has not).
    ///
    /// Parameter sets, delimiters and supplemental information are left out: parameter sets are shared by the
    /// whole film, and the rest is the encoder's signature.
    package static func pictures(of units: [NALUnit]) -> [AccessUnit] {
        var groups: [[NALUnit]] = []
        for unit in units where unit.isPicture {
            if unit.startsPicture || groups.isEmpty {
                groups.append([unit])
            } else {
                groups[groups.count - 1].append(unit)
            }
        }
        return groups.map { AccessUnit($0) }
    }
}
