/// Exact conversion between video frames, samples and AAC frames.
///
/// Frame `f` starts at sample `f * denominator * sampleRate / numerator`: a fraction, which is never rounded before
/// it is compared. Inputs are bounded, and products are taken in 128 bits.
struct TimeGrid {
    private let rate: FrameRate
    private let sampleRate: Int
    private let audioFrame = FilmTimeline.audioFrameLength

    init(rate: FrameRate, sampleRate: Int) throws {
        guard (8_000...192_000).contains(sampleRate) else { throw TimelineError.invalid("sample rate", slide: nil) }
        self.rate = rate
        self.sampleRate = sampleRate
    }

    private static let longestSeconds = 3_600_000

    /// A thousand hours, in frames.
    var longestFilm: Int { Self.longestSeconds * rate.numerator / rate.denominator }

    /// A duration in whole samples.
    func samples(_ seconds: Double, name: String) throws -> Int {
        guard seconds >= 0, seconds <= Double(Self.longestSeconds) else {
            throw TimelineError.invalid(name, slide: nil)
        }
        return Int((seconds * Double(sampleRate)).rounded())
    }

    func check(_ slide: FilmTimeline.Slide, index: Int) throws {
        guard (0...(Self.longestSeconds * sampleRate)).contains(slide.narration), slide.narration % audioFrame == 0
        else { throw TimelineError.invalid("narration's length", slide: index) }
        guard (0...longestFilm).contains(slide.transition) else {
            throw TimelineError.invalid("transition's length", slide: index)
        }
    }

    /// The fewest video frames that last at least `samples`.
    func frames(covering samples: Int) -> Int {
        Self.quotient(samples, rate.numerator, over: rate.denominator * sampleRate)
    }

    /// The fewest AAC frames that last at least `frames` video frames.
    func audioFrames(covering frames: Int) -> Int {
        Self.quotient(frames, rate.denominator * sampleRate, over: rate.numerator * audioFrame)
    }

    /// The AAC frame whose start is nearest to `samples` after the start of a video frame; halves go up.
    ///
    /// Rounding to one fixed grid keeps order and distances: blocks that do not overlap before, do not after.
    func audioFrame(nearestTo frame: Int, plus samples: Int) -> Int {
        // position = (frame * den * rate + samples * num) / num; result = floor(position / 1024 + 1 / 2)
        let cell = rate.numerator * audioFrame
        let whole = Self.wide(frame, rate.denominator * sampleRate)
        let extra = Self.wide(samples, rate.numerator)
        return Int((whole + extra + Int128(cell / 2)) / Int128(cell))
    }

    private static func wide(_ first: Int, _ second: Int) -> Int128 {
        Int128(first) * Int128(second)
    }

    /// `first * second / divisor`, rounded up.
    private static func quotient(_ first: Int, _ second: Int, over divisor: Int) -> Int {
        Int((wide(first, second) + Int128(divisor - 1)) / Int128(divisor))
    }
}
