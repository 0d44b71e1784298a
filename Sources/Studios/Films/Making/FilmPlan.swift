package import Decks
import Essentials
package import Speech

/// What is to be filmed: for each slide what it shows and what is said. Everything is known but the work itself.
package struct FilmPlan: Sendable {
    package struct PlannedSlide: Sendable {
        package var number: Int
        /// For the chapter.
        package var title: String
        package var picture: SlidePicture
        package var sentences: [PlannedSentence]
        /// What the voice speaks (BCP 47).
        package var language: String
    }

    package struct PlannedSentence: Sendable, Hashable {
        /// For the captions.
        package var written: String
        package var spoken: SpeakSentence
        /// Silence after it, in seconds.
        package var pause: Double
    }

    package var slides: [PlannedSlide]
    package var format: VideoFormat
    package var transition: Transition
    /// In frames; 0 for a cut.
    package var transitionFrames: Int
    package var layout: FilmTimeline.Layout
    package var title: String?
    package var author: String?
    /// What most slides are spoken in.
    package var language: String?
    package var music: MusicBed?
    /// What the person should know, a sentence each.
    package var warnings: [String]
}
