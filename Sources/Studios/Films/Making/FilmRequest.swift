package import Foundation
package import StepEngine

/// What somebody wants filmed, and how.
package struct FilmRequest: Sendable {
    package var deck: URL
    /// An edited script; see ``FilmMaker/script(of:mergesOverlays:)``.
    package var script: URL?
    package var format: VideoFormat
    package var transition: Transition
    package var transitionSeconds: Double
    /// A voice by name, such as `slt` or `espeak-ng:de`.
    package var voice: String?
    /// What is spoken (BCP 47); found from the text when `nil`.
    package var language: String?
    /// 1 is the voice's own pace.
    package var speechRate: Double
    package var music: URL?
    package var lexicon: URL?
    package var includesHidden: Bool
    /// For PDFs.
    package var mergesOverlays: Bool

    /// All files that are read.
    package var inputs: [URL] { [deck] + [script, music, lexicon].compactMap { $0 } }

    package init(
        deck: URL, script: URL? = nil, format: VideoFormat, transition: Transition = .fade,
        transitionSeconds: Double = 0.5, voice: String? = nil, language: String? = nil, speechRate: Double = 1,
        music: URL? = nil, lexicon: URL? = nil, includesHidden: Bool = false, mergesOverlays: Bool = false
    ) {
        self.deck = deck
        self.script = script
        self.format = format
        self.transition = transition
        self.transitionSeconds = transitionSeconds
        self.voice = voice
        self.language = language
        self.speechRate = speechRate
        self.music = music
        self.lexicon = lexicon
        self.includesHidden = includesHidden
        self.mergesOverlays = mergesOverlays
    }
}

/// A film that is made.
package struct FinishedFilm: Sendable {
    /// An MP4 in the engine's store.
    package var film: Asset
    /// WebVTT.
    package var captions: String
    package var seconds: Double
    package var slides: Int
    /// What the person should know, a sentence each.
    package var warnings: [String]
}
