import Decks

/// The rules of the fields that hold one text.
struct TextRules {
    let field: SlideField
    let material: SlideMaterial
    let language: NarrationPhrases.Language

    func problems(of text: String) -> [Flag] {
        guard text.contains(where: { $0.isLetter || $0.isNumber }) else {
            return isSilent ? [] : [.rule("", "The text is empty.")]
        }
        return general(text) + own(text)
    }

    /// A slide that holds nothing to write about, in a language that has no words here.
    private var isSilent: Bool {
        language == .other && !OfflineNarrator.narration(of: material.slide).contains(where: \.isLetter)
    }

    private func own(_ text: String) -> [Flag] {
        switch field {
        case .slideDescription: words(text, most: 300) + list(text)
        case .script: script(text)
        case .instructorNotes: points(text)
        case .studentNotes: studentNotes(text)
        case .developerNotes: paragraph(text) + list(text)
        case .altText, .references: []
        }
    }

    /// What no field may hold: refusals, gaps to fill, marks of a mark-up language.
    private func general(_ text: String) -> [Flag] {
        let lower = text.lowercased()
        let refusals = [
            "i'm sorry", "i’m sorry", "i cannot ", "i can't ", "i can’t ", "as an ai", "as a language model",
        ]
        let gaps = ["[insert", "[your ", "lorem ipsum", "todo:", "{{"]
        var flags: [Flag] = []
        if isWrittenByMachine {
            flags += refusals.filter { lower.hasPrefix($0) }.map { .rule($0, "The text is a refusal.") }
            flags += gaps.filter { lower.contains($0) }.map { .rule($0, "The text has a gap to fill.") }
        }
        if let heading = paragraphs(text).first(where: {
            $0.hasPrefix("# ") || $0.hasPrefix("## ") || $0.hasPrefix("```")
        }),
            isWrittenByMachine(heading)
        {
            flags.append(.rule(String(heading.prefix(40)), "The text holds marks of Markdown."))
        }
        return flags
    }

    /// A listing on the slide may hold such signs itself.
    private func isWrittenByMachine(_ line: String) -> Bool {
        let start = line.prefix(12)
        return !(material.slide.notes.map(\.text) + SlideEvidence(material.slide).texts).contains { $0.contains(start) }
    }

    /// What the author wrote on the slide or in the notes is not for us to judge.
    private var isWrittenByMachine: Bool {
        !(material.slide.notes.map(\.text) + SlideEvidence(material.slide).texts)
            .contains {
                $0.lowercased().contains("lorem ipsum") || $0.contains("{{") || $0.lowercased().contains("todo:")
            }
    }

    private func words(_ text: String, most: Int) -> [Flag] {
        let count = Wording.wordCount(text)
        return count > most ? [.rule("", "The text has \(count) words; at most \(most) are allowed.")] : []
    }

    private func paragraphs(_ text: String) -> [String] {
        text.split(whereSeparator: \.isNewline).map(SpokenText.onOneLine).filter { !$0.isEmpty }
    }

    /// A numbered or bulleted list where prose is wanted.
    private func list(_ text: String) -> [Flag] {
        let items = paragraphs(text).filter {
            $0.firstMatch(of: /^(\d{1,2}[.)]|[-•*])\s/) != nil
        }
        return items.count > 1 ? [.rule(String(items[0].prefix(40)), "The text is a list; prose is wanted.")] : []
    }

    private func script(_ text: String) -> [Flag] {
        let leadIns = paragraphs(text).compactMap { LeadIn.beginning(of: $0, language) }
        var flags = leadIns.map { Flag.rule($0, "The script announces what it says: begin with the matter itself.") }
        if material.slide.notes.isEmpty {
            flags += list(text)
            for mark in text.matches(of: /\[(pause|click|next slide|applause|music)[^\]]*\]/.ignoresCase()) {
                flags.append(.rule(String(mark.output.0), "A stage direction would be read aloud."))
            }
        }
        return flags
    }

    private func points(_ text: String) -> [Flag] {
        let count = paragraphs(text).count
        let least = language == .other || material.kind.kind.isShort ? 1 : 2
        return (least...5).contains(count)
            ? [] : [.rule("", "There are \(count) points, one a line; two to five are wanted.")]
    }

    private func studentNotes(_ text: String) -> [Flag] {
        var flags = words(text, most: 250)
        let count = paragraphs(text).count
        let least = language == .other || material.kind.kind.isShort ? 1 : 2
        if !(least...3).contains(count) {
            flags.append(.rule("", "There are \(count) paragraphs; two or three are wanted."))
        }
        let marks = text.count { $0 == "*" }
        if marks % 2 == 1 || text.contains("**") {
            flags.append(.rule("*", "Key terms stand between single asterisks; here they are not in pairs."))
        } else if marks == 0, hasTerms {
            flags.append(.rule("", "No key term is in italics (between asterisks)."))
        }
        return flags
    }

    /// A slide with enough words to have a term among them.
    private var hasTerms: Bool {
        guard [.content, .answers].contains(material.kind.kind), language != .other else { return false }
        let title = material.slide.title ?? ""
        return !title.isEmpty && !title.contains("?") && title.count <= 80 && title.contains(where: \.isLetter)
    }

    private func paragraph(_ text: String) -> [Flag] {
        let count = paragraphs(text).count
        return count > 1 ? [.rule("", "There are \(count) paragraphs; one is wanted.")] : []
    }
}

/// The rules of the sources.
enum ReferenceRules {
    static func problems(of references: [Reference]) -> [Flag] {
        var flags: [Flag] = []
        if references.count > 3 {
            flags.append(.rule("", "There are \(references.count) sources; at most three are wanted."))
        }
        var seen: Set<String> = []
        for reference in references {
            if WebAddress.all(in: reference.url) != [reference.url] {
                flags.append(.rule(reference.url, "'\(reference.url)' is no address of the web."))
            }
            if !reference.title.contains(where: \.isLetter) {
                flags.append(.rule(reference.url, "A source has no title."))
            }
            if !seen.insert(reference.url.lowercased()).inserted {
                flags.append(.rule(reference.url, "A source is named twice."))
            }
        }
        return flags
    }
}
