/// Makes pictures that repeat the picture before: predicted pictures whose macroblocks are all skipped.
///
/// A still of a minute is so one encoded picture and 1,799 pictures of some 60 bytes, which cost no encoding.
/// What a decoder shows is equal to the still, sample by sample: a skipped macroblock copies (8.4.1.1, with motion
/// vectors of zero throughout), and the deblocking filter is off.
package struct HeldFrame: Sendable {
    private let sets: ParameterSets
    /// CABAC slice data, equal for every picture; empty with CAVLC.
    private let data: [UInt8]

    package init(sets: ParameterSets) {
        self.sets = sets
        data = sets.picture.usesArithmeticCoding ? SkippedSlice.arithmetic(macroblocks: sets.macroblocks) : []
    }

    /// After how many pictures the same bytes come again: frame numbers, and picture order counts where they are
    /// transmitted, wrap around at powers of two.
    package var period: Int {
        guard case .transmitted(let bits) = sets.sequence.pictureOrder else {
            return 1 << sets.sequence.frameNumberBits
        }
        return 1 << max(sets.sequence.frameNumberBits, bits - 1)
    }

    /// The picture `distance` places after its key frame, whose own distance is 0.
    package func accessUnit(distance: Int) -> AccessUnit {
        var writer = BitWriter()
        writeHeader(distance: distance, to: &writer)
        if sets.picture.usesArithmeticCoding {
            writer.align(with: true)
            writer.append(data)
        } else {
            writer.unsigned(UInt32(sets.macroblocks))  // mb_skip_run
            writer.flag(true)
            writer.align(with: false)
        }
        return AccessUnit([NALUnit(kind: .slice, referenceImportance: 2, payload: writer.bytes)])
    }

    /// `slice_header()` (7.3.3) of a predicted slice with one reference, the picture before.
    private func writeHeader(distance: Int, to writer: inout BitWriter) {
        let (sequence, picture) = (sets.sequence, sets.picture)
        writer.unsigned(0)  // first_mb_in_slice
        writer.unsigned(5)  // slice_type: every slice of the picture is predicted
        writer.unsigned(UInt32(picture.identifier))
        writer.bits(UInt32(truncatingIfNeeded: distance), sequence.frameNumberBits)
        if case .transmitted(let bits) = sequence.pictureOrder {
            writer.bits(UInt32(truncatingIfNeeded: distance &* 2), bits)
            if picture.hasBottomFieldOrder { writer.signed(0) }
        }
        if picture.hasRedundantPictures { writer.unsigned(0) }
        let needsOverride = picture.defaultReferences != 1
        writer.flag(needsOverride)  // num_ref_idx_active_override_flag
        if needsOverride { writer.unsigned(0) }
        writer.flag(false)  // ref_pic_list_modification_flag_l0
        if picture.usesWeightedPrediction { writeUnitWeights(to: &writer) }
        writer.flag(false)  // adaptive_ref_pic_marking_mode_flag: the sliding window keeps the newest
        if picture.usesArithmeticCoding { writer.unsigned(0) }  // cabac_init_idc
        writer.signed(Int32(SkippedSlice.quantiser - picture.initialQuantiser))
        if picture.hasDeblockingControl { writer.unsigned(1) }  // disable_deblocking_filter_idc
    }

    /// `pred_weight_table()` (7.3.3.2) that leaves samples as they are.
    private func writeUnitWeights(to writer: inout BitWriter) {
        let hasChroma = sets.sequence.chromaFormat != 0
        writer.unsigned(0)
        if hasChroma { writer.unsigned(0) }
        writer.flag(false)
        if hasChroma { writer.flag(false) }
    }
}
