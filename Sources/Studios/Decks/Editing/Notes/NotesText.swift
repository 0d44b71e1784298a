/// Between the paragraphs of notes and lines of text in which `*word*` marks italics.
enum NotesText {
    /// A piece of a paragraph that looks the same throughout.
    struct Run: Hashable {
        var text: String
        var isItalic: Bool
    }

    // MARK: Lines

    /// The pieces of a line. Stars mark italics only around words: those of `2 * 3` and `a*b*c` are stars.
    static func runs(_ line: String) -> [Run] {
        var runs: [Run] = []
        var plain = ""
        let characters = Array(line)
        var index = 0
        while index < characters.count {
            if let end = closingStar(characters, openedAt: index) {
                if !plain.isEmpty { runs.append(Run(text: plain, isItalic: false)) }
                plain = ""
                runs.append(Run(text: String(characters[(index + 1)..<end]), isItalic: true))
                index = end + 1
            } else {
                plain.append(characters[index])
                index += 1
            }
        }
        if !plain.isEmpty { runs.append(Run(text: plain, isItalic: false)) }
        return runs
    }

    /// The line without its marks.
    static func plain(_ line: String) -> String {
        runs(line).map(\.text).joined()
    }

    private static func closingStar(_ characters: [Character], openedAt start: Int) -> Int? {
        func isOutside(_ index: Int) -> Bool {
            guard characters.indices.contains(index) else { return true }
            return !(characters[index].isLetter || characters[index].isNumber || characters[index] == "*")
        }
        guard characters[start] == "*", isOutside(start - 1), start + 1 < characters.count,
            !characters[start + 1].isWhitespace,
            let end = characters[(start + 1)...].firstIndex(where: { $0 == "*" || $0.isNewline }),
            characters[end] == "*", end > start + 1, !characters[end - 1].isWhitespace, isOutside(end + 1)
        else { return nil }
        return end
    }

    // MARK: Reading

    /// The line that a paragraph (`a:p`) says.
    static func line(_ paragraph: XMLElement) -> String {
        var runs: [Run] = []
        for element in paragraph.children {
            let text = TextReader.text(of: element)
            let isItalic = element.child(OfficeXML.drawing, "rPr")?.flag("i") ?? false
            if let last = runs.last, last.isItalic == isItalic {
                runs[runs.count - 1].text += text
            } else if !text.isEmpty {
                runs.append(Run(text: text, isItalic: isItalic))
            }
        }
        return SpokenText.withoutOuterWhitespace(runs.map(marked).joined())
    }

    /// Spaces at the ends of the italics stay outside of the marks.
    private static func marked(_ run: Run) -> String {
        let core = SpokenText.withoutOuterWhitespace(run.text)
        guard run.isItalic, !core.isEmpty, !core.contains(where: { $0 == "*" || $0.isNewline }) else { return run.text }
        let before = run.text.prefix(while: \.isWhitespace)
        return "\(before)*\(core)*\(run.text.dropFirst(before.count + core.count))"
    }

    // MARK: Writing

    /// What a line is before it is written: no control characters, no white space around it.
    static func clean(_ line: String) -> String {
        SpokenText.withoutOuterWhitespace(XMLCharacters.allowed(line))
    }

    /// A paragraph.
    ///
    /// - Parameters:
    ///   - prefix: of the elements, with its colon.
    ///   - declarations: what has to be declared for the prefix.
    ///   - language: a BCP 47 tag.
    static func paragraph(
        _ line: String, prefix a: String, declarations: String, language: String?, isHeading: Bool = false
    ) -> String {
        let spacing = isHeading ? "<\(a)spcBef><\(a)spcPts val=\"600\"/></\(a)spcBef>" : ""
        let properties = "<\(a)pPr marL=\"0\" indent=\"0\">\(spacing)<\(a)buNone/></\(a)pPr>"
        let runs = isHeading ? [Run(text: line, isItalic: false)] : runs(line)
        let language = language.map { " lang=\"\(XMLCharacters.inAttribute($0))\"" } ?? ""
        let written = runs.map { run in
            let format = "<\(a)rPr\(language)\(isHeading ? " b=\"1\"" : "")\(run.isItalic ? " i=\"1\"" : "")/>"
            return run.text.split(separator: "\n", omittingEmptySubsequences: false).map { piece in
                let text = XMLCharacters.inElement(escapingCodes(String(piece)))
                return piece.isEmpty ? "" : "<\(a)r>\(format)<\(a)t>\(text)</\(a)t></\(a)r>"
            }.joined(separator: "<\(a)br>\(format)</\(a)br>")
        }
        return "<\(a)p\(declarations)>\(properties)\(written.joined())</\(a)p>"
    }

    /// Office programs read `_x0009_` and the like as the character of that number: see ``TextReader/unescape(_:)``.
    private static func escapingCodes(_ text: String) -> String {
        guard text.contains("_x") else { return text }
        return text.replacing(#/_(?=x[0-9A-Fa-f]{4}_)/#, with: "_x005F_")
    }
}
