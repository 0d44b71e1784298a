/// One network abstraction layer unit: a header byte and a payload that holds emulation prevention bytes
/// (ITU-T H.264, 7.3.1).
package struct NALUnit: Hashable, Sendable {
    /// Header byte and payload, as they stand between two start codes.
    package let bytes: [UInt8]

    /// What a unit holds (Table 7-1), as far as an assembler needs to know.
    package enum Kind: UInt8, Sendable {
        case slice = 1
        case slicePartition = 2
        case idrSlice = 5
        case supplementalInformation = 6
        case sequenceParameters = 7
        case pictureParameters = 8
        case accessUnitDelimiter = 9
    }

    /// - Throws: ``StreamError`` when there is no header or its forbidden bit is set.
    package init(bytes: [UInt8]) throws {
        guard let header = bytes.first, header & 0x80 == 0 else { throw StreamError.malformed("NAL unit header") }
        self.bytes = bytes
    }

    /// Makes a unit of a payload, protecting it against looking like a start code.
    package init(kind: Kind, referenceImportance: UInt8, payload: [UInt8]) {
        var bytes: [UInt8] = [(referenceImportance & 3) << 5 | kind.rawValue]
        bytes.reserveCapacity(payload.count + 8)
        var zeros = 0
        for byte in payload {
            if zeros == 2, byte <= 3 {
                bytes.append(3)
                zeros = 0
            }
            bytes.append(byte)
            zeros = byte == 0 ? zeros + 1 : 0
        }
        self.bytes = bytes
    }

    /// `nil` for kinds that pass through unread.
    package var kind: Kind? { Kind(rawValue: bytes[0] & 0x1F) }

    /// `nal_ref_idc`: 0 when no other picture refers to this one.
    package var referenceImportance: UInt8 { bytes[0] >> 5 & 3 }

    /// Whether it holds picture data: types 1 to 5.
    package var isPicture: Bool { (1...5).contains(bytes[0] & 0x1F) }

    /// Whether it is the first slice of its picture: `first_mb_in_slice` is 0, whose code is a single 1 bit.
    package var startsPicture: Bool { isPicture && bytes.count > 1 && bytes[1] & 0x80 != 0 }

    /// The payload without its emulation prevention bytes.
    package var payload: [UInt8] { Self.unescaped(bytes.dropFirst()) }

    /// The start of the payload, made of the unit's first `length` bytes: enough for a slice header.
    func payload(ofFirst length: Int) -> [UInt8] {
        Self.unescaped(bytes.prefix(length).dropFirst())
    }

    private static func unescaped(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var payload: [UInt8] = []
        payload.reserveCapacity(bytes.count)
        var zeros = 0
        for byte in bytes {
            if zeros >= 2, byte == 3 {
                zeros = 0
                continue
            }
            payload.append(byte)
            zeros = byte == 0 ? zeros + 1 : 0
        }
        return payload
    }
}
