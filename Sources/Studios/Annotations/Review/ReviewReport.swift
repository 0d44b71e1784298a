package import Foundation
import HTMLPages

/// The report in which a person reviews what was written into a deck.
package enum ReviewReport {
    /// One HTML file that needs nothing else: each slide's picture beside its seven fields, what they replace, where they
    /// come from, and what wants a look.
    ///
    /// - Parameters:
    ///   - pictures: The slides as shown, by slide number: JPEG, PNG, GIF or WebP. A slide without one says so.
    ///   - score: How accessible the deck was and is, from 0 to 100.
    package static func html(
        _ deck: AnnotatedDeck, pictures: [Int: Data], score: (before: Int, after: Int)?
    ) -> String {
        let sections = deck.slides.map { slide in
            SlideSection(slide: slide, picture: pictures[slide.number], language: deck.language).html
        }
        let content: HTML =
            deck.slides.isEmpty ? "<p class=\"quiet\">The deck has no slides.</p>" : sections.joined()
        return Page(
            title: name(of: deck), kind: "Review", titleLanguage: deck.language,
            introduction: ReviewSummary(deck: deck, score: score).introduction,
            filter: filter(for: deck), entries: deck.slides.map(entry),
            content: "\(ReviewSummary(deck: deck, score: score).points)\(content)"
        ).rendered()
    }

    private static func name(of deck: AnnotatedDeck) -> String {
        guard let title = deck.title, !title.allSatisfy(\.isWhitespace) else { return deck.name }
        return title
    }

    private static func filter(for deck: AnnotatedDeck) -> PageFilter {
        let states = deck.slides.flatMap(\.fields).flatMap(\.reviewStates)
        func count(_ state: String) -> Int { states.count { $0 == state } }
        return PageFilter([
            .init("failed", "Failed fields", count: count("failed")),
            .init("flagged", "Flagged fields", count: count("flagged")),
            .init("changed", "Replaced texts", count: count("changed")),
            .init("edited", "Edited by a person", count: count("edited")),
        ])
    }

    private static func entry(for slide: AnnotatedSlide) -> Page.Entry {
        let flags = slide.fields.map(\.flags.count).reduce(0, +)
        let failed = slide.fields.count(where: \.hasFailed)
        let remarks = [
            failed > 0 ? "\(failed) failed" : nil, flags > 0 ? Figures.count(flags, "flag") : nil,
        ].compactMap(\.self)
        return Page.Entry(
            anchor: ReviewAnchors(slide: slide.number).section, mark: String(slide.number),
            title: slide.title ?? "Slide \(slide.number)",
            remark: remarks.isEmpty ? nil : remarks.joined(separator: ", "), states: slide.reviewStates)
    }
}
