package import Decks

/// A deck as the rules see it: a value, whole, with everything measured that has to be measured.
package struct InspectedDeck: Hashable, Sendable {
    /// The title among the file's properties.
    package var title: String?
    package var sections: [String]
    package var slides: [InspectedSlide]

    package init(title: String? = nil, sections: [String] = [], slides: [InspectedSlide]) {
        self.title = title
        self.sections = sections
        self.slides = slides
    }
}

package struct InspectedSlide: Hashable, Sendable {
    package var look: StyledSlide
    /// Text whose contrast was found too low.
    package var faint: [FaintText]

    package init(_ look: StyledSlide, faint: [FaintText] = []) {
        self.look = look
        self.faint = faint
    }

    package var number: Int { look.number }
}

extension StyledSlide {
    /// The first title placeholder that has text, in a group as well.
    var titleShape: StyledShape? {
        allShapes.first { $0.placeholder == .title && !$0.text.isEmpty }
    }

    var title: String? { titleShape?.text }
}

extension StyledShape {
    /// What people call it, for messages: "Picture 'Logo'".
    var label: String {
        let noun =
            switch kind {
            case .shape: placeholder == .title ? "Title" : text.isEmpty ? "Shape" : "Text"
            case .connector: "Line"
            case .picture: "Picture"
            case .chart: "Chart"
            case .table: "Table"
            case .diagram: "SmartArt"
            case .video: "Video"
            case .audio: "Sound"
            case .group: "Group"
            case .object: "Object"
            }
        return name.isEmpty ? "\(noun) \(id)" : "\(noun) '\(name)'"
    }

    /// All text in it, cells and members included.
    var allRuns: [StyledRun] {
        let cells = table?.rows.flatMap { $0 }.filter { !$0.isCovered }.flatMap(\.paragraphs) ?? []
        return (paragraphs + cells).flatMap(\.runs)
    }
}

extension String {
    /// The beginning, on one line, in quotation marks.
    var excerpt: String {
        var line = split(whereSeparator: \.isWhitespace).joined(separator: " ")
        if line.count > 2, line.hasPrefix("“"), line.hasSuffix("”") { line = String(line.dropFirst().dropLast()) }
        guard line.count > 40 else { return "“\(line)”" }
        let words = line.prefix(40)
        let cut = words.lastIndex(of: " ").map { words[..<$0] } ?? words
        return "“\(cut)…”"
    }
}
