/// Reads what `pdftotext -bbox-layout file.pdf -` prints: XHTML with `page`, `flow`, `block`, `line` and `word`
/// elements and their boxes in points.
///
/// The scanner knows this one format. What it does not know it passes over, and text that breaks off in the middle
/// gives the pages up to there; so it has nothing to throw. Time is linear in the size of the text.
package enum PDFTextParser {
    package static func pages(ofBoundingBoxes xhtml: String) -> [PDFPage] {
        var scanner = TagScanner(xhtml)
        var builder = PageBuilder()
        while let tag = scanner.next() { builder.take(tag) }
        return builder.finish()
    }
}

/// A start or end tag with the text that follows it.
private struct Tag {
    var name: String
    var attributes: [String: String]
    var isEnd: Bool
    var text: String
}

/// Goes from tag to tag.
private struct TagScanner {
    private let bytes: [UInt8]
    private var index = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    mutating func next() -> Tag? {
        guard let open = bytes[index...].firstIndex(of: UInt8(ascii: "<")),
            let close = bytes[open...].firstIndex(of: UInt8(ascii: ">"))
        else { return nil }
        let textEnd = bytes[(close + 1)...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
        index = textEnd
        var inside = bytes[(open + 1)..<close]
        let isEnd = inside.first == UInt8(ascii: "/")
        if isEnd { inside = inside.dropFirst() }
        let name = inside.prefix { !Self.isSpace($0) && $0 != UInt8(ascii: "/") }
        return Tag(
            name: String(decoding: name, as: UTF8.self), attributes: Self.attributes(inside.dropFirst(name.count)),
            isEnd: isEnd, text: String(decoding: bytes[(close + 1)..<textEnd], as: UTF8.self))
    }

    private static func attributes(_ bytes: ArraySlice<UInt8>) -> [String: String] {
        let quote = UInt8(ascii: "\"")
        var attributes: [String: String] = [:]
        var rest = bytes
        while let equals = rest.firstIndex(of: UInt8(ascii: "=")) {
            let name = rest[..<equals].filter { !isSpace($0) }
            let value = rest[(equals + 1)...]
            guard value.first == quote, let end = value.dropFirst().firstIndex(of: quote) else { break }
            attributes[String(decoding: name, as: UTF8.self)] =
                String(decoding: value[(value.startIndex + 1)..<end], as: UTF8.self)
            rest = rest[(end + 1)...]
        }
        return attributes
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0D).contains(byte)
    }
}

/// Puts pages together from tags.
private struct PageBuilder {
    private var pages: [PDFPage] = []
    private var isInPage = false
    private var block: [PDFLine] = []
    private var line: [PDFWord] = []

    mutating func take(_ tag: Tag) {
        switch (tag.name, tag.isEnd) {
        case ("page", false):
            closePage()
            isInPage = true
            pages.append(
                PDFPage(
                    number: pages.count + 1, width: Self.length(tag.attributes["width"]),
                    height: Self.length(tag.attributes["height"]), blocks: []))
        case ("page", true): closePage()
        case ("block", _): closeBlock()
        case ("line", _): closeLine()
        case ("word", false):
            let text = MarkupText.decoded(tag.text)
            guard isInPage, let box = Self.box(tag.attributes), !text.isEmpty else { return }
            line.append(PDFWord(text, box: box))
        default: return
        }
    }

    mutating func finish() -> [PDFPage] {
        closePage()
        return pages
    }

    private mutating func closeLine() {
        guard let first = line.first else { return }
        block.append(PDFLine(words: line, box: line.dropFirst().reduce(first.box) { $0.union($1.box) }))
        line = []
    }

    private mutating func closeBlock() {
        closeLine()
        guard !block.isEmpty, !pages.isEmpty else { return }
        pages[pages.count - 1].blocks.append(PDFBlock(lines: block))
        block = []
    }

    private mutating func closePage() {
        if isInPage { closeBlock() }
        line = []
        block = []
        isInPage = false
    }

    private static func length(_ text: String?) -> Double {
        guard let value = text.flatMap(Double.init), value.isFinite, value > 0 else { return 0 }
        return min(value, 1e6)
    }

    private static func box(_ attributes: [String: String]) -> PDFBox? {
        let sides = ["xMin", "yMin", "xMax", "yMax"].compactMap { attributes[$0].flatMap(Double.init) }
        guard sides.count == 4, sides.allSatisfy({ abs($0) < 1e6 }), sides[2] >= sides[0], sides[3] >= sides[1] else {
            return nil
        }
        return PDFBox(left: sides[0], top: sides[1], right: sides[2], bottom: sides[3])
    }
}
