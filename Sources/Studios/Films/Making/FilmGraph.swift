import Decks
import StepEngine

/// A film as a graph of steps, read by a ``StepResolver``.
///
///     slide ── drawing ── image ─┬─ still ───────────────┐
///                                └─ transition ──────────┼─ film
///     sentences ── narration ────────────────────────────┘
struct FilmGraph<Resolver: StepResolver>: Sendable {
    let plan: FilmPlan
    let resolver: Resolver

    /// The film and its captions; `nil` when something is not there (and nothing is made).
    func film() async throws -> (film: Asset, captions: [Caption], timeline: FilmTimeline)? {
        async let spoken = narrations()
        let images = try await images()
        async let stills = eachSlide { index, slide in
            let step = images[index].map { EncodeStill(picture: $0, format: plan.format) }
            return try await resolver.value(of: step, subject: "slide \(slide.number)")
        }
        async let moving = transitions(between: images)
        let parts = try await (narrations: spoken, stills: stills, transitions: moving)

        let narrations = parts.narrations.compactMap { $0 }
        let madeStills = parts.stills.compactMap { $0 }
        let made = parts.transitions.compactMap { $0 }
        guard let poster = images.first ?? nil, narrations.count == plan.slides.count,
            madeStills.count == plan.slides.count, made.count == parts.transitions.count
        else {
            _ = try await resolver.value(of: nil as AssembleFilm?, subject: "film")
            return nil
        }
        return try await assemble(narrations: narrations, stills: madeStills, transitions: made, poster: poster)
    }

    /// Steps that a film of this plan asks for, by kind.
    var demands: [(kind: StepKind, count: Int)] {
        let count = plan.slides.count
        return [
            (DrawSlide.kind, plan.slides.count { if case .drawing = $0.picture { true } else { false } }),
            (SlideImage.kind, count), (EncodeStill.kind, count),
            (EncodeTransition.kind, plan.transitionFrames > 0 ? max(0, count - 1) : 0),
            ("speech.sentence", plan.slides.reduce(0) { $0 + $1.sentences.count }),
            (NarrateSlide.kind, plan.slides.count { !$0.sentences.isEmpty }),
            (MixSoundtrack.kind, plan.music == nil ? 0 : 1), (AssembleFilm.kind, 1),
        ]
    }

    private func images() async throws -> [Asset?] {
        let drawings = plan.slides.compactMap { slide -> (DrawSlide, String)? in
            if case .drawing(let step) = slide.picture { (step, "slide \(slide.number)") } else { nil }
        }
        let drawn = try await resolver.values(of: drawings.map(\.0), subjects: drawings.map(\.1))
        var pages: [DrawSlide: DrawnPage] = [:]
        for (step, page) in zip(drawings.map(\.0), drawn) { pages[step] = page }
        let found = pages
        return try await eachSlide { _, slide in
            let page: DrawnPage? =
                switch slide.picture {
                case .drawing(let step): found[step]
                case .page(let page): page
                }
            let step = page.map { SlideImage(page: $0, width: plan.format.width, height: plan.format.height) }
            return try await resolver.value(of: step, subject: "slide \(slide.number)")
        }
    }

    /// For each slide its narration; a silent slide has one without sound. `nil` where it is not there.
    private func narrations() async throws -> [NarratedSlide??] {
        try await eachSlide { _, slide -> NarratedSlide?? in
            if slide.sentences.isEmpty { return .some(nil) }
            let spoken = try await each(slide.sentences) { index, sentence in
                try await resolver.value(
                    of: sentence.spoken, subject: "slide \(slide.number), sentence \(index + 1)")
            }
            let whole = spoken.compactMap { $0 }
            let pauses = slide.sentences.map { Int(($0.pause * Double(FilmSound.sampleRate)).rounded()) }
            let step = whole.count == spoken.count ? NarrateSlide(sentences: whole, pauses: pauses) : nil
            return try await resolver.value(of: step, subject: "slide \(slide.number)").map { .some($0) }
        }
    }

    /// The clips before the second slide, the third, and so on; none for cuts.
    private func transitions(between images: [Asset?]) async throws -> [Asset?] {
        guard plan.transitionFrames > 0 else { return [] }
        return try await each(Array(plan.slides.dropFirst())) { index, slide in
            let step: EncodeTransition? =
                if let from = images[index], let to = images[index + 1] {
                    EncodeTransition(
                        transition: plan.transition, frames: plan.transitionFrames, from: from, to: to,
                        format: plan.format)
                } else {
                    nil
                }
            return try await resolver.value(of: step, subject: "into slide \(slide.number)")
        }
    }

    private func assemble(
        narrations: [NarratedSlide?], stills: [Asset], transitions: [Asset], poster: Asset
    ) async throws -> (film: Asset, captions: [Caption], timeline: FilmTimeline)? {
        let timeline = try FilmTimeline(
            rate: plan.format.rate, layout: plan.layout,
            slides: narrations.enumerated().map { index, narration in
                .init(
                    narration: narration?.samples ?? 0, transition: index == 0 ? 0 : plan.transitionFrames)
            })
        let parts = plan.slides.indices.map { index in
            FilmPart(
                still: stills[index], holdFrames: timeline.slides[index].hold.count,
                transition: index > 0 && !transitions.isEmpty ? transitions[index - 1] : nil,
                narration: narrations[index], audioFrame: timeline.slides[index].audio.lowerBound)
        }
        var soundtrack: Asset?
        if let music = plan.music {
            let speech = SpeechTrack(
                blocks: parts.compactMap { part in
                    part.narration.map { .init(narration: $0, audioFrame: part.audioFrame) }
                }, audioFrames: timeline.audioFrames)
            soundtrack = try await resolver.value(of: MixSoundtrack(speech: speech, bed: music), subject: "music")
            if soundtrack == nil {
                _ = try await resolver.value(of: nil as AssembleFilm?, subject: "film")
                return nil
            }
        }
        let captions = CaptionCutter().captions(for: plan.timedSentences(narrations, timeline))
        let step = AssembleFilm(
            parts: parts, format: plan.format, audioFrames: timeline.audioFrames, soundtrack: soundtrack,
            captions: SubRip.render(captions), metadata: plan.metadata(timeline), poster: poster)
        return try await resolver.value(of: step, subject: "film").map { ($0, captions, timeline) }
    }

    private func eachSlide<Value: Sendable>(
        _ body: @escaping @Sendable (Int, FilmPlan.PlannedSlide) async throws -> Value
    ) async throws -> [Value] {
        try await each(plan.slides, body)
    }

    /// All at once: the engine's lanes decide how many really run.
    private func each<Element: Sendable, Value: Sendable>(
        _ elements: [Element], _ body: @escaping @Sendable (Int, Element) async throws -> Value
    ) async throws -> [Value] {
        try await withThrowingTaskGroup(of: (Int, Value).self) { group in
            for (index, element) in elements.enumerated() {
                group.addTask { (index, try await body(index, element)) }
            }
            var values: [Int: Value] = [:]
            for try await (index, value) in group { values[index] = value }
            return elements.indices.compactMap { values[$0] }
        }
    }
}

extension FilmPlan {
    /// When each sentence sounds, in seconds from the start of the film.
    func timedSentences(_ narrations: [NarratedSlide?], _ timeline: FilmTimeline) -> [TimedSentence] {
        zip(zip(slides, narrations), timeline.slides).flatMap { entry, place -> [TimedSentence] in
            guard let narration = entry.1 else { return [] }
            let start = timeline.seconds(ofAudioFrame: place.audio.lowerBound)
            return zip(entry.0.sentences, narration.sentences).map { sentence, samples in
                TimedSentence(
                    text: sentence.written, start: start + Double(samples.lowerBound) / Double(FilmSound.sampleRate),
                    end: start + Double(samples.upperBound) / Double(FilmSound.sampleRate))
            }
        }
    }

    func metadata(_ timeline: FilmTimeline) -> FilmMetadata {
        FilmMetadata(
            title: title, author: author, language: language, comment: "Made with Atelier.",
            chapters: timeline.chapters(titles: slides.map(\.title)))
    }
}
