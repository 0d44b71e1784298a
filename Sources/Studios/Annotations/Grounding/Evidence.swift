import Decks

/// Everything that the texts of a slide may rest on: the slide, its notes, the text of its pictures, its hyperlinks, the
/// deck's title, the given sources and the glossary.
struct Evidence: Sendable {
    /// In lower case.
    private let words: Set<String>
    /// In all the notations that they may be meant in.
    private let numbers: Set<String>
    private let chartValues: [Double]
    private let addresses: Set<String>

    init(_ material: SlideMaterial, _ style: AnnotationStyle) {
        let slide = SlideEvidence(material.slide)
        let texts =
            slide.texts + material.slide.notes.map(\.text)
            + material.slide.allElements.compactMap(\.shape.altText)
            + material.sights.flatMap { [$0.text, $0.title ?? "", "\($0.width) × \($0.height)"] }
            + material.sources.flatMap { [$0.title, $0.url] } + (material.slide.links ?? []).map(\.title)
            + style.glossary.flatMap { [$0.key, $0.value] } + [material.deckTitle ?? ""]
        let links = material.slide.links ?? []
        // Numbers in an address of a link are not to be seen on the slide: they bear out nothing.
        words = Set(
            (texts + links.map(\.url)).flatMap { GroundingCheck.words(in: $0).map { $0.text.lowercased() } })
        let language = NarrationPhrases(language: material.slide.language).language
        // "Three offices" bears out "3 offices".
        let spelled = words.compactMap { NumberWords.value(of: $0, in: language) }
        numbers = Set(texts.flatMap { GroundingCheck.numbers(in: $0).flatMap(Self.notations) } + spelled)
        chartValues = slide.values
        // An address in a text ends before punctuation, and so may that of a link where a text quotes it.
        let linked = links.flatMap { [$0.url] + WebAddress.all(in: $0.url) }
        addresses = Set((texts.flatMap(WebAddress.all) + linked).map(WebAddress.key))
    }

    func holds(word: String) -> Bool {
        let word = word.lowercased()
        if words.contains(word) { return true }
        // Plurals and possessives: "APIs", "Berlins".
        for ending in ["s", "es", "n", "en"] {
            if word.hasSuffix(ending), word.count > ending.count + 1,
                words.contains(String(word.dropLast(ending.count)))
            {
                return true
            }
            if words.contains(word + ending) { return true }
        }
        return false
    }

    /// Whether a compound ends with a word of the evidence.
    func holdsEnd(of compound: String) -> Bool {
        let compound = compound.lowercased()
        return compound.indices.contains { index in
            let rest = compound[index...]
            return rest.count > 3 && rest.count < compound.count && words.contains(String(rest))
        }
    }

    func holds(address: String) -> Bool { addresses.contains(WebAddress.key(address)) }

    /// - Parameter scale: what follows the number, such as 1,000,000 for "million".
    func holds(number: String, scale: Double = 1) -> Bool {
        let notations = GroundingCheck.notations(of: number)
        if notations.contains(where: numbers.contains) { return true }
        if scale > 1 {
            let scaled = notations.compactMap(Double.init).map { Self.plain($0 * scale) }
            if scaled.contains(where: numbers.contains) { return true }
        }
        return notations.contains { notation in
            guard let said = Double(notation) else { return false }
            let decimals = notation.split(separator: ".").dropFirst().first?.count ?? 0
            var unit = 1.0
            for _ in 0..<min(decimals, 12) { unit /= 10 }
            return chartValues.contains { value in
                // As it is, as a percentage, in thousands, in millions.
                [1, 100, 1e-3, 1e-6].contains { abs(abs(value) * $0 - said) <= unit / 2 + said * 1e-9 }
            }
        }
    }

    private static func plain(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
    }

    /// With the parts of a date such as 12.05.2024.
    private static func notations(of number: String) -> Set<String> {
        let all = GroundingCheck.notations(of: number)
        let pieces = number.split(whereSeparator: { !$0.isWholeNumber }).map(String.init)
        guard pieces.count == 3, !pieces.dropFirst().allSatisfy({ $0.count == 3 }) else { return all }
        return all.union(pieces.flatMap(GroundingCheck.notations))
    }
}
