/// What a slide is for.
package enum SlideKind: String, Codable, Hashable, Sendable, CaseIterable {
    case moduleTitle, agenda, section, content, knowledgeCheck, answers, closing

    /// Whether the slide says little by itself, so that its texts have a short fixed form.
    package var isShort: Bool { self == .moduleTitle || self == .agenda || self == .section }
}

/// What a slide was taken for, and why.
package struct SlideClassification: Codable, Hashable, Sendable {
    package var kind: SlideKind
    /// From 0 to 1.
    package var confidence: Double
    /// In words, for people: "the title is 'Agenda'".
    package var reasons: [String]

    package init(kind: SlideKind, confidence: Double, reasons: [String]) {
        self.kind = kind
        self.confidence = confidence
        self.reasons = reasons
    }
}
