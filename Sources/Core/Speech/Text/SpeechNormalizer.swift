/// Turns written text into what a voice should say: numbers, units, addresses, code and signs become words.
///
///     SpeechNormalizer(language: "en").spoken("Dr. Lee ran 5 km in 20°C, see https://example.com/results")
///     // Doctor Lee ran five kilometers in twenty degrees Celsius, see example dot com slash results
///
/// English is read completely. In German, Spanish, French, Italian and Portuguese, signs and units become words and the
/// numbers are left to the voice. In any other language only what no voice should see is taken away. Plain words are
/// never changed, and what was read once is not changed by another reading.
package struct SpeechNormalizer: Sendable {
    package let language: String
    package let lexicon: Lexicon
    private let vocabulary: SpokenVocabulary

    /// - Parameter language: a language tag (BCP 47); only the language itself matters.
    package init(language: String, lexicon: Lexicon = .empty) {
        self.language = language
        self.lexicon = lexicon
        vocabulary = SpokenVocabulary.of(LanguageTag(language).language)
    }

    /// What to say. Line ends are kept, empty lines are not; the result is empty when there is nothing to say.
    package func spoken(_ text: String) -> String {
        let clean = lexicon.apply(to: TextCleaner.clean(text))
        var lines: [String] = []
        for line in clean.split(separator: "\n") {
            let plain = EmojiReader(vocabulary: vocabulary).read(MarkupStripper.strip(String(line)))
            let spoken = TokenReader(plain, vocabulary: vocabulary).read()
            if !spoken.isEmpty { lines.append(spoken) }
        }
        return lines.joined(separator: "\n")
    }
}
