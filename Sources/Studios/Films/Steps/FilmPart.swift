package import StepEngine

/// One slide of a film, all of it made: what is left is putting the parts in a row.
package struct FilmPart: Hashable, Codable, Sendable {
    var still: Asset
    /// How long the still is held.
    var holdFrames: Int
    /// Comes before the still.
    var transition: Asset?
    /// `nil` for a silent slide.
    var narration: NarratedSlide?
    /// Where the narration starts in the sound track, in AAC frames.
    var audioFrame: Int

    package init(
        still: Asset, holdFrames: Int, transition: Asset?, narration: NarratedSlide?, audioFrame: Int
    ) {
        self.still = still
        self.holdFrames = holdFrames
        self.transition = transition
        self.narration = narration
        self.audioFrame = audioFrame
    }
}

/// The sound of a film: its parts' narrations at their places, silence between them.
struct SpeechTrack: Hashable, Codable, Sendable {
    struct Block: Hashable, Codable, Sendable {
        var narration: NarratedSlide
        var audioFrame: Int
    }

    var blocks: [Block]
    /// The whole length, in AAC frames.
    var audioFrames: Int

    /// Reads every block's encoded sound, in order.
    func sounds(in context: StepContext) throws -> [AACBlock] {
        try blocks.map { block in
            try AACBlock(stream: context.bytes(of: block.narration.sound), samples: block.narration.samples)
        }
    }
}
