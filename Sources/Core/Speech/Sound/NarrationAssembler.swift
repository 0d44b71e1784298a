/// What a slide's narration sounds like, and where each sentence is in it.
package struct NarrationBlock: Hashable, Sendable {
    /// At 48 kHz, one channel.
    package var samples: [Float]
    /// Where each sentence sounds, in samples from the start, in order. An empty sentence has an empty range.
    package var sentences: [Range<Int>]
    /// What the block measures; `nil` when it is silent.
    package var loudness: Loudness?
}

/// Puts the sentences of a slide one after the other, with pauses, and levels them as one.
package struct NarrationAssembler: Codable, Hashable, Sendable {
    /// How many zeros come before the first sentence. No sound reaches into them.
    package var headSamples: Int
    /// How many zeros come after the last sentence, at least: the block is filled up with zeros.
    package var tailSamples: Int
    /// The length of a block is a multiple of this: 1024 is a frame of AAC.
    package var alignment: Int
    package var leveler: SpeechLeveler

    package init(
        headSamples: Int, tailSamples: Int, alignment: Int = 1024, leveler: SpeechLeveler = SpeechLeveler()
    ) {
        self.headSamples = max(0, headSamples)
        self.tailSamples = max(0, tailSamples)
        self.alignment = max(1, alignment)
        self.leveler = leveler
    }

    /// The narration block of `sentences` (at 48 kHz, trimmed), with `pauses[n]` samples of silence after sentence n.
    ///
    /// A pause that is missing is 0; one after the last sentence lengthens the tail. Sentences keep their lengths, and
    /// whatever is 0 stays 0, because levelling only ever multiplies.
    package func assemble(_ sentences: [Waveform], pauses: [Int]) -> NarrationBlock {
        var samples = [Float](repeating: 0, count: headSamples)
        var ranges: [Range<Int>] = []
        for (index, sentence) in sentences.enumerated() {
            ranges.append(samples.count..<samples.count + sentence.samples.count)
            samples += sentence.samples
            let pause = index < pauses.count ? max(0, pauses[index]) : 0
            samples += repeatElement(0, count: pause)
        }
        samples += repeatElement(0, count: tailSamples)
        let overhang = samples.count % alignment
        if overhang > 0 { samples += repeatElement(0, count: alignment - overhang) }
        let leveled = leveler.level(Waveform(samples: samples, sampleRate: Resampler.narrationRate))
        return NarrationBlock(samples: leveled.waveform.samples, sentences: ranges, loudness: leveled.loudness)
    }
}
