import Essentials
import Foundation
import TestKit
import Testing

@testable import Decks

@Suite("PDF decks of other people", .enabled(if: sharedFixtures != nil))
struct PDFDeckFixtureTests {
    private func run(_ arguments: [String]) throws -> (output: String, errors: String, status: Int32) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        let folder = FileManager.default.temporaryDirectory.appending(path: "pdf-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        // Files, for a pipe that nobody empties would stop the program.
        let streams = ["out", "err"].map { folder.appending(path: $0) }
        for stream in streams { try Data().write(to: stream) }
        process.standardOutput = try FileHandle(forWritingTo: streams[0])
        process.standardError = try FileHandle(forWritingTo: streams[1])
        try process.run()
        process.waitUntilExit()
        let texts = try streams.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
        return (texts[0], texts[1], process.terminationStatus)
    }

    private func path(_ name: String) throws -> String {
        try #require(sharedFixtures).appending(path: "decks-pdf/\(name)").path
    }

    private func pages(_ name: String) throws -> [PDFPage] {
        PDFTextParser.pages(ofBoundingBoxes: try run(["pdftotext", "-bbox-layout", try path(name), "-"]).output)
    }

    private func deck(_ name: String) throws -> PDFDeck {
        let info = PDFInfo.parse(try run(["pdfinfo", try path(name)]).output)
        return PDFDeckBuilder.deck(pages: try pages(name), info: info) { ContentDigest(of: "\(name) \($0)") }
    }

    /// Counts frames another way: from the plain text of each page, in which the footer reads "12 | Dr. Somebody".
    /// Pages with the same number are one frame; a page without a number is one of its own.
    private func frameCount(_ name: String) throws -> Int {
        let text = try run(["pdftotext", "-layout", try path(name), "-"]).output
        let numbers = text.split(separator: "\u{C}", omittingEmptySubsequences: false).dropLast().map {
            page -> String? in
            page.split(separator: "\n").last { $0.contains("| Dr.") }?.split(separator: "|").first
                .flatMap { $0.split(separator: " ").last.map(String.init) }
        }
        let starts = zip(numbers, [nil] + numbers).filter { number, previous in number == nil || number != previous }
        return starts.count
    }

    @Test(
        "have one slide for each frame of Beamer",
        arguments: [("beamer-nlp-lecture03-53.pdf", 53), ("beamer-nlp-lecture09-33.pdf", 33)])
    func beamer(name: String, pageCount: Int) throws {
        let built = try deck(name)
        #expect(try pages(name).count == pageCount)
        #expect(try built.deck.slides.count == frameCount(name))
        #expect(built.deck.slides.allSatisfy { $0.title != nil })
        #expect(built.deck.title?.hasPrefix("Deep Learning for Natural Language Processing - Lecture") == true)
        let narrations = built.deck.slides.dropFirst().dropLast().map { SlideNarration.text(for: $0).text }
        #expect(narrations.allSatisfy { !$0.contains("| Dr.") })
    }

    @Test("read as their author wrote them")
    func points() throws {
        let slides = try deck("beamer-nlp-lecture03-53.pdf").deck.slides
        #expect(slides[13].title == "Towards supervised machine learning on text data")
        #expect(
            SlideNarration.text(for: slides[4], deckLanguage: "en").text
                == "What are we going to achieve.\n\nExample task: Binary sentiment classification into positive and "
                + "negative. Recall the IMDB dataset. We will learn a simple yet powerful supervised machine learning "
                + "model. Known as logistic regression, maximum entropy classifier. In fact, it is a single-layer "
                + "neural network. An essential important building block of deep neural networks.")
    }

    @Test("exported by PowerPoint keep every page")
    func powerPoint() throws {
        let built = try deck("powerpoint-export-computer-vision-41.pdf")
        #expect(built.pagesOfSlides == (1...41).map { $0...$0 })
        #expect(built.deck.slides[3].title == "Learning objectives")
        #expect(built.deck.slides[17].elements.count == 2)
        #expect(built.deck.title == "Introduction to Deep Learning for Computer Vision" || built.deck.title == nil)
    }

    @Test("without text have neither title nor narration")
    func scanned() throws {
        let slide = try #require(try deck("scanned-text-1.pdf").deck.slides.first)
        #expect(slide.title == nil && SlideNarration.text(for: slide).text == "")
    }

    @Test("are narrated without a number or a name of the narrator's own")
    func grounded() throws {
        let folder = try #require(sharedFixtures).appending(path: "decks-pdf")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".pdf") }
        var narrated = 0
        for name in names.sorted() {
            for slide in try deck(name).deck.slides {
                for language in ["en", "es", "de", "fr", "ja"] {
                    let text = OfflineNarrator.narration(of: slide, deckLanguage: language)
                    let claims = GroundingCheck(slide: slide, language: language).unsupportedClaims(in: text)
                    #expect(claims.isEmpty, "\(name), slide \(slide.number): \(claims)")
                    narrated += text.isEmpty ? 0 : 1
                }
            }
        }
        #expect(narrated > 500)
    }

    @Test("with a password are refused by that name")
    func password() throws {
        let refused = try run(["pdfinfo", try path("user-password.pdf")])
        #expect(refused.status != 0)
        let lines = refused.errors.split(separator: "\n").map(String.init)
        #expect(PDFProblem.explain(toolErrors: lines, name: "a.pdf").code == "deck.password")
        let info = PDFInfo.parse(try run(["pdfinfo", "-upw", "user", try path("user-password.pdf")]).output)
        #expect(info?.isEncrypted == true && info?.allowsCopying == false)
    }
}
