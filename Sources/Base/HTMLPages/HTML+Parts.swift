package import Foundation

extension HTML {
    /// A link to a page of the web. An address that is not plain `http` or `https` is shown as text only.
    package static func link(_ words: HTML, to address: String) -> HTML {
        guard isWebAddress(address) else { return words }
        return "<a href=\"\(address)\" rel=\"noopener noreferrer\">\(words)</a>"
    }

    /// Whether `address` begins with `http://` or `https://` and has a host, and neither spaces nor control
    /// characters anywhere.
    package static func isWebAddress(_ address: String) -> Bool {
        let lowered = address.lowercased()
        guard let scheme = ["https://", "http://"].first(where: lowered.hasPrefix) else { return false }
        let isClean = address.unicodeScalars.allSatisfy { scalar in
            !scalar.properties.isWhitespace && scalar.properties.generalCategory != .control
                && scalar.properties.generalCategory != .format
        }
        let host = lowered.dropFirst(scheme.count).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        return isClean && !host.isEmpty
    }

    /// The attributes of an element whose text is in another language than the page: its direction comes from the
    /// text itself, and `lang` is left out where `language` is no language tag (BCP 47).
    package static func language(_ language: String?) -> HTML {
        guard let language, isLanguageTag(language) else { return " dir=\"auto\"" }
        return " lang=\"\(language)\" dir=\"auto\""
    }

    static func isLanguageTag(_ tag: String) -> Bool {
        let parts = tag.split(separator: "-", omittingEmptySubsequences: false)
        guard let first = parts.first, (2...8).contains(first.count), first.allSatisfy(isASCIILetter) else {
            return false
        }
        return parts.dropFirst().allSatisfy { part in
            (1...8).contains(part.count) && part.allSatisfy { isASCIILetter($0) || ("0"..."9").contains($0) }
        }
    }

    private static func isASCIILetter(_ character: Character) -> Bool {
        character.isASCII && character.isLetter
    }

    /// A picture inside the page. `attributes` are further ones, beginning with a space.
    ///
    /// Bytes that are no JPEG, PNG, GIF or WebP give `nil`.
    package static func picture(_ bytes: Data, alternative: String, attributes: HTML = "") -> HTML? {
        guard let type = mediaType(of: bytes) else { return nil }
        let encoded = HTML(escaped: bytes.base64EncodedString())
        return "<img src=\"data:\(type);base64,\(encoded)\" alt=\"\(alternative)\" decoding=\"async\"\(attributes)>"
    }

    private static func mediaType(of bytes: Data) -> String? {
        let start = Array(bytes.prefix(12))
        if start.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
        if start.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return "image/png" }
        if start.starts(with: Array("GIF8".utf8)) { return "image/gif" }
        if start.starts(with: Array("RIFF".utf8)), start.suffix(4).elementsEqual("WEBP".utf8) { return "image/webp" }
        return nil
    }

    /// A word on a coloured ground; the colour only repeats what the word says.
    package static func badge(_ words: String, _ tone: Tone = .plain) -> HTML {
        "<span class=\"badge \(tone.rawValue)\">\(words)</span>"
    }

    /// Text that is spoken and not shown.
    package static func unseen(_ words: String) -> HTML {
        "<span class=\"unseen\">\(words)</span>"
    }
}

/// How much something wants to be noticed.
package enum Tone: String, Sendable {
    case plain, good, hint, warning, error
}
