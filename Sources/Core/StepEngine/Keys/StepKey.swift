import Essentials

/// A step's name on disk, and what it was made of.
struct StepKey: Sendable {
    /// SHA-256 of the kind, the revision, the canonical fields and the tools' fingerprints.
    let digest: ContentDigest
    /// Each field by name with a short digest, the revision and the tools among them: enough to say which one
    /// changed.
    let fields: StepFields

    /// - Parameter fingerprints: the version of each tool that the step names.
    init<S: Step>(of step: S, fingerprints: [String: String]) throws {
        let form = try CanonicalEncoder.form(of: step)
        var parts: [(name: String, form: CanonicalForm)] = [("revision", .integer(Int64(S.revision)))]
        for tool in step.tools.sorted() {
            parts.append(("tool \(tool)", .string(fingerprints[tool] ?? "")))
        }
        let fieldParts: [(name: String, form: CanonicalForm)] =
            if case .record(let fields) = form { fields } else { [("value", form)] }
        digest = ContentDigest(
            of: CanonicalForm.list([.string(S.kind.name), .record(parts), .record(fieldParts)]).encoded)
        fields = StepFields(parts + fieldParts)
    }
}

/// The fields of a step by name, each reduced to a short digest.
struct StepFields: Sendable, Equatable {
    /// `name=digest`, one a line, sorted.
    let text: String

    init(_ parts: [(name: String, form: CanonicalForm)]) {
        text = parts.map { "\($0.name)=\(ContentDigest(of: $0.form.encoded).description.prefix(12))" }
            .sorted().joined(separator: "\n")
    }

    init(text: String) {
        self.text = text
    }

    /// The names of the fields that differ, sorted.
    func changes(since earlier: StepFields) -> [String] {
        let now = Set(text.split(separator: "\n"))
        let before = Set(earlier.text.split(separator: "\n"))
        return Set(now.symmetricDifference(before).map { String($0.prefix { $0 != "=" }) }).sorted()
    }
}
