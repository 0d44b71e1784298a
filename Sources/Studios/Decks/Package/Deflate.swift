import CZlib
import Foundation

/// Raw deflate streams (RFC 1951), by zlib.
enum Deflate {
    /// Unpacks `packed` and gives it to `consume` in pieces, until the stream ends or `consume` throws.
    ///
    /// - Returns: whether the stream was valid and used up all of `packed`.
    static func inflate(
        _ packed: UnsafeRawBufferPointer, _ consume: (UnsafeRawBufferPointer) throws -> Void
    ) throws -> Bool {
        var stream = z_stream()
        guard inflateInit2_(&stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            return false
        }
        defer { inflateEnd(&stream) }
        let output = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
        defer { output.deallocate() }

        var rest = packed[...]
        while true {
            if stream.avail_in == 0, !rest.isEmpty {
                let piece = rest.prefix(1 << 30)
                rest = rest.dropFirst(piece.count)
                stream.next_in = UnsafeMutablePointer(
                    mutating: UnsafeRawBufferPointer(rebasing: piece).bindMemory(to: UInt8.self).baseAddress)
                stream.avail_in = UInt32(piece.count)
            }
            stream.next_out = output.bindMemory(to: UInt8.self).baseAddress
            stream.avail_out = UInt32(output.count)
            let status = CZlib.inflate(&stream, Z_NO_FLUSH)
            let written = output.count - Int(stream.avail_out)
            if written > 0 { try consume(UnsafeRawBufferPointer(rebasing: output[..<written])) }
            if status == Z_STREAM_END { return stream.avail_in == 0 && rest.isEmpty }
            // No progress is the mark of a stream that stops in the middle.
            guard status == Z_OK, written > 0 || stream.avail_in > 0 || !rest.isEmpty else { return false }
        }
    }

    /// Packs `bytes` at level 6. The same bytes give the same result with the same zlib.
    static func deflate(_ bytes: Data) -> Data? {
        var stream = z_stream()
        let size = Int32(MemoryLayout<z_stream>.size)
        guard bytes.count < Int(UInt32.max),
            deflateInit2_(&stream, 6, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK
        else { return nil }
        defer { deflateEnd(&stream) }
        var packed = Data(count: Int(deflateBound(&stream, UInt(bytes.count))))
        let status = packed.withUnsafeMutableBytes { output in
            bytes.withUnsafeBytes { input in
                stream.next_in = UnsafeMutablePointer(mutating: input.bindMemory(to: UInt8.self).baseAddress)
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.bindMemory(to: UInt8.self).baseAddress
                stream.avail_out = UInt32(output.count)
                return CZlib.deflate(&stream, Z_FINISH)
            }
        }
        guard status == Z_STREAM_END else { return nil }
        return packed.prefix(Int(stream.total_out))
    }
}

/// The CRC-32 that ZIP uses.
struct Checksum {
    private(set) var value: UInt32 = 0

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.bindMemory(to: UInt8.self).baseAddress else { return }
        value = UInt32(truncatingIfNeeded: crc32_z(UInt(value), start, bytes.count))
    }

    static func of(_ bytes: Data) -> UInt32 {
        var checksum = Checksum()
        bytes.withUnsafeBytes { checksum.update($0) }
        return checksum.value
    }
}
