/// Where everything of a film goes: pictures on the grid of frames, sound on the grid of AAC frames.
///
/// A film is a row of slides. Each but the first may be preceded by a transition; then it is held. Its narration
/// starts ``FilmTimeline/Layout/leadIn`` after the hold does:
///
///     picture  | hold 1            |trans.| hold 2                  |
///     sound    |   narration 1     |      |   narration 2           |
///
/// All sums are of whole numbers, so that nothing drifts: a slide's narration lies within half an AAC frame
/// (10.7 ms at 48 kHz) of its exact place, in the first minute as in the tenth hour.
package struct FilmTimeline: Hashable, Sendable {
    package let rate: FrameRate
    package let sampleRate: Int
    package let slides: [PlacedSlide]
    /// The whole film in video frames.
    package let frames: Int
    /// AAC frames that cover the picture: the last ends with it or less than one frame after it.
    package let audioFrames: Int

    /// The samples of one AAC frame: blocks of narration are multiples of it.
    package static let audioFrameLength = 1_024

    /// What holds for all slides. Durations are in seconds and are rounded to whole samples first.
    package struct Layout: Hashable, Sendable, Codable {
        /// Silence between the start of the hold and the narration.
        package var leadIn: Double
        /// Silence between the narration and the end of the hold.
        package var tail: Double
        /// No slide is held for less.
        package var minimumHold: Double

        package init(leadIn: Double = 0.3, tail: Double = 0.5, minimumHold: Double = 2) {
            self.leadIn = leadIn
            self.tail = tail
            self.minimumHold = minimumHold
        }
    }

    /// What differs from slide to slide.
    package struct Slide: Hashable, Sendable, Codable {
        /// The narration's length in samples: a multiple of 1024, 0 when the slide is silent.
        package var narration: Int
        /// Video frames of the transition into this slide; 0 is a cut. The first slide's is ignored.
        package var transition: Int

        package init(narration: Int, transition: Int = 0) {
            self.narration = narration
            self.transition = transition
        }
    }

    /// One slide's place. Frames are counted from the start of the film.
    package struct PlacedSlide: Hashable, Sendable {
        /// First frame of the transition into the slide; equal to ``hold``'s start when there is none.
        package let transition: Range<Int>
        /// Where the slide itself is shown.
        package let hold: Range<Int>
        /// The narration's AAC frames; empty when the slide is silent.
        package let audio: Range<Int>
        /// Where the slide's chapter starts: with the hold, so that a jump there shows the slide at once and
        /// meets a key frame.
        package var chapterStart: Int { hold.lowerBound }
        /// All frames that belong to the slide.
        package var frames: Range<Int> { transition.lowerBound..<hold.upperBound }
    }

    /// Lays out a film.
    ///
    /// - Throws: ``TimelineError`` when there is no slide, a duration is negative or not finite, a narration is not a
    ///   multiple of 1024 samples, or the film would be longer than a thousand hours.
    package init(rate: FrameRate, sampleRate: Int = 48_000, layout: Layout = Layout(), slides: [Slide]) throws {
        let grid = try TimeGrid(rate: rate, sampleRate: sampleRate)
        let lead = try grid.samples(layout.leadIn, name: "lead-in")
        let tail = try grid.samples(layout.tail, name: "tail")
        let minimum = try grid.samples(layout.minimumHold, name: "minimum hold")
        guard !slides.isEmpty else { throw TimelineError.invalid("number of slides", slide: nil) }

        var placed: [PlacedSlide] = []
        placed.reserveCapacity(slides.count)
        var frame = 0
        for (index, slide) in slides.enumerated() {
            try grid.check(slide, index: index)
            let start = frame + (index == 0 ? 0 : slide.transition)
            let spoken = slide.narration == 0 ? 0 : lead + slide.narration + tail
            let end = start + max(1, grid.frames(covering: max(minimum, spoken)))
            let audio = grid.audioFrame(nearestTo: start, plus: lead)
            let length = slide.narration / Self.audioFrameLength
            placed.append(
                PlacedSlide(transition: frame..<start, hold: start..<end, audio: audio..<(audio + length)))
            frame = end
            guard frame <= grid.longestFilm else { throw TimelineError.invalid("length of the film", slide: index) }
        }
        self.rate = rate
        self.sampleRate = sampleRate
        self.slides = placed
        frames = frame
        audioFrames = max(grid.audioFrames(covering: frame), placed.last { !$0.audio.isEmpty }?.audio.upperBound ?? 0)
    }

    /// The film's length in seconds, of its picture.
    package var seconds: Double { rate.seconds(ofFrame: frames) }

    /// Seconds at which an AAC frame starts.
    package func seconds(ofAudioFrame frame: Int) -> Double {
        Double(frame * Self.audioFrameLength) / Double(sampleRate)
    }
}
