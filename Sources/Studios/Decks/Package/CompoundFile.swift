import Foundation

/// The names in a compound file ([MS-CFB], also called OLE2): the container of office files before 2007, and of newer
/// ones that are encrypted.
struct CompoundFile {
    static let signature: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
    private static let endOfChain: UInt32 = 0xFFFF_FFFA

    private let window: ByteWindow
    private let sectorSize: Int

    /// `nil` when the bytes are no compound file.
    init?(_ data: Data) {
        window = ByteWindow(data)
        guard window.starts(with: CompoundFile.signature), let shift = window.number16(30), shift == 9 || shift == 12
        else { return nil }
        sectorSize = 1 << Int(shift)
    }

    /// The names of all streams and storages (section 2.6), as far as the directory can be followed.
    var names: Set<String> {
        var names: Set<String> = []
        guard var sector = window.number32(48) else { return names }
        var seen = Set<UInt32>()
        while sector < CompoundFile.endOfChain, seen.insert(sector).inserted, seen.count < 10_000,
            let bytes = window.bytes((Int(sector) + 1) * sectorSize, sectorSize)
        {
            let entries = ByteWindow(bytes)
            for offset in stride(from: 0, to: sectorSize, by: 128) {
                if let name = CompoundFile.name(entries, at: offset) { names.insert(name) }
            }
            guard let next = next(after: sector) else { break }
            sector = next
        }
        return names
    }

    /// The length counts bytes and the zero at the end.
    private static func name(_ entries: ByteWindow, at offset: Int) -> String? {
        guard let length = entries.number16(offset + 64), (4...64).contains(length),
            let bytes = entries.bytes(offset, Int(length) - 2)
        else { return nil }
        return String(bytes: bytes, encoding: .utf16LittleEndian)
    }

    /// The next sector of a chain, from the allocation table (section 2.3). Its first 109 sectors are listed in the
    /// header, which covers files of several megabytes: directories come early.
    private func next(after sector: UInt32) -> UInt32? {
        let perSector = sectorSize / 4
        let table = Int(sector) / perSector
        guard table < 109, let tableSector = window.number32(76 + 4 * table), tableSector < CompoundFile.endOfChain
        else { return nil }
        return window.number32((Int(tableSector) + 1) * sectorSize + 4 * (Int(sector) % perSector))
    }
}
