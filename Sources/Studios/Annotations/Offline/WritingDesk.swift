import Decks

/// What the texts of one slide are written from, with the words of their language.
struct WritingDesk: Sendable {
    let material: SlideMaterial
    let style: AnnotationStyle
    let phrases: NarrationPhrases
    /// `nil` in a language without words of its own: its texts hold what is on the slide, with nothing between.
    let words: OfflineWords?

    init(_ material: SlideMaterial, _ style: AnnotationStyle) {
        self.material = material
        self.style = style
        phrases = NarrationPhrases(language: style.language ?? material.slide.language)
        words = OfflineWords.of(phrases.language)
    }

    var slide: Slide { material.slide }

    /// On one line and without its stop; `nil` when there is none.
    var title: String? {
        let title = SpokenText.phrase(slide.title ?? "")
        return title.contains { $0.isLetter || $0.isNumber } ? title : nil
    }

    /// What the slide says, as sentences; its notes left out.
    var narration: String {
        var slide = self.slide
        if let language = style.language { slide.language = language }
        return OfflineNarrator.narration(of: slide)
    }

    func sight(of shape: ShapeIdentity) -> PictureSight? {
        material.sights.first { $0.shape == shape.id }
    }
}

extension OfflineWords {
    static func of(_ language: NarrationPhrases.Language) -> OfflineWords? {
        switch language {
        case .english: .english
        case .spanish: .spanish
        case .german: .german
        case .french: .french
        case .other: nil
        }
    }

    func quoted(_ text: String) -> String {
        openingQuote + text.filter { !"“”«»„\"".contains($0) } + closingQuote
    }
}

/// Puts texts into shape.
enum Wording {
    /// A noun phrase as a sentence: with a capital and a stop.
    static func sentence(_ phrase: String) -> String {
        SpokenText.sentence(capitalised(phrase))
    }

    static func capitalised(_ text: String) -> String {
        (text.first.map { String($0).uppercased() } ?? "") + text.dropFirst()
    }

    /// `text` cut after a whole word, with "…" where something is missing.
    static func cut(_ text: String, to limit: Int) -> String {
        let text = SpokenText.onOneLine(text)
        guard text.count > limit else { return text }
        // Half an address leads nowhere.
        if !text.contains(" "), text.contains("://"), text.count <= 400 { return text }
        let start = text.prefix(limit)
        let whole = start.lastIndex(of: " ").map { start[..<$0] } ?? start
        let isInAddress = start.split(separator: " ").last.map { $0.contains("://") } ?? false
        var kept = whole.count * 2 > limit || isInAddress ? whole : start
        while let last = kept.last, ",;:.–-(".contains(last) || last == " " { kept = kept.dropLast() }
        return kept + "…"
    }

    /// The words of `text` as people count them; two signs of Chinese or Japanese count as one word.
    static func wordCount(_ text: String) -> Int {
        var count = 0
        var signs = 0
        var isInWord = false
        for character in text {
            if character.unicodeScalars.first.map({ (0x3040...0x9FFF).contains($0.value) }) == true {
                signs += 1
                isInWord = false
            } else if character.isLetter || character.isNumber {
                if !isInWord { count += 1 }
                isInWord = true
            } else if character.isWhitespace {
                isInWord = false
            }
        }
        return count + signs / 2
    }

    /// The sentences of `text`, each with its end.
    static func sentences(_ text: String) -> [String] {
        var sentences: [String] = []
        var current = ""
        let characters = Array(text)
        for (index, character) in characters.enumerated() {
            current.append(character)
            let next = index + 1 < characters.count ? characters[index + 1] : " "
            let isEnd =
                "。！？".contains(character) || character == "\n" || ".!?…".contains(character) && next.isWhitespace
            // "e.g. ", "v. ", "1. ": the stop belongs to the word.
            let word = current.dropLast().split(whereSeparator: \.isWhitespace).last ?? ""
            let isShortened = character == "." && (word.count < 3 || word.contains(".") || word == "etc")
            if isEnd, !isShortened || character != "." {
                sentences.append(current)
                current = ""
            }
        }
        return (sentences + [current]).map(SpokenText.onOneLine).filter { $0.contains { $0.isLetter || $0.isNumber } }
    }

    /// As many whole sentences as fit into a number of words; the first, cut, when not even that fits.
    static func excerpt(of text: String, words limit: Int) -> String {
        var kept: [String] = []
        var count = 0
        for sentence in sentences(text) {
            let more = wordCount(sentence)
            guard count + more <= limit else { break }
            kept.append(sentence)
            count += more
        }
        if kept.isEmpty, let first = sentences(text).first { return cut(first, to: limit * 5) }
        return kept.joined(separator: " ")
    }
}
