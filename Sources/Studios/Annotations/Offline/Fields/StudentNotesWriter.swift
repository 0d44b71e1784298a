import Decks

/// Writes two or three paragraphs for whoever learns from the slide: what it says, what the speaker adds, and the terms
/// to know.
struct StudentNotesWriter {
    let desk: WritingDesk

    var text: String {
        let terms = KeyTerms(desk: desk).terms
        let summary = paragraph(of: summarised, words: 110)
        let added = paragraph(of: AuthorNotes(desk.slide).paragraphs.joined(separator: "\n"), words: 80)
        let hasShortForm = desk.material.kind.kind.isShort
        // The notes of titles and agendas are greetings.
        let texts = hasShortForm ? [summary] : [summary, added]
        let told = texts.filter { !$0.isEmpty } + [closing(terms)].filter { !$0.isEmpty }
        return told.map(Self.withoutMarks).enumerated().map { index, text in
            index == told.count - 1 ? emphasised(text, terms) : text
        }.joined(separator: "\n\n")
    }

    /// What is on the slide, without what its notes say.
    private var summarised: String {
        var slide = desk.slide
        if let language = desk.style.language { slide.language = language }
        // A part is not announced to a reader.
        slide.number = 1
        let text = OfflineNarrator.narration(of: slide)
        let isShort = Wording.wordCount(text) < 4
        guard isShort, let words = desk.words else { return text }
        let seen = desk.slide.visualSubjects.map { AltTextWriter(desk: desk).text(of: $0) }.filter { !$0.isEmpty }
        return ([text] + seen.prefix(2)).filter { !$0.isEmpty }.joined(separator: " ").isEmpty
            ? words.lookNow : ([text] + seen.prefix(2)).filter { !$0.isEmpty }.joined(separator: " ")
    }

    private func paragraph(of text: String, words: Int) -> String {
        Wording.excerpt(of: text, words: words)
    }

    private func closing(_ terms: [String]) -> String {
        guard let words = desk.words else { return desk.phrases.list(terms.isEmpty ? [desk.title ?? ""] : terms) }
        let subject = terms.first ?? desk.title.flatMap { $0.hasSuffix("?") || $0.count > 80 ? nil : $0 }
        let list = terms.count > 1 ? SpokenText.sentence(words.keyTerms.filled([.list: desk.phrases.list(terms)])) : ""
        let task = subject.map { words.explainYourself.filled([.text: $0]) } ?? words.rememberSlide
        return [list, task].filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// The terms between asterisks, each where it stands first.
    private func emphasised(_ text: String, _ terms: [String]) -> String {
        let subjects = terms.isEmpty ? [desk.title ?? ""] : terms
        var text = text
        for subject in subjects where !subject.isEmpty {
            let subject = Self.withoutMarks(subject)
            guard let range = text.firstRange(of: subject) else { continue }
            text.replaceSubrange(range, with: "*" + subject + "*")
        }
        return text
    }

    /// Asterisks of the slide itself would be taken for emphasis.
    private static func withoutMarks(_ text: String) -> String {
        text.filter { $0 != "*" }
    }
}
