import Foundation

/// Little-endian numbers out of bytes that nobody vouches for: beyond the end there is `nil`.
struct ByteWindow {
    let data: Data

    /// A copy that counts from 0, without copying the bytes.
    init(_ data: Data) {
        self.data = data
    }

    var count: Int { data.count }

    func bytes(_ offset: Int, _ length: Int) -> Data? {
        guard offset >= 0, length >= 0, offset <= count, length <= count - offset else { return nil }
        let start = data.startIndex + offset
        return data[start..<(start + length)]
    }

    func number16(_ offset: Int) -> UInt16? {
        number(offset, 2).map { UInt16(truncatingIfNeeded: $0) }
    }

    func number32(_ offset: Int) -> UInt32? {
        number(offset, 4).map { UInt32(truncatingIfNeeded: $0) }
    }

    func number64(_ offset: Int) -> UInt64? {
        number(offset, 8)
    }

    func starts(with signature: [UInt8], at offset: Int = 0) -> Bool {
        bytes(offset, signature.count).map { $0.elementsEqual(signature) } ?? false
    }

    private func number(_ offset: Int, _ length: Int) -> UInt64? {
        guard let bytes = bytes(offset, length) else { return nil }
        return bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}

extension Data {
    /// Opens a file without reading it: its pages come when they are touched.
    ///
    /// The file must not be cut short while it is in use (the system then ends the process): give it a file that
    /// nobody writes to, such as a stored asset.
    static func mapped(_ url: URL) throws -> Data {
        do {
            // A device or a pipe has no end to map.
            let path = url.resolvingSymlinksInPath().path
            guard try FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType == .typeRegular
            else { throw CocoaError(.fileReadUnknown) }
            return try Data(contentsOf: url, options: .alwaysMapped)
        } catch {
            throw DeckError(
                code: "deck.unreadable", message: "'\(url.lastPathComponent)' cannot be read.",
                remedy: "Check that the file exists and that you may read it.")
        }
    }
}
