/// The one sequence and the one picture parameter set that a whole film is decoded with.
///
/// An MP4 file names its parameter sets once, in front. Clips can therefore be joined without encoding only where
/// these are equal to the byte; ``X264Settings`` makes it so.
package struct ParameterSets: Hashable, Sendable {
    package let sequenceUnit: NALUnit
    package let pictureUnit: NALUnit
    package let sequence: SequenceParameters
    package let picture: PictureParameters

    /// Takes the parameter sets out of a clip's units.
    ///
    /// - Throws: ``StreamError`` when there is not exactly one of each (equal repetitions count as one), or when
    ///   the video is interlaced or has another form whose pictures cannot be held.
    package init(of units: [NALUnit]) throws {
        let sequences = Set(units.filter { $0.kind == .sequenceParameters })
        let pictures = Set(units.filter { $0.kind == .pictureParameters })
        guard sequences.count == 1, pictures.count == 1,
            let sequenceUnit = sequences.first, let pictureUnit = pictures.first
        else {
            throw StreamError(
                code: "stream.parameter-sets",
                message: "The clip has \(sequences.count) sequence and \(pictures.count) picture parameter sets, "
                    + "not one of each.")
        }
        self.sequenceUnit = sequenceUnit
        self.pictureUnit = pictureUnit
        sequence = try SequenceParameters(sequenceUnit)
        picture = try PictureParameters(pictureUnit)
        try check()
    }

    private func check() throws {
        guard picture.sequenceIdentifier == sequence.identifier else {
            throw StreamError.malformed("link from picture to sequence parameters")
        }
        guard sequence.isFramesOnly else { throw StreamError.unsupported("Interlaced video") }
        guard !sequence.hasSeparateColourPlanes else {
            throw StreamError.unsupported("Video with separate colour planes")
        }
        guard sequence.pictureOrder != .cyclic else {
            throw StreamError.unsupported("Video with picture order type 1")
        }
        guard sequence.referenceFrames >= 1 else {
            throw StreamError.unsupported(
                "Video without reference frames", remedy: "Encode with a key-frame interval above 1.")
        }
    }

    /// Both units behind start codes: what stands before the first picture of a film.
    package var bytes: [UInt8] {
        AnnexB.startCode + sequenceUnit.bytes + AnnexB.startCode + pictureUnit.bytes
    }

    /// `PicSizeInMbs`.
    package var macroblocks: Int { sequence.widthInMacroblocks * sequence.heightInMapUnits }
}
