/// One entry of an archive, as its directory describes it (APPNOTE.TXT 6.3.10, section 4.3.12).
package struct ZipEntry: Hashable, Sendable {
    package enum Method: UInt16, Sendable {
        case stored = 0
        case deflate = 8
    }

    /// With `/` between folders, as the archive spells it.
    package let name: String
    /// The bytes of the name, and whether they are marked as UTF-8.
    package let rawName: [UInt8]
    package let nameIsUTF8: Bool
    package let method: Method
    package let checksum: UInt32
    package let compressedSize: Int
    /// What the directory says; reading checks it.
    package let size: Int
    /// MS-DOS time in the low half, date in the high half.
    package let modified: UInt32
    package let externalAttributes: UInt32
    /// Where the local header starts.
    package let headerOffset: Int
    /// Where the packed bytes start.
    package let dataOffset: Int

    /// From the local header to the end of the packed bytes.
    var extent: Range<Int> { headerOffset..<(dataOffset + compressedSize) }

    package var isFolder: Bool { rawName.last == UInt8(ascii: "/") }
}
