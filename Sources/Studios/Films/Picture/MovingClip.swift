/// An encoded run of pictures, such as a transition, that starts with its only key frame and has no picture
/// out of order: it can stand anywhere in a film.
package struct MovingClip: Hashable, Sendable {
    package let sets: ParameterSets
    package let pictures: [AccessUnit]

    /// - Parameter stream: an Annex B stream as FFmpeg writes it with the settings of ``X264Settings``.
    /// - Throws: ``StreamError`` when it does not start with a key frame, has bidirectional slices, or its frame
    ///   numbers have gaps.
    package init(stream: [UInt8]) throws {
        let units = try AnnexB.units(of: stream)
        sets = try ParameterSets(of: units)
        pictures = AccessUnit.pictures(of: units)
        guard pictures.first?.isKeyframe == true else {
            throw StreamError(code: "stream.no-keyframe", message: "The clip does not start with a key frame.")
        }
        try checkOrder(of: units.filter(\.isPicture))
    }

    private func checkOrder(of slices: [NALUnit]) throws {
        let modulus: UInt32 = 1 << UInt32(sets.sequence.frameNumberBits)
        var expected: UInt32 = 0
        for slice in slices {
            var reader = BitReader(slice.payload(ofFirst: SliceHeader.longest))
            let isKeyframe = slice.kind == .idrSlice
            let header = try SliceHeader(&reader, isKeyframe: isKeyframe, sets: sets)
            guard header.kind == .predicted || header.kind == .intra else {
                throw StreamError.unsupported("A clip with bidirectional pictures", remedy: "Encode it with '-bf 0'.")
            }
            if isKeyframe { expected = 0 } else if slice.startsPicture { expected = (expected + 1) % modulus }
            guard header.frameNumber == expected else {
                throw StreamError.unsupported("A clip with pictures that are not references")
            }
        }
    }
}
