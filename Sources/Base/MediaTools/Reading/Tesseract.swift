/// Reads the text in pictures with tesseract, in a process of its own and on one core.
package struct Tesseract: Sendable {
    private let tools: any ToolRunner
    private let timeLimit: Duration

    package init(tools: any ToolRunner, timeLimit: Duration = .seconds(60)) {
        self.tools = tools
        self.timeLimit = timeLimit
    }

    /// The languages that are installed, by tesseract's names, such as "eng".
    /// - Throws: ``ToolError`` `tool.missing`.
    package func languages() async throws -> Set<String> {
        let answer = try await tools.run(ToolInvocation("tesseract", ["--list-langs"], timeLimit: .seconds(20)))
        // The first line is a heading with the folder.
        return Set(answer.text.split(separator: "\n").dropFirst().map(String.init)).subtracting(["osd", "equ"])
    }

    /// The lines of text in a picture, from top to bottom as far as they can be ordered.
    ///
    /// - Parameters:
    ///   - png: the picture as PNG, best with letters of 20 to 40 pixels.
    ///   - languages: by tesseract's names; they must be installed.
    /// - Throws: ``ToolError``.
    package func lines(in png: [UInt8], languages: [String]) async throws -> [ReadLine] {
        let answer = try await tools.run(
            ToolInvocation(
                "tesseract",
                [
                    "stdin", "stdout", "-l", languages.joined(separator: "+"), "--psm", "3", "-c",
                    "tessedit_create_tsv=1",
                ],
                environment: ["OMP_THREAD_LIMIT": "1"], input: png, timeLimit: timeLimit, outputLimit: 1 << 22))
        return ReadLine.lines(tsv: answer.text)
    }
}

/// A line of text that was found in a picture.
package struct ReadLine: Hashable, Sendable {
    package struct Word: Hashable, Sendable {
        package var text: String
        /// How sure the reader is, from 0 to 100.
        package var confidence: Double
        /// The box around it, in pixels from the upper left corner.
        package var left: Int
        package var top: Int
        package var width: Int
        package var height: Int

        package init(text: String, confidence: Double, left: Int = 0, top: Int = 0, width: Int = 0, height: Int) {
            self.text = text
            self.confidence = confidence
            self.left = left
            self.top = top
            self.width = width
            self.height = height
        }
    }

    package var words: [Word]
    /// Names the block of text that the line is in: the lines of one block have equal names.
    package var block: String

    package init(words: [Word], block: String = "") {
        self.words = words
        self.block = block
    }

    package var text: String { words.map(\.text).joined(separator: " ") }

    /// Reads tesseract's table: level, page, block, paragraph, line, word, left, top, width, height, confidence, text.
    static func lines(tsv: String) -> [ReadLine] {
        var lines: [ReadLine] = []
        var current = ""
        for row in tsv.split(separator: "\n") {
            let fields = row.split(separator: "\t", omittingEmptySubsequences: false)
            guard fields.count >= 12, fields[0] == "5", let confidence = Double(fields[10]) else { continue }
            let text = fields[11...].joined(separator: "\t").filter { !$0.isWhitespace }
            guard !text.isEmpty else { continue }
            let place = fields[1...4].joined(separator: ".")
            if place != current { lines.append(ReadLine(words: [], block: fields[1...2].joined(separator: "."))) }
            current = place
            lines[lines.count - 1].words.append(
                Word(
                    text: text, confidence: confidence, left: Int(fields[6]) ?? 0, top: Int(fields[7]) ?? 0,
                    width: Int(fields[8]) ?? 0, height: Int(fields[9]) ?? 0))
        }
        return lines
    }
}
