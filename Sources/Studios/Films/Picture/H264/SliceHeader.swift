/// The head of a slice (ITU-T H.264, 7.3.3), read as far as an assembler needs: what kind of slice it is and, for
/// slices of key frames, where ``identifier`` stands and where the header ends.
struct SliceHeader {
    let kind: Kind
    let frameNumber: UInt32
    /// `idr_pic_id`, of key frames only.
    let identifier: UInt32?
    /// The bits of ``identifier`` within the payload.
    let identifierBits: Range<Int>
    /// How far reading went.
    private(set) var end: Int

    /// No header up to the picture order count is longer, in bytes.
    static let longest = 64

    /// `slice_type` modulo 5.
    enum Kind: Int {
        case predicted, bidirectional, intra, switchingPredicted, switchingIntra
    }

    /// Reads up to and with the picture order count.
    init(_ reader: inout BitReader, isKeyframe: Bool, sets: ParameterSets) throws {
        _ = try reader.unsigned()
        let type = try reader.unsigned("slice_type", in: 0...9) % 5
        guard let kind = Kind(rawValue: type) else { throw StreamError.malformed("slice_type") }
        self.kind = kind
        guard try reader.unsigned() == UInt32(sets.picture.identifier) else {
            throw StreamError.malformed("link from slice to picture parameters")
        }
        frameNumber = try reader.bits(sets.sequence.frameNumberBits)
        let before = reader.position
        identifier = isKeyframe ? UInt32(try reader.unsigned("idr_pic_id", in: 0...65_535)) : nil
        identifierBits = before..<reader.position
        if case .transmitted(let bits) = sets.sequence.pictureOrder {
            _ = try reader.bits(bits)
            if sets.picture.hasBottomFieldOrder { _ = try reader.signed() }
        }
        end = reader.position
    }

    /// Reads on to the end of the header of an intra slice of a key frame.
    mutating func readToEnd(_ reader: inout BitReader, sets: ParameterSets) throws {
        guard kind == .intra, identifier != nil else { throw StreamError.malformed("key frame slice") }
        if sets.picture.hasRedundantPictures { _ = try reader.unsigned() }
        _ = try reader.bits(2)
        _ = try reader.signed()
        if sets.picture.hasDeblockingControl, try reader.unsigned() != 1 {
            _ = try reader.signed()
            _ = try reader.signed()
        }
        end = reader.position
    }
}

extension AccessUnit {
    /// The same key frame under another `idr_pic_id`.
    ///
    /// Two key frames in direct succession must bear different numbers (7.4.3), but every clip was encoded alone and
    /// starts with number 0. The number's code may have another length, so the header is written anew; slice data
    /// of CABAC starts at a byte boundary and is copied as it is, that of CAVLC is shifted.
    func renumbered(to identifier: UInt16, sets: ParameterSets) throws -> AccessUnit {
        AccessUnit(
            try AnnexB.units(of: bytes).map { unit in
                guard unit.kind == .idrSlice else { return unit }
                return try unit.renumbered(to: identifier, sets: sets)
            })
    }

    /// `idr_pic_id` of a key frame; `nil` for other pictures.
    func keyframeIdentifier(sets: ParameterSets) throws -> UInt16? {
        guard isKeyframe, let slice = try AnnexB.units(of: bytes).first(where: { $0.kind == .idrSlice }) else {
            return nil
        }
        var reader = BitReader(slice.payload(ofFirst: SliceHeader.longest))
        return try SliceHeader(&reader, isKeyframe: true, sets: sets).identifier.map { UInt16($0) }
    }
}

extension NALUnit {
    fileprivate func renumbered(to identifier: UInt16, sets: ParameterSets) throws -> NALUnit {
        let payload = payload
        var reader = BitReader(payload)
        var header = try SliceHeader(&reader, isKeyframe: true, sets: sets)
        try header.readToEnd(&reader, sets: sets)

        var writer = BitWriter()
        var source = BitReader(payload)
        while source.position < header.identifierBits.lowerBound { writer.flag(try source.flag()) }
        writer.unsigned(UInt32(identifier))
        while source.position < header.identifierBits.upperBound { _ = try source.flag() }
        while source.position < header.end { writer.flag(try source.flag()) }
        if sets.picture.usesArithmeticCoding {
            writer.align(with: true)
            writer.append(payload.dropFirst((header.end + 7) / 8))
        } else {
            guard let last = payload.last, last != 0 else { throw StreamError.malformed("end of the slice") }
            let stop = payload.count * 8 - last.trailingZeroBitCount
            while source.position < stop { writer.flag(try source.flag()) }
            writer.align(with: false)
        }
        return NALUnit(kind: .idrSlice, referenceImportance: referenceImportance, payload: writer.bytes)
    }
}
