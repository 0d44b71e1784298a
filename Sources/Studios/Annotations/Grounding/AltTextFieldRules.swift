import Decks

/// The rules of alternative texts: one for each subject of the slide, each fit by ``AltTextRules``.
struct AltTextFieldRules {
    let material: SlideMaterial

    func problems(of texts: [AltText]) -> [Flag] {
        let subjects = material.slide.visualSubjects
        var flags: [Flag] = []
        for subject in subjects where !texts.contains(where: { $0.shape == subject.shape.id }) {
            flags.append(.rule(subject.shape.name, "The shape '\(subject.shape.name)' has no alternative text."))
        }
        var seen: Set<Int> = []
        for text in texts {
            guard subjects.contains(where: { $0.shape.id == text.shape }) else {
                flags.append(
                    .rule(text.name, "The slide has no picture, chart, table or group numbered \(text.shape)."))
                continue
            }
            if !seen.insert(text.shape).inserted {
                flags.append(.rule(text.name, "The shape '\(text.name)' has two alternative texts."))
            }
            if !text.isDecorative { flags += problems(of: text) }
        }
        return flags
    }

    private func problems(of text: AltText) -> [Flag] {
        AltTextRules.problems(of: text.text, shapeName: text.name, slideTitle: material.slide.title).map { problem in
            .rule(text.text, Self.message(problem, text))
        }
    }

    private static func message(_ problem: AltTextProblem, _ text: AltText) -> String {
        let what =
            switch problem {
            case .missing: "is missing"
            case .fileName: "is the name of a file"
            case .shapeName: "is only the shape's name"
            case .leadIn: "says that it is a picture: say what is in it"
            case .copiesTitle: "repeats the slide's title"
            case .empty: "says nothing"
            case .tooLong: "is too long to be listened to"
            case .unfinished: "does not end in a stop"
            }
        return "The alternative text of '\(text.name)' \(what)."
    }
}
