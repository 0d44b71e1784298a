import Foundation
import HTMLPages

/// One slide of the report: its picture beside its fields.
struct SlideSection {
    var slide: AnnotatedSlide
    var picture: Data?
    /// The language of the deck.
    var language: String?

    private var anchors: ReviewAnchors { ReviewAnchors(slide: slide.number) }

    var html: HTML {
        let fields = slide.fields.map { FieldCard(result: $0, anchors: anchors, language: language).html }
        return """
            <section class="slide" id="\(anchors.section)" aria-labelledby="\(anchors.section)-title"\
            \(PageFilter.state(slide.reviewStates))>
            <header>
            <h2 id="\(anchors.section)-title"><span class="number">Slide \(slide.number)</span>\(title)</h2>
            <p class="quiet">\(kind)</p>
            </header>
            <div class="sides">
            <figure>\(image)</figure>
            <div class="cards">
            \(fields.joined())</div>
            </div>
            </section>

            """
    }

    private var title: HTML {
        guard let title = slide.title, !title.allSatisfy(\.isWhitespace) else {
            return " <span class=\"quiet\">without a title</span>"
        }
        return " <span\(.language(language))>\(title)</span>"
    }

    private var kind: HTML {
        let hidden: HTML = slide.isHidden ? "\(.badge("Hidden")) " : ""
        let confidence = Int((min(max(slide.kind.confidence, 0), 1) * 100).rounded())
        let reasons = slide.kind.reasons.joined(separator: "; ")
        let because: HTML = reasons.isEmpty ? "" : ": <bdi>\(reasons)</bdi>"
        return "\(hidden)\(.badge(slide.kind.kind.reviewName, .hint)) \(confidence) % sure\(because)"
    }

    /// The picture is described by the slide's description, which stands beside it.
    private var image: HTML {
        let words = "Slide \(slide.number) as shown"
        let described = slide.fields.contains { $0.field == .slideDescription && $0.value?.isEmpty == false }
        let description: HTML =
            described ? " aria-describedby=\"\(anchors.field(.slideDescription))-text\"" : ""
        let shown = picture.flatMap { HTML.picture($0, alternative: words, attributes: description) }
        return shown ?? "<p class=\"absent\">There is no picture of this slide.</p>"
    }
}
