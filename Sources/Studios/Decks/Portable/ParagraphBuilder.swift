/// Joins lines into paragraphs and finds their levels.
///
/// PDF knows no paragraphs. A line is taken to run on when the next one begins without a bullet, in the same type,
/// right below it, and either in lower case or with a word that had no room left on the line before.
struct ParagraphBuilder {
    private let rightEdge: Double
    private let pageWidth: Double
    /// Smaller type is part of a drawing, and nobody can read it on a screen.
    private let smallestType: Double
    /// Bullets that stand in lines of their own, beside the text that they belong to.
    private let bullets: [PDFBox]
    private var paragraphs: [Paragraph] = []
    private var current: [PDFLine] = []
    private var currentHasBullet = false
    private var indents: [Double] = []

    init(page: PDFPage, rightEdge: Double) {
        self.rightEdge = rightEdge
        pageWidth = max(page.width, 1)
        smallestType = page.height * 0.016
        bullets = page.lines.filter { BulletMark.isBullet($0.text) }.map(\.box)
    }

    mutating func add(_ line: PDFLine) {
        guard !BulletMark.isBullet(line.text), line.typeHeight >= smallestType else { return }
        let beginsWithBullet = BulletMark.begins(line.text) || hasBulletBeside(line)
        if let last = current.last, !beginsWithBullet, runsOn(last, into: line) {
            current.append(line)
        } else {
            endParagraph()
            current = [line]
            currentHasBullet = beginsWithBullet
        }
    }

    /// Poppler may put the lines of one paragraph into two blocks; so the paragraph stays open.
    mutating func endBlock() {
        if let last = current.last, last.text.last == "." { endParagraph() }
    }

    mutating func finish() -> [Paragraph] {
        endParagraph()
        return paragraphs
    }

    private mutating func endParagraph() {
        defer { current = [] }
        guard let first = current.first else { return }
        let text = SpokenText.onOneLine(BulletMark.removed(from: ParagraphText.joined(current)))
        guard ParagraphText.hasWords(text) else { return }
        paragraphs.append(Paragraph(text, level: level(at: first.box.left, hasBullet: currentHasBullet)))
    }

    /// The depth of `left` among the paragraphs above. A large step to the right is another column.
    private mutating func level(at left: Double, hasBullet: Bool) -> Int {
        let step = pageWidth * 0.012
        while let last = indents.last, last > left + step { indents.removeLast() }
        if let last = indents.last, left - last > pageWidth * 0.2 { indents = [] }
        if let last = indents.last, left - last > step, !hasBullet, indents.count == 1 { indents = [] }
        if indents.isEmpty || left - (indents.last ?? 0) > step { indents.append(left) }
        return min(indents.count - 1, 8)
    }

    private func hasBulletBeside(_ line: PDFLine) -> Bool {
        bullets.contains { bullet in
            abs(bullet.middle - line.box.middle) < line.box.height * 0.5 && bullet.right <= line.box.left
                && line.box.left - bullet.right < line.typeHeight * 2.5
        }
    }

    private func runsOn(_ line: PDFLine, into next: PDFLine) -> Bool {
        guard let word = next.words.first, let start = current.first?.box.left else { return false }
        let height = max(line.typeHeight, 1)
        let gap = (next.box.middle - line.box.middle) / height
        let indent = (next.box.left - start) / height
        guard (0.5..<1.7).contains(gap), (-1..<2.5).contains(indent), next.box.left < line.box.right,
            abs(next.typeHeight - line.typeHeight) < height * 0.2
        else { return false }
        if ParagraphText.isHyphenated(line.text) { return true }
        if CodeText.isCode(next.text) { return false }
        if SpokenText.endsSentence(line.text), word.text.first?.isUppercase == true { return false }
        let needed = line.box.right + height * 0.25 + word.box.width
        let isLower = word.text.first(where: { $0.isLetter || $0.isNumber })?.isUppercase == false
        // A column may end earlier than the page; the longest line of the paragraph shows where.
        let column = max(current.map(\.box.right).max() ?? 0, next.box.right)
        return needed > (isLower ? min(rightEdge, column) : rightEdge) - height * 0.5
    }
}

/// Bullets and numbers that begin a point.
enum BulletMark {
    private static let marks: Set<Character> = [
        "•", "◦", "▪", "▫", "■", "□", "●", "○", "►", "▶", "▸", "‣", "⁃", "∙", "➢", "➤", "✓", "✔", "❖", "◆", "◇",
        "-", "–", "—", "*", "»", "›",
    ]

    /// Whether the line is nothing but a bullet.
    static func isBullet(_ text: String) -> Bool {
        text.count == 1 && text.allSatisfy { marks.contains($0) || SpokenText.isPrivate($0) }
    }

    /// Whether the line begins with a bullet or a number ("2.", "b)").
    static func begins(_ text: String) -> Bool {
        guard let word = text.split(separator: " ").first, word.count < text.count else { return false }
        return isBullet(String(word)) || isNumber(word)
    }

    static func removed(from text: String) -> String {
        var words = text.split(separator: " ").filter { !$0.allSatisfy(SpokenText.isPrivate) }
        while let first = words.first, words.count > 1, isBullet(String(first)) { words.removeFirst() }
        return words.joined(separator: " ")
    }

    private static func isNumber(_ word: Substring) -> Bool {
        guard let last = word.last, last == "." || last == ")", word.count <= 3 else { return false }
        let mark = word.dropLast()
        return !mark.isEmpty
            && (mark.allSatisfy(\.isWholeNumber) || (mark.count == 1 && mark.allSatisfy(\.isLetter)))
    }
}

/// Puts the text of lines together.
enum ParagraphText {
    /// Whether there is anything to read: two letters or digits in a row, or a character that is a word. The letters of
    /// formulas and the labels of drawings ("x", "n = 1") are not.
    static func hasWords(_ text: String) -> Bool {
        var run = 0
        for scalar in text.unicodeScalars {
            let isMathLetter = (0x1D400...0x1D7FF).contains(scalar.value)
            let isPart = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            run = isPart && !isMathLetter ? run + 1 : 0
            if run > 1 || scalar.properties.isIdeographic { return true }
        }
        return false
    }

    /// Whether a word is broken at the end of the line.
    static func isHyphenated(_ text: String) -> Bool {
        guard text.hasSuffix("-") || text.hasSuffix("\u{AD}") || text.hasSuffix("\u{2010}") else { return false }
        return text.dropLast().last?.isLetter == true
    }

    /// The lines as one; a word broken by a hyphen is made whole, unless it is a compound.
    static func joined(_ lines: [PDFLine]) -> String {
        var text = ""
        for line in lines {
            let words = line.words.map(\.text).filter {
                !$0.allSatisfy(SpokenText.isPrivate) || BulletMark.isBullet($0)
            }
            let next = words.joined(separator: " ")
            guard isHyphenated(text) else {
                text += (text.isEmpty ? "" : " ") + next
                continue
            }
            let word = text.split(separator: " ").last ?? ""
            let isCompound = word.dropLast().contains("-") || next.first?.isLowercase != true
            text = (isCompound ? text : String(text.dropLast())) + next
        }
        return text
    }
}
