/// Completes alternative texts that lack nothing but their final stop: without it, a screen reader runs on into what
/// comes next.
package enum AltTextCompletion {
    /// `text` with the stop of its script; `nil` when that is not all it lacks.
    ///
    ///     AltTextCompletion.completed("A lighthouse at dusk", shapeName: nil, slideTitle: nil)    // "A lighthouse at dusk."
    ///     AltTextCompletion.completed("塔が並ぶ", shapeName: nil, slideTitle: nil)                 // "塔が並ぶ。"
    ///
    /// What ends in a comma, a colon, a dash or an open bracket was not finished by its author, and what a program listed
    /// ("Text, clock", with or without the remark that it did) is no sentence: neither is completed.
    ///
    /// - Parameters: as those of ``AltTextRules/problems(of:shapeName:slideTitle:limit:)``.
    package static func completed(
        _ text: String, shapeName: String?, slideTitle: String?, limit: Int = 250
    ) -> String? {
        func problems(_ text: String) -> [AltTextProblem] {
            AltTextRules.problems(of: text, shapeName: shapeName, slideTitle: slideTitle, limit: limit)
        }
        guard problems(text) == [.unfinished] else { return nil }
        let text = SpokenText.withoutOuterWhitespace(text)
        guard let last = text.last, !openEnds.contains(last), isAuthors(text) else { return nil }
        let completed = text + SpokenText.fullStop(after: text)
        return problems(completed).isEmpty ? completed : nil
    }

    private static let openEnds: Set<Character> = [
        ",", ";", ":", "、", "，", "；", "：", "-", "–", "—", "/", "\\", "&", "=", "(", "[", "{", "<", "“", "„", "«", "（",
        "「",
    ]

    private static func isAuthors(_ text: String) -> Bool {
        guard let description = AltTextDescription(text), !description.isGuess else { return false }
        // Nothing was taken off: there is no remark of a program.
        return description.text == SpokenText.onOneLine(text)
    }
}
