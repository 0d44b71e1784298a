import Foundation
import MediaTools
import Speech
import TestKit
import Testing

@Suite("Real texts", .enabled(if: sharedFixtures != nil))
struct LanguageFixtureTests {
    private func text(_ name: String) throws -> String {
        let folder = try #require(sharedFixtures)
        return try String(contentsOf: folder.appending(path: "text/\(name)"), encoding: .utf8)
    }

    @Test(
        "have the language that they are in, as a whole and paragraph by paragraph",
        arguments: [
            ("best-practices-en.md", "en"), ("metrics-en.md", "en"), ("values-en.rst", "en"),
            ("best-practices-es.md", "es"),
        ])
    func language(name: String, language: String) throws {
        let text = try text(name)
        let whole = try #require(LanguageDetector.language(of: text))
        #expect(whole.language == language && whole.confidence > 0.8)
        let paragraphs = text.split(separator: "\n").filter {
            $0.count > 60 && !$0.contains("http") && !$0.contains("<")
        }
        let found = paragraphs.compactMap { LanguageDetector.language(of: String($0))?.language }
        #expect(found.count * 10 >= paragraphs.count * 9)
        #expect(found.filter { $0 == language }.count * 100 >= found.count * 97)
    }

    @Test("lose nothing when they are split, and are not torn within abbreviations")
    func split() throws {
        let text = try text("best-practices-en.md")
        let sentences = SentenceSplitter().sentences(of: text)
        #expect(sentences.joined().filter { !$0.isWhitespace } == text.filter { !$0.isWhitespace })
        #expect(sentences.allSatisfy { $0.count <= 300 })
        #expect((150...600).contains(sentences.count))
    }

    @Test("hold no sign that a voice would stumble over, once they are read")
    func spoken() throws {
        let spoken = SpeechNormalizer(language: "en").spoken(try text("metrics-en.md"))
        #expect(!spoken.contains("http") && !spoken.contains("](") && !spoken.contains("**") && !spoken.contains("#"))
        #expect(spoken.contains("open source"))
        #expect(SpeechNormalizer(language: "en").spoken(spoken) == spoken)
    }

    @Test(
        "of decks are told apart slide by slide, whatever their tags say",
        .enabled(if: ProcessRunner.path(of: "unzip") != nil, "unzip is not installed"),
        arguments: [
            ("ms-art-api-spanish-37", "es"), ("ms-regression-r-spanish-23", "es"), ("ms-azure-functions-45", "en"),
            ("ms-git-github-31", "en"),
        ])
    func decks(name: String, language: String) async throws {
        let deck = try #require(sharedFixtures).appending(path: "decks/\(name).pptx").path
        let output = try await ProcessRunner().run(
            ToolInvocation("unzip", ["-p", deck, "ppt/slides/slide*.xml", "ppt/notesSlides/notesSlide*.xml"]))
        let texts = output.text.components(separatedBy: "<?xml").map { part in
            part.matches(of: /<a:t>([^<]*)<\/a:t>/).map { String($0.1) }.joined(separator: " ")
        }
        let found = texts.compactMap { LanguageDetector.language(of: $0)?.language }
        #expect(found.count >= 20)
        #expect(found.allSatisfy { $0 == language })
        #expect(LanguageDetector.language(of: texts.joined(separator: " "), declared: "fr-FR") == language)
    }
}
