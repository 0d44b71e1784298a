import Decks

/// Writes what the speaker says: the author's notes, cleaned, where there are some; else what the slide says.
struct ScriptWriter {
    let desk: WritingDesk

    var text: String {
        let own = AuthorNotes(desk.slide).paragraphs
        return own.isEmpty ? composed : own.joined(separator: "\n\n")
    }

    private var composed: String {
        guard let words = desk.words else { return narration }
        switch desk.material.kind.kind {
        case .moduleTitle: return welcome(words) ?? narrated(words)
        case .agenda: return topics(words) ?? narrated(words)
        case .knowledgeCheck:
            // The title alone asks nothing.
            return desk.mainPoints.isEmpty
                ? narrated(words) : [narrated(words), words.answerNow].joined(separator: "\n\n")
        case .section, .content, .answers, .closing: return narrated(words)
        }
    }

    private func welcome(_ words: OfflineWords) -> String? {
        guard let title = desk.title else { return nil }
        let subtitles = desk.slide.elements.compactMap { element -> String? in
            guard case .text(let text) = element, text.role == .subtitle, !text.isFurniture(of: desk.slide) else {
                return nil
            }
            return text.paragraphs.map { SpokenText.sentence($0.text) }.filter { !$0.isEmpty }.joined(separator: " ")
        }
        let greeting = Wording.sentence(words.welcome.filled([.title: title]))
        return ([greeting] + subtitles).joined(separator: " ")
    }

    private func topics(_ words: OfflineWords) -> String? {
        let points = desk.mainPoints
        guard points.count > 1, points.count <= 12, points.allSatisfy({ $0.count <= 80 }) else { return nil }
        return Wording.sentence(words.topics.filled([.list: desk.phrases.list(points)]))
    }

    /// What the slide says; of a slide without a word, what is to be seen on it.
    private func narrated(_ words: OfflineWords) -> String {
        let text = narration
        let hasOnlyTitle = desk.slide.elements.allSatisfy { element in
            if case .text(let text) = element { text.role == .title || text.isFurniture(of: desk.slide) } else { false }
        }
        if !text.isEmpty, !tellsTitleOnly(text) || hasOnlyTitle { return text }
        let seen = desk.slide.visualSubjects.map { AltTextWriter(desk: desk).text(of: $0) }
            .filter { !$0.isEmpty }.map(SpokenText.phrase).prefix(3)
        guard !seen.isEmpty else { return text.isEmpty ? words.lookNow : text }
        let shown = seen.map { $0.prefix(1).lowercased() + $0.dropFirst() }
        let told = Wording.sentence(words.seeHere.filled([.list: desk.phrases.list(shown)]))
        return [text, told].filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private func tellsTitleOnly(_ text: String) -> Bool {
        desk.title.map { SpokenText.phrase(text).lowercased() == $0.lowercased() } ?? false
    }

    private var narration: String { desk.narration }
}

extension WritingDesk {
    /// The main points that say something by themselves: not what only announces others, nor lines of commands.
    var tellingPoints: [String] {
        let announcing = Set(
            slide.allElements.flatMap { element -> [String] in
                guard case .text(let text) = element else { return [] }
                return text.paragraphs.map(\.text).filter { SpokenText.onOneLine($0).hasSuffix(":") }.map {
                    SpokenText.phrase(SpokenText.withoutNumbering(SpokenText.withoutBullet($0)))
                }
            })
        return mainPoints.filter { point in
            !announcing.contains(point) && !point.contains { "<>{}#$=".contains($0) }
        }
    }

    /// The points of the outermost level of the slide's body, as parts of a sentence.
    var mainPoints: [String] {
        slide.allElements.flatMap { element -> [String] in
            guard case .text(let text) = element, text.holdsPoints, !text.isFurniture(of: slide) else { return [] }
            let kept = text.paragraphs.filter { !CodeText.isCode($0.text) && $0.text.contains(where: \.isLetter) }
            let top = kept.map(\.level).min() ?? 0
            return kept.filter { $0.level == top }.map {
                SpokenText.phrase(SpokenText.withoutNumbering(SpokenText.withoutBullet($0.text)))
            }
        }
    }
}

extension TextElement {
    /// Whether it holds what the slide has to say. Some write their points into the placeholder of the subtitle: more
    /// words than a subtitle has.
    var holdsPoints: Bool {
        switch role {
        case .body, .other: true
        case .subtitle: paragraphs.reduce(0) { $0 + Wording.wordCount($1.text) } > 12
        case .title, .footer, .date, .slideNumber: false
        }
    }
}
