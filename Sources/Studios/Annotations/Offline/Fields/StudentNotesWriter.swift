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
        let told = texts.filter { !$0.isEmpty }.map(Self.withoutMarks)
        return (told + [closing(terms)]).filter { !$0.isEmpty }.joined(separator: "\n\n")
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

    /// The terms to know, and something to do with them.
    private func closing(_ terms: [String]) -> String {
        let marked = terms.map(Self.emphasised)
        guard let words = desk.words else {
            return desk.phrases.list(marked.isEmpty ? [desk.title.map(Self.emphasised) ?? ""] : marked)
        }
        if let first = marked.first {
            let list = SpokenText.sentence(words.keyTerms.filled([.list: desk.phrases.list(marked)]))
            return marked.count > 1 ? list + " " + words.rememberSlide : words.explainYourself.filled([.text: first])
        }
        // An agenda, or the name of a part, is nothing to explain.
        let explains = [.content, .answers].contains(desk.material.kind.kind)
        let subject = (explains ? desk.title : nil).flatMap {
            $0.hasSuffix("?") || $0.count > 80 ? nil : Self.emphasised($0)
        }
        return subject.map { words.explainYourself.filled([.text: $0]) } ?? words.rememberSlide
    }

    private static func emphasised(_ term: String) -> String {
        "*" + withoutMarks(term) + "*"
    }

    /// Asterisks of the slide itself would be taken for emphasis.
    private static func withoutMarks(_ text: String) -> String {
        text.filter { $0 != "*" }
    }
}
