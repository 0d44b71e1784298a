import TestKit
import Testing

@testable import Films

@Suite("The film timeline")
struct FilmTimelineTests {
    private typealias Slide = FilmTimeline.Slide

    @Test("places a small film by hand-computed numbers")
    func placesASmallFilm() throws {
        let layout = FilmTimeline.Layout(leadIn: 0.5, tail: 0.5, minimumHold: 2)
        let film = try FilmTimeline(
            rate: .thirty, layout: layout,
            slides: [
                Slide(narration: 93 * 1_024, transition: 99),  // 1.984 s
                Slide(narration: 0, transition: 15),
                Slide(narration: 10 * 1_024, transition: 0),
            ])
        // 24,000 + 95,232 + 24,000 samples = 2.984 s = 89.52 frames
        #expect(film.slides[0].transition == 0..<0)
        #expect(film.slides[0].hold == 0..<90)
        #expect(film.slides[0].audio == 23..<116)  // 24,000 / 1,024 = 23.4
        #expect(film.slides[1].transition == 90..<105)
        #expect(film.slides[1].hold == 105..<165)
        #expect(film.slides[1].audio.isEmpty)
        #expect(film.slides[2].hold == 165..<225)
        // (165 * 1,600 + 24,000) / 1,024 = 281.25
        #expect(film.slides[2].audio == 281..<291)
        #expect(film.slides.map(\.chapterStart) == [0, 105, 165])
        #expect(film.frames == 225)
        #expect(film.audioFrames == 352)  // 360,000 / 1,024 = 351.6
        #expect(film.seconds == 7.5)
    }

    @Test(
        "adds up, keeps order and never drifts, for a thousand slides at any rate",
        arguments: [FrameRate.ntsc, .thirty, .pal, .film], 0..<6 as Range<UInt64>)
    func neverDrifts(rate: FrameRate, seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let sampleRate = [48_000, 44_100, 24_000].randomElement(using: &random) ?? 48_000
        let layout = FilmTimeline.Layout(
            leadIn: .random(in: 0...1, using: &random), tail: .random(in: 0...1, using: &random),
            minimumHold: .random(in: 0...3, using: &random))
        let slides = (0..<1_000).map { _ in
            Slide(
                narration: Bool.random(using: &random) ? 0 : 1_024 * Int.random(in: 2...900, using: &random),
                transition: Int.random(in: 0...30, using: &random))
        }
        let film = try FilmTimeline(rate: rate, sampleRate: sampleRate, layout: layout, slides: slides)
        let half = 512 / Double(sampleRate) + 0.5 / Double(sampleRate) + 1e-6

        var frame = 0
        var audio = 0
        for (index, (slide, placed)) in zip(slides, film.slides).enumerated() {
            #expect(placed.transition.lowerBound == frame)
            #expect(placed.transition.count == (index == 0 ? 0 : slide.transition))
            #expect(placed.hold.lowerBound == placed.transition.upperBound)
            #expect(!placed.hold.isEmpty)
            #expect(placed.audio.count * 1_024 == slide.narration)
            frame = placed.hold.upperBound

            let hold = rate.seconds(ofFrame: placed.hold.count)
            #expect(hold >= layout.minimumHold - 1e-4)
            let start = film.seconds(ofAudioFrame: placed.audio.lowerBound)
            #expect(abs(start - rate.seconds(ofFrame: placed.hold.lowerBound) - layout.leadIn) <= half)
            guard slide.narration > 0 else { continue }
            #expect(placed.audio.lowerBound >= audio)
            audio = placed.audio.upperBound
            let end = film.seconds(ofAudioFrame: audio)
            #expect(end <= rate.seconds(ofFrame: placed.hold.upperBound) - layout.tail + half)
            let needed = layout.leadIn + Double(slide.narration) / Double(sampleRate) + layout.tail
            #expect(hold < max(needed, layout.minimumHold) + rate.seconds(ofFrame: 1) + 1e-4)
        }
        #expect(film.frames == frame)
        #expect(film.audioFrames >= audio)
        let sound = film.seconds(ofAudioFrame: film.audioFrames)
        #expect(sound >= film.seconds - 1e-6)
        #expect(film.seconds(ofAudioFrame: film.audioFrames - 1) < film.seconds || film.audioFrames == audio)
    }

    @Test("refuses what cannot be laid out")
    func refusesNonsense() throws {
        func make(_ slides: [FilmTimeline.Slide], lead: Double = 0, sampleRate: Int = 48_000) throws {
            _ = try FilmTimeline(
                rate: .ntsc, sampleRate: sampleRate, layout: .init(leadIn: lead, tail: 0, minimumHold: 0),
                slides: slides)
        }
        #expect(throws: TimelineError.self) { try make([]) }
        #expect(throws: TimelineError.self) { try make([.init(narration: 1_000)]) }
        #expect(throws: TimelineError.self) { try make([.init(narration: -1_024)]) }
        #expect(throws: TimelineError.self) { try make([.init(narration: .max / 1_024 * 1_024)]) }
        #expect(throws: TimelineError.self) { try make([.init(narration: 0), .init(narration: 0, transition: -1)]) }
        #expect(throws: TimelineError.self) { try make([.init(narration: 0), .init(narration: 0, transition: .max)]) }
        #expect(throws: TimelineError.self) { try make([.init(narration: 0)], lead: .nan) }
        #expect(throws: TimelineError.self) { try make([.init(narration: 0)], lead: -1) }
        #expect(throws: TimelineError.self) { try make([.init(narration: 0)], lead: .infinity) }
        #expect(throws: TimelineError.self) { try make([.init(narration: 0)], sampleRate: 0) }
        #expect(throws: TimelineError.self) { try FrameRate(0, 1) }
        #expect(throws: TimelineError.self) { try FrameRate(30, -1) }
        #expect(throws: TimelineError.self) { try FrameRate(.max, .max) }
        let silent = try FilmTimeline(
            rate: .pal, layout: .init(leadIn: 0, tail: 0, minimumHold: 0), slides: [.init(narration: 0)])
        #expect(silent.frames == 1 && silent.audioFrames == 2)
    }

    @Test("makes chapters that cover the film, one for neighbours of the same title")
    func makesChapters() throws {
        let film = try FilmTimeline(
            rate: .pal, layout: .init(leadIn: 0, tail: 0, minimumHold: 1),
            slides: (0..<4).map { _ in .init(narration: 0, transition: 5) })
        let chapters = film.chapters(titles: ["Start", "Middle", "Middle", "End"])
        #expect(chapters.map(\.title) == ["Start", "Middle", "End"])
        #expect(chapters.map(\.frames) == [0..<30, 30..<90, 90..<115])
    }
}
