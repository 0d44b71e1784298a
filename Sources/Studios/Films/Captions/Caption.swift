/// A sentence and when it is spoken, in seconds from the start of the film.
package struct TimedSentence: Hashable, Sendable, Codable {
    package var text: String
    package var start: Double
    package var end: Double

    package init(text: String, start: Double, end: Double) {
        self.text = text
        self.start = start
        self.end = end
    }
}

/// What is shown below the picture for a while.
package struct Caption: Hashable, Sendable, Codable {
    /// Milliseconds from the start of the film: the grid of every caption format.
    package var start: Int
    /// Later than ``start``.
    package var end: Int
    /// One or two lines.
    package var lines: [String]

    package init(start: Int, end: Int, lines: [String]) {
        self.start = start
        self.end = end
        self.lines = lines
    }
}

/// How much a caption may hold and how long it should stand.
package struct CaptionLimits: Hashable, Sendable, Codable {
    /// Columns of a line; a letter has one, an ideograph two. 42 columns are 21 ideographs.
    package var columns = 42
    /// Shorter captions are avoided where the sentence allows it. In seconds.
    package var shortest = 1.0
    /// Longer captions likewise.
    package var longest = 7.0
    /// How long the last caption of a sentence may stay after it, if nothing follows. In seconds.
    package var hold = 0.5

    package init() {}
}
