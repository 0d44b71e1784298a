/// Writes what is said over a slide without notes, from the slide alone and without a model.
///
/// It promises to add nothing: every number and every name in the narration is on the slide (``GroundingCheck``
/// tests that). What a table or chart shows is therefore told with the values that are there, and a trend in words.
/// The words between are English, Spanish, German or French; a slide in another language is read with no words
/// between. Footers, dates and slide numbers are never read. The same slide always gives the same narration.
package enum OfflineNarrator {
    /// The narration of `slide`; "" when the slide shows nothing that can be told.
    ///
    /// Paragraphs are separated by an empty line.
    /// - Parameter deckLanguage: the language (BCP 47) of a slide that states none.
    package static func narration(of slide: Slide, deckLanguage: String? = nil) -> String {
        let phrases = NarrationPhrases(language: slide.language ?? deckLanguage)
        var composition = Composition(slide: slide, phrases: phrases)
        composition.tellTitle()
        for element in slide.elements { composition.tell(element) }
        return composition.paragraphs.joined(separator: "\n\n")
    }
}

/// The narration of one slide while it is being written.
private struct Composition {
    let slide: Slide
    let phrases: NarrationPhrases
    var paragraphs: [String] = []
    var told = ToldTexts()
    /// Whether the last paragraph is made of text boxes: labels that stand about a slide make one paragraph.
    var isInLabels = false

    init(slide: Slide, phrases: NarrationPhrases) {
        self.slide = slide
        self.phrases = phrases
    }

    mutating func tellTitle() {
        guard let title = slide.title.map(SpokenText.onOneLine), !title.isEmpty else { return }
        told.insert(title)
        let isSection = slide.number > 1 && slide.elements.allSatisfy { isTitleOrFurniture($0) && !isAtTop($0) }
        if isSection, let next = phrases.words?.next, !SpokenText.endsSentence(title), title.last != ":" {
            paragraphs.append(next + " " + SpokenText.sentence(title))
        } else if isLeadIn(title) {
            paragraphs.append(title)
        } else {
            paragraphs.append(SpokenText.sentence(title))
        }
    }

    /// A title such as "Agenda:" runs on into what follows.
    private func isLeadIn(_ title: String) -> Bool {
        title.hasSuffix(":") && slide.elements.contains { !isTitleOrFurniture($0) }
    }

    mutating func tell(_ element: SlideElement) {
        switch element {
        case .text(let text): tell(text)
        case .table(let table): add(TableNarration(table: table, phrases: phrases).sentences)
        case .chart(let chart):
            add(ChartNarration(chart: chart, phrases: phrases, slideTitle: slide.title).sentences)
        case .diagram(let diagram):
            add(PointNarration(phrases: phrases).paragraphs(of: diagram.nodes, told: &told))
        case .picture(let picture): tellDescription(of: picture.shape, as: phrases.words?.picture)
        case .media(let media): tell(media)
        case .group(let group): for member in group.members { tell(member) }
        }
    }

    private mutating func tell(_ text: TextElement) {
        switch text.role {
        case .footer, .date, .slideNumber: return
        case .title where slide.title != nil: return
        case .title, .subtitle, .body, .other:
            if text.paragraphs.count == 1, text.paragraphs[0].text == String(slide.number) { return }
            let sentences = PointNarration(phrases: phrases).paragraphs(of: text.paragraphs, told: &told)
            let continues = isInLabels && text.role == .other && !sentences.isEmpty
            if continues, let last = paragraphs.popLast() {
                paragraphs.append(([last] + sentences).joined(separator: " "))
            } else {
                add(sentences)
            }
            if !sentences.isEmpty { isInLabels = text.role == .other }
        }
    }

    private mutating func tell(_ media: MediaElement) {
        let isVideo = media.kind == .video
        guard !tellDescription(of: media.shape, as: isVideo ? phrases.words?.video : phrases.words?.sound) else {
            return
        }
        if let presence = isVideo ? phrases.words?.videoPresent : phrases.words?.soundPresent, told.insert(presence) {
            add([presence])
        }
    }

    /// Tells the alternative text, when it describes something.
    @discardableResult
    private mutating func tellDescription(of shape: ShapeIdentity, as phrase: DescriptionPhrase?) -> Bool {
        guard !shape.isDecorative, let description = AltTextDescription(shape.altText ?? ""), !description.isGuess
        else {
            return false
        }
        if told.insert(description.text) { add([description.sentence(phrase)]) }
        return true
    }

    private mutating func add(_ sentences: [String]) {
        let text = sentences.filter { !$0.isEmpty }.joined(separator: " ")
        guard !text.isEmpty else { return }
        paragraphs.append(text)
        isInLabels = false
    }

    /// Whether a title stands at the upper edge, as it does over a picture that cannot be told; that of a part stands
    /// lower.
    private func isAtTop(_ element: SlideElement) -> Bool {
        guard case .text(let text) = element, text.role == .title, let frame = text.shape.frame else { return false }
        return Double(frame.y) < Double(frame.height) * 1.2
    }

    private func isTitleOrFurniture(_ element: SlideElement) -> Bool {
        guard case .text(let text) = element else { return false }
        switch text.role {
        case .title, .footer, .date, .slideNumber: return true
        case .subtitle, .body, .other:
            return text.paragraphs.allSatisfy { SpokenText.onOneLine($0.text).isEmpty }
        }
    }
}

/// What has been said already, so that a title repeated in the body is said once.
struct ToldTexts {
    private var texts: Set<String> = []
    private var title: String?

    /// Whether `text` is new. Short texts ("yes", "low") may well be meant twice, unless they repeat the title.
    @discardableResult
    mutating func insert(_ text: String) -> Bool {
        let key = text.lowercased().filter { $0.isLetter || $0.isNumber }
        if title == nil { title = key }
        let isShort = text.split(whereSeparator: \.isWhitespace).count < 3 && text.utf8.count < 24
        return texts.insert(key).inserted || (isShort && key != title) || key.isEmpty
    }
}
