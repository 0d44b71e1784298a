import Foundation

/// Reads the directory of an archive and checks it against the local headers.
///
/// Only what is consistent is let through: two programs that read the same archive differently is how hostile
/// files hide (sections of APPNOTE.TXT 6.3.10 are named below).
struct ZipDirectory {
    let window: ByteWindow
    let archiveName: String
    let limits: ZipLimits

    /// Where the directory lies, from the end record (4.3.16) or its zip64 form (4.3.14).
    private struct Location {
        var offset: Int
        var size: Int
        var count: Int
    }

    func entries() throws -> [ZipEntry] {
        let location = try locate()
        guard location.count <= limits.entryCount else {
            throw ZipError.tooManyEntries(archiveName, location.count, limit: limits.entryCount)
        }
        var entries: [ZipEntry] = []
        entries.reserveCapacity(location.count)
        var offset = location.offset
        let end = location.offset + location.size
        while entries.count < location.count {
            let (entry, next) = try entry(at: offset, directory: location.offset)
            guard next <= end else { throw ZipError.damaged(archiveName, "its directory is too short") }
            entries.append(entry)
            offset = next
        }
        guard offset == end else { throw ZipError.damaged(archiveName, "its directory holds more than it says") }
        try check(entries, directory: location.offset)
        return entries
    }

    // MARK: The end record

    private func locate() throws -> Location {
        guard window.starts(with: [0x50, 0x4B]) else { throw ZipError.notArchive(archiveName) }
        guard let end = findEndRecord() else { throw ZipError.truncated(archiveName) }
        guard let disk = window.number16(end + 4), let count = window.number16(end + 10),
            let size = window.number32(end + 12), let offset = window.number32(end + 16)
        else { throw ZipError.truncated(archiveName) }
        if count == .max || size == .max || offset == .max, let large = try locateZip64(before: end) {
            return large
        }
        guard disk == 0 else { throw ZipError.damaged(archiveName, "it is one part of several") }
        return try checked(Location(offset: Int(offset), size: Int(size), count: Int(count)), before: end)
    }

    /// The last end record whose comment fits into the file.
    private func findEndRecord() -> Int? {
        var offset = window.count - 22
        let first = max(0, offset - Int(UInt16.max))
        while offset >= first {
            if window.starts(with: [0x50, 0x4B, 0x05, 0x06], at: offset), let comment = window.number16(offset + 20),
                Int(comment) <= window.count - offset - 22
            {
                return offset
            }
            offset -= 1
        }
        return nil
    }

    private func locateZip64(before end: Int) throws -> Location? {
        guard window.starts(with: [0x50, 0x4B, 0x06, 0x07], at: end - 20),
            let record = window.number64(end - 12).flatMap(Int.init(exactly:))
        else { return nil }
        guard record <= end, window.starts(with: [0x50, 0x4B, 0x06, 0x06], at: record),
            let count = window.number64(record + 32).flatMap(Int.init(exactly:)),
            let size = window.number64(record + 40).flatMap(Int.init(exactly:)),
            let offset = window.number64(record + 48).flatMap(Int.init(exactly:))
        else { throw ZipError.damaged(archiveName, "its zip64 end record is wrong") }
        return try checked(Location(offset: offset, size: size, count: count), before: record)
    }

    private func checked(_ location: Location, before end: Int) throws -> Location {
        guard location.offset <= end, location.size <= end - location.offset else {
            throw ZipError.damaged(archiveName, "its end record points outside of it")
        }
        return location
    }

    // MARK: One entry

    /// The entry whose directory header (4.3.12) is at `offset`, and where the next one starts.
    private func entry(at offset: Int, directory: Int) throws -> (ZipEntry, next: Int) {
        guard window.starts(with: [0x50, 0x4B, 0x01, 0x02], at: offset), let flags = window.number16(offset + 8),
            let method = window.number16(offset + 10), let modified = window.number32(offset + 12),
            let checksum = window.number32(offset + 16), let packed = window.number32(offset + 20),
            let size = window.number32(offset + 24), let nameLength = window.number16(offset + 28),
            let extraLength = window.number16(offset + 30), let commentLength = window.number16(offset + 32),
            let attributes = window.number32(offset + 38), let header = window.number32(offset + 42),
            let rawName = window.bytes(offset + 46, Int(nameLength)),
            let extra = window.bytes(offset + 46 + Int(nameLength), Int(extraLength))
        else { throw ZipError.damaged(archiveName, "its directory cannot be read") }

        guard !rawName.isEmpty else { throw ZipError.damaged(archiveName, "an entry has no name") }
        let name = String(validating: rawName, as: UTF8.self) ?? String(rawName.map { Character(Unicode.Scalar($0)) })
        guard flags & 0x2041 == 0 else { throw ZipError.encrypted(archiveName, name) }
        guard let method = ZipEntry.Method(rawValue: method) else {
            throw ZipError.unsupportedMethod(archiveName, name, Int(method))
        }
        var large = Zip64Extra(extra: ByteWindow(extra))
        guard let size = large.value(of: size), let packed = large.value(of: packed),
            let header = large.value(of: header)
        else { throw ZipError.damaged(archiveName, "the sizes of '\(name)' cannot be read") }

        let entry = ZipEntry(
            name: name, rawName: Array(rawName), nameIsUTF8: flags & 0x0800 != 0, method: method, checksum: checksum,
            compressedSize: packed, size: size, modified: modified, externalAttributes: attributes,
            headerOffset: header,
            dataOffset: try dataOffset(of: name, rawName: rawName, header: header, packed: packed, directory: directory)
        )
        return (entry, offset + 46 + Int(nameLength) + Int(extraLength) + Int(commentLength))
    }

    /// Follows the directory to the local header (4.3.7), whose name must be the same.
    private func dataOffset(of name: String, rawName: Data, header: Int, packed: Int, directory: Int) throws -> Int {
        guard header < directory, window.starts(with: [0x50, 0x4B, 0x03, 0x04], at: header),
            let nameLength = window.number16(header + 26), let extraLength = window.number16(header + 28),
            window.bytes(header + 30, Int(nameLength)) == rawName
        else { throw ZipError.damaged(archiveName, "'\(name)' is not where the directory says") }
        let start = header + 30 + Int(nameLength) + Int(extraLength)
        guard start <= directory, packed <= directory - start else {
            throw ZipError.damaged(archiveName, "'\(name)' reaches beyond the entries")
        }
        return start
    }

    // MARK: All entries

    private func check(_ entries: [ZipEntry], directory: Int) throws {
        var names = Set<[UInt8]>()
        var total = 0
        for entry in entries {
            guard names.insert(entry.rawName).inserted else { throw ZipError.duplicate(archiveName, entry.name) }
            guard !ZipDirectory.isUnsafe(entry.name) else { throw ZipError.unsafeName(archiveName, entry.name) }
            guard entry.size <= limits.entryBytes else {
                throw ZipError.tooLarge(archiveName, entry.name, limit: limits.entryBytes)
            }
            if entry.size > limits.ratioFreeBytes, entry.size / max(1, entry.compressedSize) >= limits.ratio {
                throw ZipError.bomb(archiveName, entry.name, limit: limits.ratio)
            }
            total += entry.size
            guard total <= limits.totalBytes else {
                throw ZipError.tooLarge(archiveName, nil, limit: limits.totalBytes)
            }
        }
        let ordered = entries.sorted { $0.headerOffset < $1.headerOffset }
        for (first, second) in zip(ordered, ordered.dropFirst()) where first.extent.upperBound > second.headerOffset {
            throw ZipError.overlap(archiveName, first.name, second.name)
        }
    }

    /// Whether a name would leave the folder that an archive is unpacked into, on any system.
    static func isUnsafe(_ name: String) -> Bool {
        let bytes = Array(name.utf8)
        if bytes.contains(0) || bytes[0] == UInt8(ascii: "/") || bytes[0] == UInt8(ascii: "\\") {
            return true
        }
        if bytes.count > 1, bytes[1] == UInt8(ascii: ":") { return true }
        return name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).contains("..")
    }
}

/// The extra field that holds the numbers too large for 32 bits (4.5.3), in the order in which they are asked for.
private struct Zip64Extra {
    private var window: ByteWindow?
    private var offset = 0

    init(extra: ByteWindow) {
        var position = 0
        while let tag = extra.number16(position), let length = extra.number16(position + 2) {
            if tag == 1 {
                window = extra.bytes(position + 4, Int(length)).map(ByteWindow.init)
                return
            }
            position += 4 + Int(length)
        }
    }

    /// `short` itself, or the number that stands for it when it is "see the extra field".
    mutating func value(of short: UInt32) -> Int? {
        guard short == .max else { return Int(short) }
        guard let value = window?.number64(offset) else { return nil }
        offset += 8
        return Int(exactly: value)
    }
}
