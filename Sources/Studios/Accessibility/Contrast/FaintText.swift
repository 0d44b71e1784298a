import Decks
package import MediaTools

/// Text that does not stand out enough.
package struct FaintText: Hashable, Sendable {
    package var shape: Int
    package var shapeName: String
    package var text: String
    package var color: Color
    package var ground: Color
    package var ratio: Double
    package var required: Double

    package init(
        shape: Int, shapeName: String, text: String, color: Color, ground: Color, ratio: Double, required: Double
    ) {
        self.shape = shape
        self.shapeName = shapeName
        self.text = text
        self.color = color
        self.ground = ground
        self.ratio = ratio
        self.required = required
    }
}

extension FaintText {
    /// What is wrong with a piece of text according to what was seen; `nil` when it is fine, or when there is doubt.
    init?(_ piece: TextPiece, _ sample: TextSample) {
        // Rounding of colours must not make the difference.
        guard sample.ratio < piece.required - 0.03 else { return nil }
        let isInvisible = sample.ratio < 1.3
        if isInvisible {
            // With no trace of the text one cannot tell whether its ground was drawn as it should be.
            guard case .plain = piece.ground, sample.isUniform else { return nil }
        } else {
            // The colour that the text should have must be there, and nothing that stands out better: otherwise
            // something else decides how it looks.
            guard sample.ink > 0.01 else { return nil }
            if sample.isUniform, sample.strongest > max(piece.required, sample.ratio * 1.2) { return nil }
        }
        self.init(
            shape: piece.shape, shapeName: piece.shapeName, text: piece.text,
            color: piece.color.over(sample.ground, opacity: piece.opacity), ground: sample.ground, ratio: sample.ratio,
            required: piece.required)
    }
}
