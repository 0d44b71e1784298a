package import Decks

/// Tells what a slide is for by what stands in its title, how much else there is, and where it stands in the deck.
///
/// Each sign speaks for one kind with a weight from 0 to 1; signs for the same kind add up as independent chances do
/// (1 - (1 - a)(1 - b)). A slide for which no sign speaks is content.
package enum SlideClassifier {
    /// What `slide` is for.
    ///
    /// - Parameters: isFirst, isLast: whether it is the first or last slide of the deck that is shown.
    package static func classify(
        _ slide: Slide, isFirst: Bool, isLast: Bool, deckTitle: String?
    ) -> SlideClassification {
        let facts = SlideFacts(slide)
        let signs =
            TitleSigns.signs(of: facts)
            + PlaceSigns.signs(of: facts, isFirst: isFirst, isLast: isLast, deckTitle: deckTitle)
            + BodySigns.signs(of: facts)
        let kinds = Dictionary(grouping: signs, by: \.kind).map { kind, signs in
            SlideClassification(
                kind: kind, confidence: 1 - signs.reduce(1) { $0 * (1 - $1.weight) }, reasons: signs.map(\.reason))
        }
        let best = kinds.max { ($0.confidence, $1.kind.rawValue) < ($1.confidence, $0.kind.rawValue) }
        if let best, best.confidence >= 0.5 { return rounded(best) }
        let doubt = best?.confidence ?? 0
        let reason = best.map { "only a little speaks for another kind: \($0.reasons.joined(separator: ", "))" }
        return rounded(
            SlideClassification(
                kind: .content, confidence: 0.9 - doubt * 0.6,
                reasons: [reason ?? "nothing speaks for another kind"]))
    }

    private static func rounded(_ classification: SlideClassification) -> SlideClassification {
        var classification = classification
        classification.confidence = (classification.confidence * 100).rounded() / 100
        return classification
    }
}

/// Something that speaks for a kind.
struct KindSign {
    var kind: SlideKind
    /// From 0 to 1.
    var weight: Double
    var reason: String
}

/// What the signs are read from.
struct SlideFacts {
    let title: String
    /// The paragraphs of its bodies and text boxes, furniture left out.
    let points: [String]
    let subtitles: [String]
    let hasPicture: Bool
    /// Charts, tables, SmartArt.
    let hasData: Bool
    let words: Int

    init(_ slide: Slide) {
        title = SpokenText.onOneLine(slide.title ?? "")
        let texts = slide.allElements.compactMap { element -> TextElement? in
            if case .text(let text) = element, !text.isFurniture(of: slide), text.role != .title { text } else { nil }
        }
        subtitles = texts.filter { !$0.holdsPoints }.flatMap { $0.paragraphs.map(\.text) }
        points = texts.filter(\.holdsPoints).flatMap { $0.paragraphs.map(\.text) }
        hasPicture = slide.allElements.contains { element in
            switch element {
            case .picture, .media: true
            case .text, .table, .chart, .diagram, .group: false
            }
        }
        hasData = slide.allElements.contains { element in
            switch element {
            case .table, .chart, .diagram: true
            case .text, .picture, .media, .group: false
            }
        }
        words = Wording.wordCount(([title] + subtitles + points).joined(separator: " "))
    }

    /// Paragraphs such as "A) Paris" or "b. Rome".
    var letteredOptions: Int {
        points.count { $0.firstMatch(of: /^\s*\(?[A-Ea-e][.):]\s/) != nil }
    }
}
