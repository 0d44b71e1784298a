import Decks
import Essentials
import Foundation
import Speech

/// Decides what is shown and said, from the deck and what was asked for. Runs nothing.
struct FilmPlanner {
    let request: FilmRequest
    let lexicon: Lexicon
    let catalogue: VoiceCatalogue

    /// Silence after a sentence, and after the last one of a paragraph, in seconds.
    private static let sentencePause = 0.28
    private static let paragraphPause = 0.6

    /// - Throws: ``FilmError`` when nothing is left to film; ``SpeechError`` when nobody can speak it; ``DeckError``
    ///   for a script that does not fit the deck.
    func plan(_ material: DeckMaterial, music: MusicBed?) throws -> FilmPlan {
        // A wrong name is told even when nobody comes to speak.
        if let voice = request.voice { _ = try catalogue.voice(for: "en", preferring: voice) }
        let deck = material.deck
        let script = try readScript(deck)
        let shown = zip(deck.slides, material.pictures).filter { request.includesHidden || !$0.0.isHidden }
        guard !shown.isEmpty else { throw FilmError.allHidden(deck.slides.count) }
        let languages = SpokenLanguages(deck: deck)
        let slides = try shown.map { slide, picture in
            let narration = script[slide.number] ?? languages.narration(of: slide)
            let language = request.language ?? languages.language(of: slide, saying: narration)
            return FilmPlan.PlannedSlide(
                number: slide.number, title: slide.title ?? "Slide \(slide.number)", picture: picture,
                sentences: try sentences(of: narration, language), language: language)
        }
        let frames = request.transition == .cut ? 0 : request.format.rate.frames(in: request.transitionSeconds)
        return FilmPlan(
            slides: slides, format: request.format, transition: request.transition, transitionFrames: frames,
            layout: FilmTimeline.Layout(leadIn: 0.25, tail: 0.55, minimumHold: 2.5), title: deck.title,
            author: deck.author, language: Self.majority(slides.map(\.language)), music: music,
            warnings: warnings(slides, deck))
    }

    private func readScript(_ deck: Deck) throws -> [Int: String] {
        guard let file = request.script else { return [:] }
        guard let bytes = try? Data(contentsOf: file) else {
            throw FilmError(
                code: "script.unreadable", message: "The script '\(file.path)' cannot be read.",
                remedy: "Check the path, or write one with 'atelier script'.")
        }
        guard let text = String(bytes: bytes, encoding: .utf8) else {
            throw FilmError(
                code: "script.encoding", message: "The script '\(file.lastPathComponent)' is not UTF-8 text.",
                remedy: "Save it as UTF-8.")
        }
        return try NarrationScript.parse(text, slideCount: deck.slides.count)
    }

    private func sentences(of narration: String, _ language: String) throws -> [FilmPlan.PlannedSentence] {
        try catalogue.check(canRead: narration)
        let paragraphs = narration.split(separator: "\n\n", omittingEmptySubsequences: true)
        let normalizer = SpeechNormalizer(language: language, lexicon: lexicon)
        var planned: [FilmPlan.PlannedSentence] = []
        for paragraph in paragraphs {
            for sentence in SentenceSplitter().sentences(of: String(paragraph)) {
                let spoken = normalizer.spoken(sentence)
                guard spoken.contains(where: { $0.isLetter || $0.isNumber }) else { continue }
                let voice = try catalogue.voice(
                    for: language, preferring: request.voice, rate: request.speechRate)
                planned.append(
                    FilmPlan.PlannedSentence(
                        written: sentence, spoken: SpeakSentence(text: spoken, voice: voice),
                        pause: Self.sentencePause))
            }
            if !planned.isEmpty { planned[planned.count - 1].pause = Self.paragraphPause }
        }
        if !planned.isEmpty { planned[planned.count - 1].pause = 0 }
        return planned
    }

    private func warnings(_ slides: [FilmPlan.PlannedSlide], _ deck: Deck) -> [String] {
        let silent = slides.filter(\.sentences.isEmpty).map { "\($0.number)" }
        guard !silent.isEmpty else { return [] }
        let list = silent.count > 8 ? silent.prefix(8).joined(separator: ", ") + ", …" : silent.joined(separator: ", ")
        return [
            silent.count == 1
                ? "Slide \(list) has nothing to say and is shown in silence."
                : "Slides \(list) have nothing to say and are shown in silence."
        ]
    }

    private static func majority(_ languages: [String]) -> String? {
        Dictionary(grouping: languages) { $0 }.max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }?.key
    }
}
