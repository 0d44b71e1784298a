package import Decks

struct AltTextUnfit: SlideRule {
    let id = "alt-text-unfit"
    let title = "An alternative text that does not help"
    let why = "What a screen reader says instead of the picture does not tell what the picture shows."
    let remedy = "Say what is to be seen, in one or two sentences of at most 125 characters that end in a stop."
    let source = "Office checker (error for file names); WCAG 1.1.1, failure F30"
    let severity = Severity.error

    func findings(on slide: StyledSlide) -> [Finding] {
        NonTextContent.subjects(in: slide.shapes).compactMap { subject in
            let shape = subject.shape
            guard let text = shape.altText else { return nil }
            var problems = AltTextRules.problems(of: text, shapeName: shape.name, slideTitle: slide.title)
                .map { (clause: clause($0, text), severity: severity(of: $0)) }
            if shape.kind == .picture, 126...250 ~= text.count {
                problems.append(("is \(text.count) characters long, which is much to listen to", .tip))
            }
            // A text that a program made is to be written anew anyway.
            if AltTextAutomatic.wasMadeByProgram(text) { problems.removeAll { $0.severity == .tip } }
            guard let gravest = problems.map(\.severity).max() else { return nil }
            return finding(
                "The alternative text of \(shape.label), \(text.excerpt), "
                    + problems.map(\.clause).joined(separator: ", and ") + ".",
                slide: slide.number, shape: shape, severity: gravest)
        }
    }

    private func severity(of problem: AltTextProblem) -> Severity {
        switch problem {
        case .missing, .fileName, .shapeName, .empty: .error
        case .copiesTitle, .tooLong: .warning
        case .leadIn, .unfinished: .tip
        }
    }

    private func clause(_ problem: AltTextProblem, _ text: String) -> String {
        switch problem {
        case .missing: "is missing"
        case .fileName: "is the name of a file"
        case .shapeName: "is a name that a program made up"
        case .leadIn: "begins by saying that there is a picture"
        case .copiesTitle: "repeats the title of the slide"
        case .empty: "says nothing"
        case .tooLong: "is \(text.count) characters long, and 250 are the most that one listens to"
        case .unfinished: "does not end in a stop"
        }
    }
}
