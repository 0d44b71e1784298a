package import Decks

struct CapitalsOnly: SlideRule {
    let id = "text-capitals"
    let title = "Sentences in capitals only"
    let why = "Words in capitals have no shape to recognise them by, and some screen readers spell them out."
    let remedy = "Write them as usual; where capitals are wanted, let the font's “All caps” make them."
    let source = "Microsoft's and W3C's advice; WCAG 3.1.5 (AAA)"
    let severity = Severity.tip

    func findings(on slide: StyledSlide) -> [Finding] {
        slide.allShapes.compactMap { shape in
            guard shape.placeholder != .title, shape.placeholder?.isFurniture != true else { return nil }
            let shouted = shape.paragraphs.first { paragraph in
                let words = paragraph.text.split(whereSeparator: \.isWhitespace)
                let long = words.filter { $0.count(where: \.isLetter) > 3 }
                return long.count >= 5 && !paragraph.text.contains(where: \.isLowercase)
                    && paragraph.text.contains(where: \.isUppercase)
            }
            guard let shouted else { return nil }
            return finding(
                "\(shouted.text.excerpt) in \(shape.label) is written in capitals only.", slide: slide.number,
                shape: shape)
        }
    }
}
