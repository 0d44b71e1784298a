import Accessibility
import Caching
import Decks
import Essentials
import Foundation
import MediaTools
import StepEngine
import TestKit
import Testing

/// An engine with the real tools in a home of its own.
func workshop(home: URL, log: EventLog = EventLog()) throws -> Engine {
    let disk = try DiskCache(home: home)
    var services = StepServices()
    services.provide(MediaToolbox.local(home: home, scratch: disk.scratchFolder, width: 2))
    return Engine(disk: disk, plan: .machine(cores: 2, memory: 4 << 30), services: services, observers: [log])
}

@Suite("The check of a deck")
struct AccessibilityCheckTests {
    /// The deck that the project brings along.
    static let example = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Examples/lighthouse.pptx")

    @Test("finds the one picture of the example deck that nobody described, and draws nothing a second time")
    func example() async throws {
        try await withTemporaryFolder { home in
            let log = EventLog()
            let check = AccessibilityCheck(engine: try workshop(home: home, log: log))
            let report = try await check.report(on: Self.example)
            #expect(report.deck == "lighthouse.pptx")
            #expect(
                report.findings.filter { $0.severity > .tip }.map(\.message) == [
                    "Picture 'Argand lamp' has no alternative text."
                ])
            #expect(report.notes == ["1 hidden slide was checked too."])
            _ = log.drain()
            let again = try await AccessibilityCheck(engine: try workshop(home: home, log: log)).report(
                on: Self.example)
            #expect(again == report)
            #expect(log.drain().filter { $0.hasPrefix("ran ") && !$0.hasPrefix("ran deck.styles") } == [])
        }
    }

    @Test("refuses a PDF in one sentence")
    func portable() async throws {
        try await withTemporaryFolder { home in
            let file = home.appending(path: "talk.pdf")
            try Data("%PDF-1.7\n%âãÏÓ\n1 0 obj\n".utf8).write(to: file)
            let check = AccessibilityCheck(engine: try workshop(home: home.appending(path: "home")))
            let failure = await #expect(throws: AccessibilityError.self) { try await check.report(on: file) }
            #expect(failure?.code == "check.pdf")
            #expect(failure?.category == .badInput)
        }
    }
}

@Suite("The check of other people's decks", .enabled(if: sharedFixtures != nil))
struct AccessibilityFixtureTests {
    /// What was seen by eye on the drawn slides.
    struct Known: Sendable, CustomTestStringConvertible {
        var file: String
        /// "slide rule", each of which must be there.
        var present: [String]
        /// Rules that must find nothing in the whole deck.
        var absent: [String] = []

        var testDescription: String { file }
    }

    static let known = [
        // White on bright yellow; heads below their texts in the shape tree.
        Known(
            file: "ms-git-github-31.pptx",
            present: ["1 contrast", "17 contrast", "13 reading-order", "16 reading-order", "3 alt-text-missing"],
            absent: ["text-small", "language-missing", "link-repeated"]),
        // Orange on white at 2.8 to 1, above a background that is a picture.
        Known(
            file: "apachecon-performance-48.pptx",
            present: ["7 contrast", "18 contrast", "2 title-missing", "14 alt-text-unfit", "17 table-header"],
            absent: ["media-captions", "link-text"]),
        // A red that is as bright as the blue behind it.
        Known(file: "tables-11-cjk-5.pptx", present: ["2 contrast", "2 table-structure"], absent: ["table-header"]),
        // The order of Office's own layouts.
        Known(file: "layouts-10.pptx", present: ["9 alt-text-missing"], absent: ["reading-order", "contrast"]),
        Known(
            file: "alt-text-file-names.pptx", present: ["1 alt-text-unfit", "1 alt-text-missing"],
            absent: ["contrast", "title-missing"]),
        Known(file: "embedded-video-case.pptx", present: ["1 media-captions", "1 alt-text-missing"]),
        Known(
            file: "ms-azure-functions-45.pptx", present: ["22 reading-order", "31 reading-order"], absent: ["contrast"]),
    ]

    @Test("finds what one sees, and not what is not there", arguments: known)
    func seen(known: Known) async throws {
        let file = try #require(sharedFixtures).appending(path: "decks/\(known.file)")
        try await withTemporaryFolder { home in
            let report = try await AccessibilityCheck(engine: try workshop(home: home)).report(on: file)
            let found = Set(report.findings.map { "\($0.slide ?? 0) \($0.rule)" })
            for each in known.present { #expect(found.contains(each), "\(each) is missing") }
            for rule in known.absent { #expect(report.findings.filter { $0.rule == rule } == []) }
        }
    }

    @Test("knows an order for every slide that it finds out of order, and none for the others")
    func orders() async throws {
        let folder = try #require(sharedFixtures).appending(path: "decks")
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        where name.hasSuffix(".pptx") {
            guard let archive = try? ZipArchive(contentsOf: folder.appending(path: name)),
                let deck = try? StyleReader.read(archive)
            else { continue }
            for slide in deck.slides {
                guard let order = ReadingOrder.better(for: slide) else { continue }
                var mended = slide
                mended.shapes = order.compactMap { id in slide.shapes.first { $0.id == id } }
                #expect(mended.shapes.count == slide.shapes.count)
                #expect(ReadingOrder.better(for: mended) == nil, "\(name), slide \(slide.number)")
            }
        }
    }

    @Test("of an OpenDocument says that it was converted")
    func converted() async throws {
        let file = try #require(sharedFixtures).appending(path: "decks-odp/macro-1.odp")
        try await withTemporaryFolder { home in
            let report = try await AccessibilityCheck(engine: try workshop(home: home)).report(on: file)
            #expect(report.notes.first?.contains("converted") == true)
        }
    }
}
