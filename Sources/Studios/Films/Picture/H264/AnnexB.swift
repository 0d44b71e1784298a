/// The byte stream format of H.264 (Annex B): NAL units behind start codes.
package enum AnnexB {
    static let startCode: [UInt8] = [0, 0, 0, 1]

    /// The units of a stream, in order. Bytes before the first start code and zero bytes after a unit are dropped.
    package static func units(of stream: [UInt8]) throws -> [NALUnit] {
        var units: [NALUnit] = []
        var start: Int?
        func close(at end: Int) throws {
            guard let start else { return }
            var last = end
            while last > start, stream[last - 1] == 0 { last -= 1 }
            if last > start { try units.append(NALUnit(bytes: Array(stream[start..<last]))) }
        }
        for code in startCodes(in: stream) {
            try close(at: code)
            start = code + 3
        }
        try close(at: stream.count)
        guard !units.isEmpty else { throw StreamError.malformed("H.264 stream: it has no NAL unit and") }
        return units
    }

    /// Where `00 00 01` stands.
    private static func startCodes(in stream: [UInt8]) -> [Int] {
        stream.withUnsafeBufferPointer { bytes in
            var places: [Int] = []
            var index = 2
            while index < bytes.count {
                switch bytes[index] {
                case 1 where bytes[index - 1] == 0 && bytes[index - 2] == 0:
                    places.append(index - 2)
                    index += 3
                case 0: index += 1
                case 1: index += 3
                default: index += 3
                }
            }
            return places
        }
    }
}
