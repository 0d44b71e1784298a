import Annotations
import ArgumentParser
import Essentials
import Foundation

/// How the texts of a deck are written.
struct AnnotationOptions: ParsableArguments {
    @Option(help: "The language to write in, such as de. (default: each slide's own)")
    var language: String?

    @Option(help: "The tone, such as 'friendly'.")
    var tone: String?

    @Option(help: "Whom the deck is for, such as 'nurses in their first year'.")
    var audience: String?

    @Option(help: "Terms and what they mean: 'term = meaning', one a line.", completion: .file())
    var glossary: String?

    @Option(help: "Sources that may be referred to: 'Title (URL)', one a line.", completion: .file())
    var sources: String?

    @Option(help: "Texts that you edited in a file of --json: they are taken as they are.", completion: .file())
    var edits: String?

    @Option(
        help: "The fields to write, such as altText,script; the others stay as they are in the deck. (default: all)")
    var fields: FieldList?

    @Option(help: "Batches of slides at once. (default: all; the gateway holds the calls in bounds)")
    var workers: Int?

    @Option(help: "Slides of a batch, which are written together.")
    var batch = 1

    @ArgumentParser.Flag(help: "Write fit alternative texts of the deck anew too.")
    var rewriteAltText = false

    func validate() throws {
        if let workers, workers < 1 { throw ValidationError("--workers must be at least 1.") }
        if batch < 1 { throw ValidationError("--batch must be at least 1.") }
        if let language, !Self.isLanguage(language) {
            throw ValidationError("'\(language)' is no language tag, such as de, pt-BR or zh-Hant.")
        }
    }

    /// Whether `tag` begins with a language of ISO 639 and is well-formed (RFC 5646).
    private static func isLanguage(_ tag: String) -> Bool {
        let parts = tag.split(separator: "-", omittingEmptySubsequences: false)
        let isFormed = parts.allSatisfy { part in
            (1...8).contains(part.count) && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        }
        return isFormed && Locale.LanguageCode(String(parts[0]).lowercased()).isISOLanguage
    }

    /// The files that are read besides the deck.
    var inputs: [URL] { [glossary, sources, edits].compactMap { $0 }.map { URL(filePath: $0) } }

    func request(deck: URL) throws -> AnnotationRequest {
        var request = AnnotationRequest(
            deck: deck,
            style: AnnotationStyle(language: language, tone: tone, audience: audience, glossary: try terms()),
            fields: fields?.fields ?? SlideField.allCases, workers: workers, batch: batch,
            rewritesAltText: rewriteAltText)
        if let sources { request.sources = try SourceList.read(try Self.text(of: sources), name: sources) }
        if let edits {
            let file = try FieldsFile(reading: Data(try Self.text(of: edits).utf8), name: edits)
            (request.edits, request.editedSlides) = (try file.edits(name: edits), file.signs)
            request.editsName = edits
        }
        return request
    }

    private func terms() throws -> [String: String] {
        guard let glossary else { return [:] }
        var terms: [String: String] = [:]
        for line in try Self.text(of: glossary).split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
            let parts = line.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            guard parts.count == 2, !parts[0].isEmpty else {
                throw InputProblem(
                    code: "annotate.glossary", message: "'\(glossary)' has a line without '=': '\(line.prefix(80))'.",
                    remedy: "Write each term as 'term = meaning'.")
            }
            terms[parts[0]] = parts[1]
        }
        return terms
    }

    private static func text(of path: String) throws -> String {
        guard let text = try? String(contentsOf: URL(filePath: path), encoding: .utf8) else {
            throw InputProblem(
                code: "annotate.input", message: "'\(path)' cannot be read as text.",
                remedy: "Check the path, and save the file as UTF-8.")
        }
        return text
    }
}

/// "altText,script"
struct FieldList: ExpressibleByArgument {
    /// In the fields' order, each once.
    let fields: [SlideField]

    /// `nil` for an empty list and for names that there are not.
    init?(argument: String) {
        let names = argument.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        let wanted = names.compactMap(SlideField.init(rawValue:))
        guard !wanted.isEmpty, wanted.count == names.count else { return nil }
        fields = SlideField.allCases.filter(wanted.contains)
    }

    static var allValueStrings: [String] { SlideField.allCases.map(\.rawValue) }
}

/// A file besides the deck that cannot be used.
struct InputProblem: DescribedFailure {
    let code: String
    let message: String
    let remedy: String?
    var category: FailureCategory { .badInput }
}
