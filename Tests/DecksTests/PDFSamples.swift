@testable import Decks

/// Pages for the tests of PDF decks, written as `pdftotext -bbox-layout` writes them.
enum PDFSamples {
    /// A line of text: where it begins, the height of its type, and its words.
    struct Line {
        var left: Double
        var top: Double
        var height: Double
        var text: String

        init(_ left: Double, _ top: Double, _ height: Double = 14, _ text: String) {
            self.left = left
            self.top = top
            self.height = height
            self.text = text
        }
    }

    /// A page of 450 by 250 points; each list of lines is a block. A letter is half as wide as the type is high.
    static func page(_ blocks: [Line]...) -> String {
        let inside = blocks.map { "<flow>\n<block>\n" + $0.map(line).joined() + "</block>\n</flow>\n" }
        return "<page width=\"450.0\" height=\"250.0\">\n" + inside.joined() + "</page>\n"
    }

    static func xhtml(_ pages: [String]) -> String {
        "<!DOCTYPE html><html><head>\n<title>A &lt;page&gt; &amp; more</title>\n"
            + "<meta name=\"Author\" content=\"Ada\"/>\n"
            + "</head>\n<body>\n<doc>\n" + pages.joined() + "</doc>\n</body>\n</html>\n"
    }

    static func pages(_ pages: String...) -> [PDFPage] {
        PDFTextParser.pages(ofBoundingBoxes: xhtml(pages))
    }

    private static func line(_ line: Line) -> String {
        var left = line.left
        let words = line.text.split(separator: " ").map { word in
            let width = Double(word.count) * line.height / 2
            defer { left += width + line.height / 2 }
            return
                "<word xMin=\"\(left)\" yMin=\"\(line.top)\" "
                + "xMax=\"\(left + width)\" yMax=\"\(line.top + line.height)\">"
                + word.replacing("&", with: "&amp;").replacing("<", with: "&lt;") + "</word>\n"
        }
        return "<line>\n" + words.joined() + "</line>\n"
    }
}
