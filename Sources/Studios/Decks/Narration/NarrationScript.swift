/// The narration of a deck as a Markdown file, for a person to read and edit.
///
/// Each slide has a heading, `## Slide 3: Its title`, and below it what is said. Only the number in the heading
/// matters. A slide whose heading has nothing below it is silent; a slide without a heading keeps its own narration.
/// Comments (`<!-- … -->`, beginning a line) are not read. A backslash before a line that begins with `#`, `<!--` or a
/// backslash makes it plain text; ``render(deck:narrations:)`` writes it where it is needed, so that any text comes
/// back from ``parse(_:slideCount:)`` as it was, but for line ends, which become "\n".
package enum NarrationScript {
    /// Writes the script of `deck`: the slides that `narrations` holds (by slide number), in order.
    package static func render(deck: Deck, narrations: [Int: String]) -> String {
        var script = introduction
        for slide in deck.slides {
            guard let narration = narrations[slide.number] else { continue }
            let title = ScriptLine.split(slide.title ?? "").map(SpokenText.onOneLine).joined(separator: " ")
            let mark = slide.isHidden ? " (hidden)" : ""
            script += "\n## Slide \(slide.number)\(mark)" + (title.isEmpty ? "" : ": " + title) + "\n"
            let body = ScriptLine.escaped(narration)
            if !body.isEmpty { script += "\n" + body + "\n" }
        }
        return script
    }

    private static let introduction = """
        <!--
        What is said over each slide. Change the text below a heading, and the slide says it; an empty line begins a
        new paragraph. Delete the text and keep the heading: the slide is silent. Delete the heading too: the slide
        keeps its own narration. Headings keep their form, "## Slide 3: Any title"; only the number matters. To begin a
        line of text with a number sign, put a backslash before it.
        -->

        """

    /// Reads a script: the narrations by slide number, "" for a silent slide.
    ///
    /// - Parameter slideCount: how many slides the deck has, hidden ones included.
    /// - Throws: ``DeckError`` `script.no-such-slide`, `script.repeated`, `script.text-before-heading`,
    ///   `script.bad-heading`, `script.open-comment` or `script.text-after-comment`; each names the line.
    package static func parse(_ markdown: String, slideCount: Int) throws -> [Int: String] {
        var reading = ScriptReading(slideCount: slideCount)
        for (index, line) in ScriptLine.split(markdown.dropByteOrderMark).enumerated() {
            try reading.read(line, number: index + 1)
        }
        return try reading.finish()
    }
}

/// The state of reading a script, line by line.
private struct ScriptReading {
    let slideCount: Int
    var narrations: [Int: String] = [:]
    /// The slide that is being read, with its lines so far.
    var current: (slide: Int, lines: [String])?
    /// Where the comment began that is still open.
    var commentLine: Int?
    var headingLines: [Int: Int] = [:]

    init(slideCount: Int) {
        self.slideCount = slideCount
    }

    mutating func read(_ line: String, number: Int) throws {
        if commentLine != nil || ScriptLine.opensComment(line) {
            try readComment(line, number: number)
        } else if ScriptLine.isHeading(line) {
            try begin(line, number: number)
        } else if current != nil {
            current?.lines.append(line)
        } else if !ScriptLine.isBlank(line) {
            throw DeckError(
                code: "script.text-before-heading",
                message: "Line \(number) of the script has text before the first heading.",
                remedy: "Put it below a heading such as \"## Slide 1\".")
        }
    }

    private mutating func readComment(_ line: String, number: Int) throws {
        guard let after = ScriptLine.textAfterComment(in: line) else {
            commentLine = commentLine ?? number
            return
        }
        commentLine = nil
        guard ScriptLine.isBlank(after) else {
            throw DeckError(
                code: "script.text-after-comment", message: "Line \(number) of the script has text behind a comment.",
                remedy: "Put the text on a line of its own.")
        }
    }

    private mutating func begin(_ line: String, number: Int) throws {
        guard let digits = ScriptLine.slideDigits(inHeading: line) else {
            throw DeckError(
                code: "script.bad-heading", message: "Line \(number) of the script is a heading that names no slide.",
                remedy: "Write \"## Slide 1\" for a heading, or a backslash before the line if it is text.")
        }
        guard let slide = Int(digits), (1...max(slideCount, 1)).contains(slide), slideCount > 0 else {
            let count = slideCount == 1 ? "1 slide" : "\(slideCount) slides"
            throw DeckError(
                code: "script.no-such-slide",
                message: "Line \(number) of the script is for slide \(digits.prefix(12)), but the deck has \(count).",
                remedy: slideCount > 0 ? "Use a number from 1 to \(slideCount)." : "Check that it is the right deck.")
        }
        if let earlier = headingLines[slide] {
            throw DeckError(
                code: "script.repeated",
                message: "Line \(number) of the script is a second heading for slide \(slide); "
                    + "the first is on line \(earlier), and the deck has \(slideCount) slides.",
                remedy: "Join the two, or correct the number.")
        }
        headingLines[slide] = number
        close()
        current = (slide, [])
    }

    private mutating func close() {
        guard let current else { return }
        narrations[current.slide] = ScriptLine.unescaped(current.lines)
    }

    mutating func finish() throws -> [Int: String] {
        if let commentLine {
            throw DeckError(
                code: "script.open-comment", message: "The comment that begins on line \(commentLine) is not closed.",
                remedy: "End it with \"-->\", or put a backslash before it if it is text.")
        }
        close()
        return narrations
    }
}

extension String {
    /// The text without the mark that some editors put before it.
    fileprivate var dropByteOrderMark: String {
        unicodeScalars.first == "\u{FEFF}" ? String(unicodeScalars.dropFirst()) : self
    }
}
