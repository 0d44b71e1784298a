@testable import Accessibility

/// A check with one of each: what the tests of its reports look at.
enum CheckSample {
    static func report(text: (String) -> String = { $0 }) -> CheckReport {
        CheckReport(
            deck: text("talk.pptx"), slides: 3,
            findings: [
                finding("language-missing", .warning, text: text),
                finding("alt-text-missing", .error, slide: 2, shape: 4, name: text("Picture 4"), text: text),
                finding("alt-text-missing", .error, slide: 2, shape: 9, name: text("Picture 9"), text: text),
                finding("text-small", .tip, slide: 2, shape: 3, text: text),
                finding("title-missing", .error, slide: 3, text: text),
            ])
    }

    static func finding(
        _ rule: String, _ severity: Severity, slide: Int? = nil, shape: Int? = nil, name: String? = nil,
        text: (String) -> String = { $0 }
    ) -> Finding {
        Finding(
            rule: rule, severity: severity, slide: slide, shape: shape, shapeName: name,
            message: text("Something is wrong with \(rule)."), why: text("Some get nothing."), remedy: text("Mend it."))
    }
}
