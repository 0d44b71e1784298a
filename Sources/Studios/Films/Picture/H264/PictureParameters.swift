/// What a picture parameter set says (ITU-T H.264, 7.3.2.2), up to what slice headers depend on.
package struct PictureParameters: Hashable, Sendable {
    package let identifier: Int
    package let sequenceIdentifier: Int
    /// CABAC rather than CAVLC.
    package let usesArithmeticCoding: Bool
    package let hasBottomFieldOrder: Bool
    /// More than one means flexible macroblock ordering.
    package let sliceGroups: Int
    /// `num_ref_idx_l0_default_active_minus1` + 1.
    package let defaultReferences: Int
    package let usesWeightedPrediction: Bool
    /// 26 + `pic_init_qp_minus26`.
    package let initialQuantiser: Int
    package let hasDeblockingControl: Bool
    package let hasRedundantPictures: Bool

    /// - Throws: ``StreamError`` when the unit is of another kind, ends early or breaks a range of the standard.
    package init(_ unit: NALUnit) throws {
        guard unit.kind == .pictureParameters else { throw StreamError.malformed("picture parameter set") }
        var reader = BitReader(unit.payload)
        identifier = try reader.unsigned("pic_parameter_set_id", in: 0...255)
        sequenceIdentifier = try reader.unsigned("seq_parameter_set_id", in: 0...31)
        usesArithmeticCoding = try reader.flag()
        hasBottomFieldOrder = try reader.flag()
        sliceGroups = try reader.unsigned("num_slice_groups_minus1", in: 0...7) + 1
        guard sliceGroups == 1 else {
            throw StreamError.unsupported("Video with flexible macroblock ordering")
        }
        defaultReferences = try reader.unsigned("num_ref_idx_l0_default_active_minus1", in: 0...31) + 1
        _ = try reader.unsigned("num_ref_idx_l1_default_active_minus1", in: 0...31)
        usesWeightedPrediction = try reader.flag()
        _ = try reader.bits(2)
        let quantiser = try Int(reader.signed()) + 26
        guard (-36...51).contains(quantiser) else { throw StreamError.malformed("value of pic_init_qp_minus26") }
        initialQuantiser = quantiser
        _ = try reader.signed()
        _ = try reader.signed()
        hasDeblockingControl = try reader.flag()
        _ = try reader.flag()
        hasRedundantPictures = try reader.flag()
    }
}
