import Essentials
package import Foundation

/// Puts an archive together, in the order in which entries are added.
///
/// Entries of another archive are passed on as they are packed: neither unpacked nor, when they are on disk, read
/// before they are written. The same entries give the same bytes: times are those of the source, and 1980-01-01
/// for new entries.
package struct ZipWriter: Sendable {
    /// What a header says of an entry.
    fileprivate struct Header {
        var rawName: [UInt8]
        var nameIsUTF8: Bool
        var method: ZipEntry.Method
        var modified: UInt32
        var checksum: UInt32
        var packedSize: UInt32
        var size: UInt32
        var attributes: UInt32
    }

    private var pieces: [Data] = []
    private var length = 0
    private var directory = Data()
    private var count = 0

    package init() {}

    /// Passes on an entry of `archive` with the packed bytes unchanged.
    package mutating func copy(_ entry: ZipEntry, from archive: ZipArchive) throws {
        let packed = try archive.packedBytes(of: entry)
        guard let packedSize = UInt32(exactly: packed.count), let size = UInt32(exactly: entry.size) else {
            throw ZipWriter.tooLarge(entry.name)
        }
        let header = Header(
            rawName: entry.rawName, nameIsUTF8: entry.nameIsUTF8, method: entry.method, modified: entry.modified,
            checksum: entry.checksum, packedSize: packedSize, size: size, attributes: entry.externalAttributes)
        try append(header, packed)
    }

    /// Adds an entry, deflated where that makes it smaller.
    package mutating func add(_ name: String, _ bytes: Data) throws {
        let deflated = Deflate.deflate(bytes)
        let isSmaller = (deflated?.count ?? .max) < bytes.count
        let packed = isSmaller ? (deflated ?? bytes) : bytes
        guard let packedSize = UInt32(exactly: packed.count), let size = UInt32(exactly: bytes.count) else {
            throw ZipWriter.tooLarge(name)
        }
        let rawName = Array(name.utf8)
        let header = Header(
            rawName: rawName, nameIsUTF8: rawName.contains { $0 > 127 }, method: isSmaller ? .deflate : .stored,
            modified: 0x0021_0000, checksum: Checksum.of(bytes), packedSize: packedSize, size: size, attributes: 0)
        try append(header, packed)
    }

    /// The whole archive.
    package func bytes() throws -> Data {
        var all = Data(capacity: length + directory.count + 22)
        for piece in try allPieces() { all.append(piece) }
        return all
    }

    /// Writes the archive beside `url` and then moves it there, so that nobody sees half of it. Two writers must not
    /// write to the same place at the same time.
    package func write(to url: URL) throws {
        let draft = url.deletingLastPathComponent().appending(path: ".\(url.lastPathComponent).part")
        do {
            try Data().write(to: draft)
            let file = try FileHandle(forWritingTo: draft)
            for piece in try allPieces() { try file.write(contentsOf: piece) }
            try file.close()
            guard rename(draft.path, url.path) == 0 else { throw CocoaError(.fileWriteUnknown) }
        } catch {
            try? FileManager.default.removeItem(at: draft)
            throw DeckError(
                code: "zip.not-written", message: "'\(url.lastPathComponent)' could not be written.",
                remedy: "Check that the folder exists, may be written to and has room.", category: .failed)
        }
    }

    private mutating func append(_ header: Header, _ packed: Data) throws {
        guard let offset = UInt32(exactly: length), count < Int(UInt16.max) else {
            throw ZipWriter.tooLarge(String(decoding: header.rawName, as: UTF8.self))
        }
        var local = Data([0x50, 0x4B, 0x03, 0x04])
        local.append(common: header)
        local.append(number: UInt16(0))
        local.append(contentsOf: header.rawName)
        directory.append(contentsOf: [0x50, 0x4B, 0x01, 0x02, 20, 0])
        directory.append(common: header)
        for _ in 0..<4 { directory.append(number: UInt16(0)) }
        directory.append(number: header.attributes)
        directory.append(number: offset)
        directory.append(contentsOf: header.rawName)
        pieces.append(local)
        pieces.append(packed)
        length += local.count + packed.count
        count += 1
    }

    private func allPieces() throws -> [Data] {
        guard let offset = UInt32(exactly: length), let size = UInt32(exactly: directory.count) else {
            throw ZipWriter.tooLarge("the directory")
        }
        var end = Data([0x50, 0x4B, 0x05, 0x06, 0, 0, 0, 0])
        end.append(number: UInt16(count))
        end.append(number: UInt16(count))
        end.append(number: size)
        end.append(number: offset)
        end.append(number: UInt16(0))
        return pieces + [directory, end]
    }

    private static func tooLarge(_ name: String) -> DeckError {
        DeckError(
            code: "zip.not-written", message: "'\(name)' does not fit into an archive of at most 4 GiB.",
            remedy: "Split the deck, or make its media smaller.")
    }
}

extension Data {
    fileprivate mutating func append(number: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
    }

    /// The fields that the local header and the directory share, from "version needed" to the length of the name.
    fileprivate mutating func append(common header: ZipWriter.Header) {
        append(number: UInt16(20))
        append(number: UInt16(header.nameIsUTF8 ? 0x0800 : 0))
        append(number: header.method.rawValue)
        append(number: header.modified)
        append(number: header.checksum)
        append(number: header.packedSize)
        append(number: header.size)
        append(number: UInt16(header.rawName.count))
    }
}
