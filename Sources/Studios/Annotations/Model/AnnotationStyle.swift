/// How the texts are to be written.
package struct AnnotationStyle: Codable, Hashable, Sendable {
    /// A BCP 47 tag; `nil`: each slide's own language.
    package var language: String?
    /// Such as "friendly"; `nil`: plain.
    package var tone: String?
    /// Such as "nurses in their first year".
    package var audience: String?
    /// Terms, and how they are to be used or explained.
    package var glossary: [String: String]

    package init(
        language: String? = nil, tone: String? = nil, audience: String? = nil, glossary: [String: String] = [:]
    ) {
        self.language = language
        self.tone = tone
        self.audience = audience
        self.glossary = glossary
    }
}
