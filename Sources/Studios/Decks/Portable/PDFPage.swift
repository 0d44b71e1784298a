/// A rectangle on a page, in points, from the top left corner.
package struct PDFBox: Hashable, Sendable {
    package var left: Double
    package var top: Double
    package var right: Double
    package var bottom: Double

    package init(left: Double, top: Double, right: Double, bottom: Double) {
        self.left = left
        self.top = top
        self.right = right
        self.bottom = bottom
    }

    var width: Double { right - left }
    var height: Double { bottom - top }
    var middle: Double { (top + bottom) / 2 }

    func union(_ other: PDFBox) -> PDFBox {
        PDFBox(
            left: min(left, other.left), top: min(top, other.top), right: max(right, other.right),
            bottom: max(bottom, other.bottom))
    }
}

/// A word and where it is.
package struct PDFWord: Hashable, Sendable {
    package var text: String
    package var box: PDFBox

    package init(_ text: String, box: PDFBox) {
        self.text = text
        self.box = box
    }
}

/// Words on one baseline.
package struct PDFLine: Hashable, Sendable {
    package var words: [PDFWord]
    package var box: PDFBox

    package init(words: [PDFWord], box: PDFBox) {
        self.words = words
        self.box = box
    }

    var text: String { words.map(\.text).joined(separator: " ") }

    /// The height of the type: that of the word in the middle when words are ordered by height, each counted as often
    /// as it has letters. A raised exponent or a root sign does not change it.
    var typeHeight: Double {
        let heights = words.flatMap { word in Array(repeating: word.box.height, count: min(word.text.utf8.count, 40)) }
        return heights.isEmpty ? box.height : heights.sorted()[heights.count / 2]
    }

    /// Text that runs up or down the page: its box is higher than it is wide.
    var isUpright: Bool {
        text.utf8.count > 2 && box.height > box.width * 1.2
    }
}

/// Lines that belong together, as poppler sees it.
package struct PDFBlock: Hashable, Sendable {
    package var lines: [PDFLine]

    package init(lines: [PDFLine]) {
        self.lines = lines
    }
}

/// A page of a PDF with its text in reading order.
package struct PDFPage: Hashable, Sendable {
    /// From 1.
    package var number: Int
    /// In points.
    package var width: Double
    package var height: Double
    package var blocks: [PDFBlock]

    package init(number: Int, width: Double, height: Double, blocks: [PDFBlock]) {
        self.number = number
        self.width = width
        self.height = height
        self.blocks = blocks
    }

    var lines: [PDFLine] { blocks.flatMap(\.lines) }
}
