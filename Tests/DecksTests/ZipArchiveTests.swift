import Decks
import Essentials
import Foundation
import TestKit
import Testing

@Suite("A ZIP archive")
struct ZipArchiveTests {
    private static let text = Data(String(repeating: "maple leaves in autumn, ", count: 400).utf8)

    private static func sample() throws -> Data {
        var writer = ZipWriter()
        try writer.add("a.txt", text)
        try writer.add("folder/b.bin", Data([1, 2, 3]))
        return try writer.bytes()
    }

    private func code(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch {
            #expect((error as? DeckError)?.category == .badInput)
            return (error as? DeckError)?.code
        }
    }

    private func opening(_ data: Data, limits: ZipLimits = ZipLimits()) -> String? {
        code { _ = try ZipArchive(data, name: "test.zip", limits: limits) }
    }

    /// The sample with some bytes replaced, at an offset from where `marker` is found first or last.
    private func changed(_ marker: [UInt8], last: Bool = false, at offset: Int, to bytes: [UInt8]) throws -> Data {
        var data = try Self.sample()
        let range = try #require(data.range(of: Data(marker), options: last ? .backwards : []))
        data.replaceSubrange((range.lowerBound + offset)..<(range.lowerBound + offset + bytes.count), with: bytes)
        return data
    }

    private let local: [UInt8] = [0x50, 0x4B, 3, 4]
    private let central: [UInt8] = [0x50, 0x4B, 1, 2]
    private let end: [UInt8] = [0x50, 0x4B, 5, 6]

    @Test("gives back what was put in, and the same bytes for the same entries")
    func roundTrip() throws {
        let archive = try ZipArchive(Self.sample(), name: "test.zip")
        #expect(archive.entries.map(\.name) == ["a.txt", "folder/b.bin"])
        let first = try #require(archive.entry(named: "a.txt"))
        #expect(first.method == .deflate && first.compressedSize < Self.text.count)
        #expect(try archive.bytes(of: first) == Self.text)
        #expect(archive.entries[1].method == .stored)
        #expect(try archive.bytes(of: archive.entries[1]) == Data([1, 2, 3]))
        #expect(try Self.sample() == Self.sample())
    }

    @Test("passes entries on as they are packed")
    func copies() throws {
        let archive = try ZipArchive(Self.sample(), name: "test.zip")
        var writer = ZipWriter()
        for entry in archive.entries { try writer.copy(entry, from: archive) }
        #expect(try writer.bytes() == Self.sample())
    }

    @Test("may end with a comment, and is read in place of a slice")
    func comment() throws {
        var data = try Self.sample()
        data[data.count - 2] = 5
        data += Data("hello".utf8)
        #expect(try ZipArchive(data, name: "test.zip").entries.count == 2)
        let padded = Data([9, 9, 9]) + data
        #expect(try ZipArchive(padded[3...], name: "test.zip").entries.count == 2)
    }

    @Test("that is none, or is cut off, is refused by name")
    func truncated() throws {
        #expect(opening(Data("hello".utf8)) == "zip.not-archive")
        #expect(opening(Data()) == "zip.not-archive")
        let data = try Self.sample()
        for length in stride(from: 4, to: data.count, by: 7) {
            #expect(opening(data.prefix(length)) == "zip.truncated")
        }
    }

    @Test("whose entries share bytes is refused")
    func overlap() throws {
        // The second entry of the directory is made to point at the first entry, whose name it takes over.
        var writer = ZipWriter()
        try writer.add("a", Data("one".utf8))
        try writer.add("b", Data("two".utf8))
        var data = try writer.bytes()
        let second = try #require(data.range(of: Data(central), options: .backwards)).lowerBound
        data[second + 42] = 0
        #expect(opening(data) == "zip.damaged")
        data[second + 46] = UInt8(ascii: "a")
        #expect(opening(data) == "zip.duplicate")
        // The first entry is made longer, up into the second.
        data = try writer.bytes()
        let first = try #require(data.range(of: Data(central))).lowerBound
        data[first + 20] = 20
        #expect(opening(data) == "zip.overlap")
    }

    @Test(
        "with names that leave the folder is refused",
        arguments: ["../x", "/etc/x", "a/../../x", "C:x", "\\x", "a\\..\\x"])
    func unsafeNames(name: String) throws {
        var writer = ZipWriter()
        try writer.add(name, Data([1]))
        #expect(opening(try writer.bytes()) == "zip.unsafe-name")
    }

    @Test("with two entries of one name is refused")
    func duplicates() throws {
        var writer = ZipWriter()
        try writer.add("x", Data([1]))
        try writer.add("x", Data([2]))
        #expect(opening(try writer.bytes()) == "zip.duplicate")
    }

    @Test("that is encrypted, or packed otherwise, is refused")
    func encrypted() throws {
        #expect(try opening(changed(central, at: 8, to: [1])) == "zip.encrypted")
        #expect(try opening(changed(central, at: 10, to: [12])) == "zip.unsupported-method")
    }

    @Test("with more entries, bytes or expansion than allowed is refused")
    func limits() throws {
        let data = try Self.sample()
        #expect(opening(data, limits: ZipLimits(entryCount: 1)) == "zip.too-many-entries")
        #expect(opening(data, limits: ZipLimits(entryBytes: 1000)) == "zip.too-large")
        #expect(opening(data, limits: ZipLimits(totalBytes: 9602)) == "zip.too-large")
        #expect(opening(data, limits: ZipLimits(totalBytes: 9603)) == nil)
        #expect(opening(data, limits: ZipLimits(ratio: 20, ratioFreeBytes: 1000)) == "zip.bomb")
    }

    @Test("of one entry that expands a thousandfold is a bomb")
    func bomb() throws {
        var writer = ZipWriter()
        try writer.add("zeros", Data(count: 17 << 20))
        #expect(opening(try writer.bytes()) == "zip.bomb")
    }

    @Test("does not believe sizes and checksums")
    func lies() throws {
        for (offset, value) in [(16, 0x5A), (24, 0x01), (24, 0xFF)] as [(Int, UInt8)] {
            let archive = try ZipArchive(changed(central, at: offset, to: [value]), name: "test.zip")
            #expect(code { _ = try archive.bytes(of: archive.entries[0]) } == "zip.damaged")
        }
        // Packed bytes that end early.
        let archive = try ZipArchive(changed(central, at: 20, to: [10, 0]), name: "test.zip")
        #expect(code { _ = try archive.bytes(of: archive.entries[0]) } == "zip.damaged")
    }

    @Test("in the zip64 form is read, and its numbers are checked too")
    func zip64() throws {
        let plain = try Self.sample()
        let endOffset = try #require(plain.range(of: Data(end), options: .backwards)).lowerBound
        let directory = try #require(plain.range(of: Data(central))).lowerBound
        func number(_ value: Int) -> Data { withUnsafeBytes(of: UInt64(value).littleEndian) { Data($0) } }
        func sample(count: Int) -> Data {
            var data = Data(plain.prefix(endOffset))
            data += Data([0x50, 0x4B, 6, 6]) + number(44) + Data([45, 0, 45, 0]) + Data(count: 8)
            data += number(count) + number(count) + number(endOffset - directory) + number(directory)
            data += Data([0x50, 0x4B, 6, 7]) + Data(count: 4) + number(endOffset) + Data([1, 0, 0, 0])
            return data + Data(end) + Data(count: 4) + Data(repeating: 0xFF, count: 12) + Data(count: 2)
        }
        let archive = try ZipArchive(sample(count: 2), name: "test.zip")
        #expect(try archive.bytes(of: archive.entries[0]) == Self.text)
        #expect(opening(sample(count: 3)) == "zip.damaged")
        #expect(opening(sample(count: .max)) == "zip.too-many-entries")
    }
}
