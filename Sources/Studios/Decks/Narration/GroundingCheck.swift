/// Finds what a narration says that its slide does not show: numbers, in digits or words, and names.
///
/// A number is supported when the slide shows it, in any notation; or when it is a value of a chart, rounded to the
/// decimals that are said. A name is a word with a capital that does not begin a sentence; it is supported when the
/// slide has the word. What begins a sentence is not judged.
package struct GroundingCheck {
    package enum Claim: Hashable, Sendable {
        case number(String)
        case name(String)
    }

    private let language: NarrationPhrases.Language
    private let words: Set<String>
    private let numbers: Set<String>
    private let chartValues: [Double]

    /// - Parameter language: the language (BCP 47) of the narration.
    package init(slide: Slide, language: String?) {
        let evidence = SlideEvidence(slide)
        self.language = NarrationPhrases(language: language ?? slide.language).language
        words = Set(evidence.texts.flatMap { Self.words(in: $0).map { $0.text.lowercased() } })
        numbers = Set(evidence.texts.flatMap { Self.numbers(in: $0).flatMap(Self.notations) })
        chartValues = evidence.values
    }

    /// The claims of `narration` that the slide does not bear out, in their order.
    package func unsupportedClaims(in narration: String) -> [Claim] {
        let digits = Self.numbers(in: narration).filter { !isShown($0) }.map(Claim.number)
        var others: [Claim] = []
        for word in Self.words(in: narration) where !words.contains(word.text.lowercased()) {
            if let value = NumberWords.value(of: word.text, in: language) {
                if !isShown(value) { others.append(.number(word.text)) }
            } else if !word.beginsSentence, word.text.contains(where: \.isUppercase), !isVocabulary(word.text) {
                others.append(.name(word.text))
            }
        }
        return digits + others
    }

    /// German nouns of the narrator's own sentences: their capitals do not make them names.
    private func isVocabulary(_ word: String) -> Bool {
        language == .german && NumberWords.germanNouns.contains(word)
    }

    private func isShown(_ number: String) -> Bool {
        let notations = Self.notations(of: number)
        if notations.contains(where: numbers.contains) { return true }
        return notations.contains { notation in
            guard let said = Double(notation) else { return false }
            let decimals = Self.decimals(saidIn: number, as: notation)
            var unit = 1.0
            for _ in 0..<min(decimals, 12) { unit /= 10 }
            return chartValues.contains { value in
                // As it is, as a percentage, in thousands, in millions.
                [1, 100, 1e-3, 1e-6].contains { abs(abs(value) * $0 - said) <= unit / 2 + abs(said) * 1e-9 }
            }
        }
    }

    /// The decimals that were said, trailing zeros included.
    private static func decimals(saidIn number: String, as notation: String) -> Int {
        let separators: Set<Character> = [".", ","]
        guard let last = number.lastIndex(where: separators.contains) else { return 0 }
        let tail = number.distance(from: last, to: number.endIndex) - 1
        let isWhole = !notation.contains(".") && notation.filter(\.isNumber).count == number.filter(\.isNumber).count
        return isWhole && tail == 3 ? 0 : tail
    }
}

extension GroundingCheck {
    package struct Word: Hashable {
        package var text: String
        package var beginsSentence: Bool
    }

    /// Runs of letters. Digits part them, so that "4.2M" has the word "M".
    package static func words(in text: String) -> [Word] {
        var words: [Word] = []
        var current = ""
        var isStart = true
        for character in text + " " {
            if character.isLetter {
                current.append(character)
                continue
            }
            if !current.isEmpty {
                words.append(Word(text: current, beginsSentence: isStart))
                current = ""
                isStart = false
            }
            if character.isNumber { isStart = false }
            if ".!?…。！？।\n".contains(character) { isStart = true }
        }
        return words
    }

    /// Runs of digits with single separators between digits.
    package static func numbers(in text: String) -> [String] {
        let separators: Set<Character> = [".", ",", "'", "’", "\u{A0}", "\u{202F}"]
        var numbers: [String] = []
        var current = ""
        for character in text + " " {
            if character.isWholeNumber {
                current.append(character)
            } else if separators.contains(character), current.last?.isWholeNumber == true {
                current.append(character)
            } else {
                append(current, to: &numbers)
                current = ""
            }
        }
        append(current, to: &numbers)
        return numbers
    }

    private static func append(_ number: String, to numbers: inout [String]) {
        let trimmed = number.last?.isWholeNumber == false ? String(number.dropLast()) : number
        if !trimmed.isEmpty { numbers.append(trimmed) }
    }

    /// What a number may mean, written with a point and without needless zeros; always with the number as it stands.
    package static func notations(of number: String) -> Set<String> {
        let pieces = number.split(whereSeparator: { !$0.isWholeNumber }).map { piece in
            piece.compactMap { $0.wholeNumberValue.map(String.init) }.joined()
        }
        guard let first = pieces.first, let last = pieces.last else { return [] }
        var notations: Set<String> = [number]
        if pieces.count == 1 { notations.insert(plain(first, fraction: "")) }
        if pieces.dropFirst().allSatisfy({ $0.count == 3 }) { notations.insert(plain(pieces.joined(), fraction: "")) }
        if pieces.count > 1, pieces.dropFirst().dropLast().allSatisfy({ $0.count == 3 }) {
            notations.insert(plain(pieces.dropLast().joined(), fraction: last))
        }
        return notations
    }

    private static func plain(_ whole: String, fraction: String) -> String {
        let digits = whole.drop { $0 == "0" }
        var fraction = fraction
        while fraction.hasSuffix("0") { fraction.removeLast() }
        return (digits.isEmpty ? "0" : String(digits)) + (fraction.isEmpty ? "" : "." + fraction)
    }
}
