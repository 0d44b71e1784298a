/// A regular expression as `pattern` and `patternProperties` use it: ECMA-262 over code points, found anywhere in
/// the text.
///
/// It is matched by following all ways at once (Thompson 1968; Cox, "Regular Expression Matching Can Be Simple And
/// Fast", 2007), so the time grows with the length of the text times that of the pattern and never exponentially.
/// That is why patterns from strangers are safe, and why there is no look-around and no back-reference.
struct Pattern: Sendable {
    let text: String
    private let program: [PatternInstruction]

    init(_ text: String) throws(PatternError) {
        self.text = text
        var parser = PatternParser(text)
        var compiler = PatternCompiler()
        program = try compiler.compile(try parser.parse())
    }

    /// Whether the pattern is found in `text`; `nil` when that takes more than `effort` steps.
    func isFound(in text: String, effort: inout Int) -> Bool? {
        guard effort >= text.utf8.count else {
            effort = -1
            return nil
        }
        var matcher = PatternMatcher(program, text: Array(text.unicodeScalars))
        return matcher.run(effort: &effort)
    }
}

/// Why a pattern cannot be used, as the end of a sentence.
struct PatternError: Error {
    let reason: String

    init(_ reason: String) {
        self.reason = reason
    }
}
