import Foundation

/// What makes an alternative text unfit, whoever wrote it.
package enum AltTextProblem: String, Codable, Hashable, Sendable, CaseIterable {
    /// Nothing, where something is shown.
    case missing
    /// "IMG_2041.png"
    case fileName
    /// "Picture 4", "Content Placeholder 3": the name that the program gave the shape.
    case shapeName
    /// "image of", "picture showing"
    case leadIn
    /// The words of the slide's title.
    case copiesTitle
    /// One character, or no letter and no digit.
    case empty
    /// Longer than anybody listens to.
    case tooLong
    /// It does not end in a stop.
    case unfinished
}

/// Tells whether an alternative text is fit to be read out.
///
/// The rules are those on which guides agree (WCAG 2.2 technique F30 for names and placeholders, Microsoft's and
/// WebAIM's advice for lead-ins and length). They look at the words only, in English, Spanish, German and French.
package enum AltTextRules {
    /// What is wrong with `text` ("" or nil: missing) as alternative text; empty when it is fit.
    ///
    ///     AltTextRules.problems(of: "IMG_2041.png", shapeName: "Picture 3", slideTitle: "Costs")   // [.fileName]
    ///
    /// - Parameters:
    ///   - shapeName: the name of the shape, which is no text when a program made it up.
    ///   - slideTitle: what a listener has just heard.
    ///   - limit: the most characters that it may have.
    package static func problems(
        of text: String?, shapeName: String?, slideTitle: String?, limit: Int = 250
    ) -> [AltTextProblem] {
        let text = (text ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
        guard !text.isEmpty else { return [.missing] }
        // What says nothing at all need not be well formed too.
        if AltTextWords.key(text).count < 2 { return [.empty] }
        if isFileName(text) { return [.fileName] }
        if isShapeName(text, shapeName) { return [.shapeName] }
        var problems: [AltTextProblem] = []
        if LeadIn.begins(text) { problems.append(.leadIn) }
        if let slideTitle, AltTextWords.key(slideTitle) == AltTextWords.key(text) { problems.append(.copiesTitle) }
        if text.count > limit { problems.append(.tooLong) }
        if !endsInStop(text) { problems.append(.unfinished) }
        return problems
    }

    /// A file's name, perhaps with its path or address, or what a camera or a screenshot program calls its files.
    private static func isFileName(_ text: String) -> Bool {
        if let match = text.wholeMatch(of: #/[^\n]*[^\s.]\.([A-Za-z0-9]{2,5})/#),
            AltTextWords.fileEndings.contains(match.1.lowercased())
        {
            // A sentence may end in the name of a file; a name has few words.
            let words = text.split(separator: " ")
            if words.count <= 3 || text.contains("/") || text.contains("\\") { return true }
        }
        return isCameraName(text.lowercased().replacing("’", with: "'"))
    }

    /// "IMG_2041", "DSC00123", "Screenshot 2024-03-05 at 10.11.12": a word, and then hardly anything but digits.
    private static func isCameraName(_ text: String) -> Bool {
        AltTextWords.cameraNames.contains { name in
            guard text.hasPrefix(name) else { return false }
            let rest = text.dropFirst(name.count)
            return rest.contains(where: \.isNumber)
                && rest.split(whereSeparator: { !$0.isLetter }).allSatisfy {
                    ["at", "um", "à", "a", "las"].contains($0)
                }
        }
    }

    private static func isShapeName(_ text: String, _ shapeName: String?) -> Bool {
        let words = text.lowercased().trimmingCharacters(in: CharacterSet(charactersIn: ".:"))
        let bare = words.replacing(#/[\s#:]*\d*$/#, with: "")
        if AltTextWords.shapeNames.contains(bare) { return true }
        // "Freeform: Shape 12": a name that ends in a number was made up by a program.
        guard let shapeName, words != bare else { return false }
        return shapeName.lowercased().trimmingCharacters(in: .whitespaces) == words
    }

    /// Closing quotes and brackets may follow the stop.
    private static func endsInStop(_ text: String) -> Bool {
        let last = text.last { !"\"'”’»)]}」』）".contains($0) }
        return last.map { ".!?…。！？؟۔।".contains($0) } ?? false
    }
}
