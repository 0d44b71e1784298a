/// The parts of a language tag (BCP 47, RFC 5646) that choose a voice.
package struct LanguageTag: Hashable, Sendable {
    /// The language, in lower case, by its usual code: `zh` for `cmn`, `nb` for `no`.
    package var language: String
    /// The script (`Hant`), as a title.
    package var script: String?
    /// The region, in capitals or digits: `US`, `419`.
    package var region: String?
    /// Everything after that, in lower case.
    package var variants: [String]

    private static let aliases = [
        "cmn": "zh", "no": "nb", "nn": "nb", "iw": "he", "in": "id", "ji": "yi", "mo": "ro", "sh": "hr", "hbs": "sr",
        "fil": "tl",
    ]

    package init(_ tag: String) {
        let parts = tag.split { "-_. ".contains($0) }.map { $0.lowercased() }
        let language = parts.first ?? ""
        self.language = Self.aliases[language] ?? language
        variants = []
        for part in parts.dropFirst() {
            if part.count == 4, script == nil, region == nil, part.allSatisfy(\.isLetter) {
                script = part.prefix(1).uppercased() + part.dropFirst()
            } else if region == nil, variants.isEmpty, part.count == 2 || (part.count == 3 && Int(part) != nil) {
                region = part.uppercased()
            } else {
                variants.append(part)
            }
        }
    }

    /// How badly a voice of the language `other` fits somebody who wants this one; 0 fits exactly, `nil` not at all.
    func distance(to other: LanguageTag) -> Int? {
        guard language == other.language else { return nil }
        if self == other { return 0 }
        let isPlain = other.variants.isEmpty && other.script == nil
        if region != nil, region == other.region { return isPlain ? 1 : 2 }
        guard isPlain else { return 6 }
        guard let home = other.region else { return 3 }
        return home == language.uppercased() ? 4 : 5
    }
}

extension LanguageTag: CustomStringConvertible {
    package var description: String {
        ([language] + [script, region].compactMap { $0 } + variants).joined(separator: "-")
    }
}
