package import Foundation

/// A ZIP archive that is read entry by entry, without trusting what it says about itself.
///
/// The directory is checked when the archive is opened (see ``ZipLimits``); an entry is unpacked only when it is
/// asked for, never beyond the size that the directory states, and its checksum must be right.
package struct ZipArchive: Sendable {
    /// The file's name, for messages.
    package let name: String
    /// In the order of the directory.
    package let entries: [ZipEntry]
    private let window: ByteWindow
    private let positions: [String: Int]

    /// - Throws: ``DeckError`` with a code that starts with `zip.`.
    package init(_ data: Data, name: String, limits: ZipLimits = ZipLimits()) throws {
        self.name = name
        window = ByteWindow(data)
        entries = try ZipDirectory(window: window, archiveName: name, limits: limits).entries()
        positions = Dictionary(entries.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Maps the file into memory; see `Data.mapped` for what that asks of it.
    package init(contentsOf url: URL, limits: ZipLimits = ZipLimits()) throws {
        try self.init(Data.mapped(url), name: url.lastPathComponent, limits: limits)
    }

    /// The whole archive, as it came.
    package var data: Data { window.data }

    /// The entry of exactly this name.
    package func entry(named name: String) -> ZipEntry? {
        positions[name].map { entries[$0] }
    }

    /// The packed bytes as they lie in the archive, without a copy: what a writer needs to pass an entry on.
    package func packedBytes(of entry: ZipEntry) throws -> Data {
        guard let bytes = window.bytes(entry.dataOffset, entry.compressedSize) else {
            throw ZipError.truncated(name)
        }
        return bytes
    }

    /// The bytes of an entry.
    ///
    /// - Throws: `zip.damaged` when they do not unpack to the stated size and checksum.
    package func bytes(of entry: ZipEntry) throws -> Data {
        var bytes = Data()
        // The stated size is a hint that may lie: reserve no more than it could honestly be.
        bytes.reserveCapacity(min(entry.size, entry.compressedSize &* 8, 4 << 20))
        try unpack(entry) { bytes.append(contentsOf: $0) }
        return bytes
    }

    /// Gives the bytes of an entry to `consume` piece by piece, so that a large one is never whole in memory.
    package func unpack(_ entry: ZipEntry, _ consume: (UnsafeRawBufferPointer) throws -> Void) throws {
        let packed = try packedBytes(of: entry)
        var written = 0
        var checksum = Checksum()
        func receive(_ piece: UnsafeRawBufferPointer) throws {
            written += piece.count
            guard written <= entry.size else {
                throw ZipError.damaged(name, "'\(entry.name)' is larger than it says")
            }
            checksum.update(piece)
            try consume(piece)
        }
        switch entry.method {
        case .stored:
            try packed.withUnsafeBytes(receive)
        case .deflate where packed.isEmpty && entry.size == 0:
            break  // Some programs mark folders and empty files so.
        case .deflate:
            let isWhole = try packed.withUnsafeBytes { try Deflate.inflate($0, receive) }
            guard isWhole else { throw ZipError.damaged(name, "'\(entry.name)' does not unpack") }
        }
        guard written == entry.size else { throw ZipError.damaged(name, "'\(entry.name)' is smaller than it says") }
        guard checksum.value == entry.checksum else {
            throw ZipError.damaged(name, "the checksum of '\(entry.name)' is wrong")
        }
    }
}
