/// The size of a PDF page as seen, in points of 1/72 inch.
package struct PDFPageSize: Hashable, Sendable, Codable {
    /// Longest side that a page can have: PDF 2.0 allows 14,400 units, and viewers stop far below this.
    private static let longest = 1_000_000.0
    /// A tenth of an inch: nothing that anybody means to show has no longer side.
    private static let shortest = 7.2

    package var width: Double
    package var height: Double

    package init(width: Double, height: Double) {
        self.width = width
        self.height = height
    }

    /// Finds the size in what `pdfinfo` prints about one page or several: lines such as
    /// "Page    3 size: 595 x 842 pts (A4)" and "Page    3 rot:  90".
    package init?(page: Int, report: String) {
        var size: (Double, Double)?
        var rotation = 0
        for line in report.split(separator: "\n") {
            let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
            guard words.count >= 4, words[0] == "Page", Int(words[1]) == page else { continue }
            if words[2] == "size:", words.count >= 6, let width = Double(words[3]), let height = Double(words[5]) {
                size = (width, height)
            } else if words[2] == "rot:" {
                rotation = Int(words[3]) ?? 0
            }
        }
        guard let size else { return nil }
        (width, height) = rotation % 180 == 0 ? size : (size.1, size.0)
    }

    /// Itself, when a page can be of that size.
    ///
    /// - Throws: ``MediaError`` `document.page-size`.
    package func checked(page: Int, name: String) throws -> PDFPageSize {
        guard width.isFinite, height.isFinite, min(width, height) > 0.01, max(width, height) >= Self.shortest,
            max(width, height) <= Self.longest
        else {
            throw MediaError(
                code: "document.page-size",
                message: "Page \(page) of '\(name)' is \(width) x \(height) points large, which cannot be drawn.",
                remedy: "Print the file to a new PDF with a usual page size and give that.")
        }
        return self
    }
}
