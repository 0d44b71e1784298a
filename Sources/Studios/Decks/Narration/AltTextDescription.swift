/// An alternative text that describes something: not a file name, nor the name that a program gave a shape.
package struct AltTextDescription {
    package let text: String
    /// Whether a program listed what it guessed at: "A picture containing text, clock", "Diagram". A whole sentence that a
    /// program wrote is left to its author, who kept it.
    package let isGuess: Bool

    /// `nil` when `altText` describes nothing.
    package init?(_ altText: String) {
        var text = SpokenText.onOneLine(altText)
        let whole = text
        for remark in Self.programRemarks {
            while let range = text.firstRange(of: remark) { text.removeSubrange(range) }
        }
        text = SpokenText.onOneLine(text)
        // What a search for pictures leaves behind.
        guard text.lowercased() != "see the source image" else { return nil }
        guard text.contains(where: \.isLetter), !Self.isFileName(text), !Self.isShapeName(text) else { return nil }
        self.text = text
        let isGenerated = text.count < whole.count
        isGuess =
            text.lowercased().hasPrefix("a picture containing")
            || isGenerated && (text.contains(", ") || text.split(separator: " ").count < 4)
    }

    /// The description as a sentence; with `phrase` when it begins as a noun with an article, or "Picture of …".
    func sentence(_ phrase: DescriptionPhrase?) -> String {
        guard let phrase else { return SpokenText.sentence(text) }
        if let rest = phrase.withoutLeadIn(text) { return SpokenText.sentence(phrase.shows + " " + rest) }
        return SpokenText.sentence(phrase.shownThere + " " + text)
    }

    /// What PowerPoint adds to the alternative texts that it makes.
    private static let programRemarks = [
        "Description automatically generated with high confidence",
        "Description automatically generated with medium confidence",
        "Description automatically generated with low confidence",
        "Description automatically generated with very high confidence",
        "Description automatically generated", "Descripción generada automáticamente",
        "Automatisch generierte Beschreibung", "Description générée automatiquement",
    ]

    private static func isFileName(_ text: String) -> Bool {
        let endings = [
            "png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "svg", "emf", "wmf", "webp", "heic", "pdf", "mp4", "mov",
            "avi", "wmv", "mp3", "wav", "m4a",
        ]
        let lower = text.lowercased()
        if lower.contains("://") && !lower.contains(" ") { return true }
        guard let dot = lower.lastIndex(of: ".") else { return false }
        return endings.contains(String(lower[lower.index(after: dot)...]))
    }

    /// "Picture 3", "image12", "Grafik 4": the kind and a number.
    private static func isShapeName(_ text: String) -> Bool {
        let kinds: Set<String> = [
            "picture", "image", "img", "photo", "graphic", "shape", "logo", "icon", "screenshot", "imagen", "gráfico",
            "bild", "grafik", "inhaltsplatzhalter", "foto", "espace réservé du contenu", "content placeholder", "video",
            "audio", "slide", "object", "rectangle",
        ]
        let words = text.lowercased().filter { $0.isLetter || $0.isWhitespace }
        return kinds.contains(SpokenText.onOneLine(words))
    }
}
