/// What the place in the deck speaks for, together with how much there is on the slide.
enum PlaceSigns {
    static func signs(of facts: SlideFacts, isFirst: Bool, isLast: Bool, deckTitle: String?) -> [KindSign] {
        var signs: [KindSign] = []
        let hasOnlyTitle = !facts.title.isEmpty && facts.points.isEmpty && !facts.hasData
        if isFirst, !facts.hasData, facts.words > 0, facts.words <= 40, facts.points.count <= 3 {
            signs.append(KindSign(kind: .moduleTitle, weight: 0.85, reason: "it is the first slide and has few words"))
        }
        if isFirst, let deckTitle, !facts.title.isEmpty, deckTitle.lowercased() == facts.title.lowercased() {
            signs.append(KindSign(kind: .moduleTitle, weight: 0.5, reason: "its title is the deck's"))
        }
        if !isFirst, hasOnlyTitle, !facts.hasPicture, facts.words <= 25 {
            // The last slide has no part to open.
            let kind = isLast ? SlideKind.closing : .section
            signs.append(KindSign(kind: kind, weight: 0.75, reason: "there is nothing but a title"))
        }
        if isLast, facts.words <= 15, !isFirst {
            signs.append(KindSign(kind: .closing, weight: 0.4, reason: "it is the last slide and has few words"))
        }
        return signs
    }
}

/// What the text below the title speaks for.
enum BodySigns {
    static func signs(of facts: SlideFacts) -> [KindSign] {
        let options = facts.letteredOptions
        let asks = facts.title.contains("?") || facts.points.first?.contains("?") == true
        guard options >= 2 else { return [] }
        return asks
            ? [
                KindSign(
                    kind: .knowledgeCheck, weight: 0.8, reason: "a question is followed by \(options) lettered options")
            ]
            : [KindSign(kind: .knowledgeCheck, weight: 0.45, reason: "there are \(options) lettered options")]
    }
}
