/// What a sequence parameter set says (ITU-T H.264, 7.3.2.1.1), up to the usability information.
package struct SequenceParameters: Hashable, Sendable {
    package let profile: UInt8
    /// Ten times the level: 40 is level 4.0.
    package let level: UInt8
    package let identifier: Int
    /// 0 grey, 1 is 4:2:0, 2 is 4:2:2, 3 is 4:4:4.
    package let chromaFormat: Int
    package let hasSeparateColourPlanes: Bool
    package let bitDepth: Int
    /// `log2_max_frame_num`: frame numbers have so many bits.
    package let frameNumberBits: Int
    package let pictureOrder: PictureOrder
    package let referenceFrames: Int
    package let widthInMacroblocks: Int
    /// `PicHeightInMapUnits`: the height in macroblocks when ``isFramesOnly``.
    package let heightInMapUnits: Int
    /// No interlacing at all.
    package let isFramesOnly: Bool
    /// What players cut away, in luma samples.
    package let cropping: Cropping

    /// How output order is coded (8.2.1).
    package enum PictureOrder: Hashable, Sendable {
        /// Type 0: every slice carries the low bits of the count.
        case transmitted(bits: Int)
        /// Type 1: a cycle of expected differences.
        case cyclic
        /// Type 2: output order is decoding order, and nothing is sent.
        case decodingOrder
    }

    package struct Cropping: Hashable, Sendable {
        package var left = 0, right = 0, top = 0, bottom = 0
    }

    /// Visible width in pixels.
    package var width: Int { widthInMacroblocks * 16 - cropping.left - cropping.right }
    /// Visible height in pixels.
    package var height: Int {
        heightInMapUnits * (isFramesOnly ? 16 : 32) - cropping.top - cropping.bottom
    }

    /// - Throws: ``StreamError`` when the unit is of another kind, ends early or breaks a range of the standard.
    package init(_ unit: NALUnit) throws {
        guard unit.kind == .sequenceParameters else { throw StreamError.malformed("sequence parameter set") }
        var reader = BitReader(unit.payload)
        profile = try UInt8(reader.bits(8))
        _ = try reader.bits(8)
        level = try UInt8(reader.bits(8))
        identifier = try reader.unsigned("seq_parameter_set_id", in: 0...31)
        let format = try SampleFormat(&reader, profile: profile)
        (chromaFormat, hasSeparateColourPlanes, bitDepth) = (format.chroma, format.separatePlanes, format.bitDepth)
        frameNumberBits = try reader.unsigned("log2_max_frame_num_minus4", in: 0...12) + 4
        pictureOrder = try Self.pictureOrder(&reader)
        referenceFrames = try reader.unsigned("max_num_ref_frames", in: 0...16)
        _ = try reader.flag()
        widthInMacroblocks = try reader.unsigned("pic_width_in_mbs_minus1", in: 0...1023) + 1
        heightInMapUnits = try reader.unsigned("pic_height_in_map_units_minus1", in: 0...1023) + 1
        isFramesOnly = try reader.flag()
        if !isFramesOnly { _ = try reader.flag() }
        _ = try reader.flag()
        cropping = try Self.cropping(&reader, format: format, isFramesOnly: isFramesOnly)
        guard width > 0, height > 0 else { throw StreamError.malformed("cropping of the picture") }
    }

    private static func pictureOrder(_ reader: inout BitReader) throws -> PictureOrder {
        switch try reader.unsigned("pic_order_cnt_type", in: 0...2) {
        case 0:
            return .transmitted(bits: try reader.unsigned("log2_max_pic_order_cnt_lsb_minus4", in: 0...12) + 4)
        case 1:
            _ = try reader.flag()
            _ = try reader.signed()
            _ = try reader.signed()
            for _ in 0..<(try reader.unsigned("num_ref_frames_in_pic_order_cnt_cycle", in: 0...255)) {
                _ = try reader.signed()
            }
            return .cyclic
        default:
            return .decodingOrder
        }
    }

    private static func cropping(
        _ reader: inout BitReader, format: SampleFormat, isFramesOnly: Bool
    ) throws -> Cropping {
        guard try reader.flag() else { return Cropping() }
        let across = format.cropAcross
        let down = format.cropDown * (isFramesOnly ? 1 : 2)
        let range = 0...16_384
        return Cropping(
            left: try reader.unsigned("frame_crop_left_offset", in: range) * across,
            right: try reader.unsigned("frame_crop_right_offset", in: range) * across,
            top: try reader.unsigned("frame_crop_top_offset", in: range) * down,
            bottom: try reader.unsigned("frame_crop_bottom_offset", in: range) * down)
    }
}

/// The part of a sequence parameter set that only High profiles write.
private struct SampleFormat {
    var chroma = 1
    var separatePlanes = false
    var bitDepth = 8

    private static let profilesWithFormat: Set<UInt8> = [
        100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135,
    ]

    init(_ reader: inout BitReader, profile: UInt8) throws {
        guard Self.profilesWithFormat.contains(profile) else { return }
        chroma = try reader.unsigned("chroma_format_idc", in: 0...3)
        if chroma == 3 { separatePlanes = try reader.flag() }
        bitDepth = try reader.unsigned("bit_depth_luma_minus8", in: 0...6) + 8
        _ = try reader.unsigned("bit_depth_chroma_minus8", in: 0...6)
        _ = try reader.flag()
        guard try reader.flag() else { return }
        for list in 0..<(chroma == 3 ? 12 : 8) where try reader.flag() {
            try Self.skipScalingList(&reader, size: list < 6 ? 16 : 64)
        }
    }

    /// `SubWidthC`, or 1 where there is no chroma array (7.4.2.1.1).
    var cropAcross: Int { (chroma == 1 || chroma == 2) ? 2 : 1 }
    var cropDown: Int { chroma == 1 ? 2 : 1 }

    private static func skipScalingList(_ reader: inout BitReader, size: Int) throws {
        var last: Int32 = 8
        for _ in 0..<size {
            let next = try (last + reader.signed() % 256 + 256) % 256
            if next == 0 { return }
            last = next
        }
    }
}
