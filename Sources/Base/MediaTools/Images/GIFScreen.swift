import Foundation

/// The size that a GIF declares: that of its screen, or of its first frame where that reaches beyond (GIF89a, sections
/// 18 to 20). libvips looks for a whole frame before it tells a size, and calls a tiny file that declares gigapixels
/// merely damaged.
struct GIFScreen: Equatable {
    private(set) var width: Int
    private(set) var height: Int

    /// How much of a file is looked at: the first frame comes early.
    private static let lookedAt = 65_536

    /// `nil` when it is no GIF.
    init?(_ source: ImageStudio.Source) {
        switch source {
        case .bytes(let bytes, _):
            self.init(start: bytes.prefix(Self.lookedAt))
        case .file(let file):
            guard let handle = try? FileHandle(forReadingFrom: file) else { return nil }
            defer { try? handle.close() }
            let start = (try? handle.read(upToCount: Self.lookedAt)) ?? Data()
            self.init(start: Array(start)[...])
        }
    }

    private init?(start: ArraySlice<UInt8>) {
        var reader = LittleEndianReader(bytes: start)
        guard start.starts(with: "GIF8".utf8), reader.skip(6), let width = reader.number(),
            let height = reader.number()
        else { return nil }
        (self.width, self.height) = (width, height)
        guard let flags = reader.byte(), reader.skip(2) else { return }
        // A table of colours: three bytes for each of 2 to 256.
        if flags & 0x80 != 0, !reader.skip(3 << (Int(flags & 7) + 1)) { return }
        while let marker = reader.byte() {
            if marker == UInt8(ascii: ",") {
                grow(toFrameIn: &reader)
                return
            }
            // An extension: a label, then blocks of a stated length up to an empty one.
            guard marker == UInt8(ascii: "!"), reader.skip(1) else { return }
            while let length = reader.byte(), length > 0 {
                guard reader.skip(Int(length)) else { return }
            }
        }
    }

    private mutating func grow(toFrameIn reader: inout LittleEndianReader) {
        guard let left = reader.number(), let top = reader.number(), let across = reader.number(),
            let down = reader.number()
        else { return }
        width = max(width, left + across)
        height = max(height, top + down)
    }
}

private struct LittleEndianReader {
    var bytes: ArraySlice<UInt8>

    mutating func byte() -> UInt8? {
        bytes.popFirst()
    }

    /// A number of two bytes, the lower first.
    mutating func number() -> Int? {
        guard let low = bytes.popFirst(), let high = bytes.popFirst() else { return nil }
        return Int(low) | Int(high) << 8
    }

    mutating func skip(_ count: Int) -> Bool {
        guard bytes.count >= count else { return false }
        bytes.removeFirst(count)
        return true
    }
}
