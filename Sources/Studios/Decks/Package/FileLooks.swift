import Foundation

/// What a file that is no deck looks like, in words for a message.
enum FileLooks {
    private static let signatures: [(bytes: [UInt8], offset: Int, looks: String)] = [
        ([0x89, 0x50, 0x4E, 0x47], 0, "a PNG picture"),
        ([0xFF, 0xD8, 0xFF], 0, "a JPEG picture"),
        (Array("GIF8".utf8), 0, "a GIF picture"),
        (Array("WEBP".utf8), 8, "a WebP picture"),
        (Array("ftyp".utf8), 4, "an MP4 or HEIF file"),
        ([0x1A, 0x45, 0xDF, 0xA3], 0, "a WebM or Matroska video"),
        (Array("WAVE".utf8), 8, "a WAV recording"),
        (Array("ID3".utf8), 0, "an MP3 recording"),
        (Array("OggS".utf8), 0, "an Ogg recording"),
        (Array("{\\rtf".utf8), 0, "an RTF document"),
        ([0x1F, 0x8B], 0, "a gzip archive"),
        (Array("Rar!".utf8), 0, "a RAR archive"),
        ([0x37, 0x7A, 0xBC, 0xAF], 0, "a 7z archive"),
        ([0x7F, 0x45, 0x4C, 0x46], 0, "a program"),
    ]

    static func describe(_ data: Data) -> String {
        let window = ByteWindow(data)
        if let match = signatures.first(where: { window.starts(with: $0.bytes, at: $0.offset) }) { return match.looks }
        let head = data.prefix(4096)
        // The head may end in the middle of a character.
        let text = (0...3).lazy.compactMap { String(bytes: head.dropLast($0), encoding: .utf8) }.first
        guard let text, !head.contains(0) else { return "a binary file of an unknown kind" }
        let start = text.drop(while: \.isWhitespace).lowercased()
        if start.hasPrefix("<!doctype html") || start.hasPrefix("<html") { return "a web page" }
        if start.contains("<pkg:package") { return "an office document saved as one XML file" }
        if start.hasPrefix("<?xml") || start.hasPrefix("<") { return "an XML document" }
        return "plain text"
    }
}
