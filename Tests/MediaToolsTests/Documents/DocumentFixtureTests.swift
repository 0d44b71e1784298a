import Foundation
import MediaTools
import TestKit
import Testing

@Suite(.enabled(if: sharedFixtures != nil, "the folder of real material is not there"))
struct PDFFixtureTests {
    let pages = PDFPages(tools: SubprocessRunner())

    private func file(_ name: String) throws -> URL {
        try #require(sharedFixtures).appending(path: "decks-pdf/\(name)")
    }

    @Test("reads and draws a lecture of many pages")
    func lecture() async throws {
        let lecture = try file("beamer-nlp-lecture03-53.pdf")
        let report = try await pages.info(of: lecture)
        #expect(report.contains("Pages:           53"))
        let size = try #require(PDFPageSize(page: 53, report: report))
        #expect(abs(size.width - 453.543) < 0.01 && abs(size.height - 255.118) < 0.01)
        let picture = try await pages.rasterize(page: 53, of: lecture, width: 640, height: 640, size: size)
        #expect(picture.width == 640 && picture.height == 360)
        #expect(Set(picture.pixels).count > 50)
        #expect(try await pages.boxText(of: lecture, pages: 1...1).contains("<word "))
    }

    @Test("a page stored on its side is drawn upright, undistorted")
    func rotated() async throws {
        let picture = try await pages.rasterize(page: 1, of: file("rotated-page.pdf"), width: 842, height: 842)
        #expect(picture.width == 842 && picture.height == 595)
    }

    @Test("wants the password, and takes it")
    func password() async throws {
        let locked = try file("user-password.pdf")
        let error = await #expect(throws: ToolError.self) { try await pages.info(of: locked) }
        #expect(error?.errorLines.contains { $0.contains("Incorrect password") } == true)
        #expect(try await pages.info(of: locked, password: "user").contains("Pages:"))
    }

    @Test("a malformed file is drawn or refused, nothing else")
    func malformed() async throws {
        do {
            let file = try file("malformed-461-bytes.pdf")
            let picture = try await pages.rasterize(page: 1, of: file, width: 30, height: 20)
            #expect(picture.width == 20 && picture.height == 20)
        } catch {
            #expect(error is MediaError || error is ToolError)
        }
    }
}

@Suite(.enabled(if: sharedFixtures != nil && isInstalled("soffice"), "real material or LibreOffice is not there"))
struct DeckFixtureTests {
    @Test("converts decks of several kinds, and refuses those it cannot read, without a retry that takes long")
    func conversion() async throws {
        let fixtures = try #require(sharedFixtures)
        let tools = SubprocessRunner()
        try await withTemporaryFolder { folder in
            let office = LibreOffice(tools: tools, folder: folder.appending(path: "office"))
            let kinds = [
                ("decks/slide-show.ppsx", true, 3), ("decks/macro-deck.pptm", true, 1),
                ("decks/hidden-table-chart-3.pptx", true, 3), ("decks/hidden-table-chart-3.pptx", false, 2),
                ("decks-odp/macro-1.odp", true, 1),
            ]
            for (name, hidden, count) in kinds {
                let pdf = try await office.convert(
                    fixtures.appending(path: name), to: .pdf(hiddenPages: hidden), into: folder)
                let report = try await PDFPages(tools: tools).info(of: pdf)
                #expect(PDFPageSize(page: count, report: report) != nil, "\(name) has \(count) pages")
                #expect(PDFPageSize(page: count + 1, report: report) == nil, "\(name) has \(count) pages")
            }
            for name in ["password-tika.pptx", "fuzz-overlapped-zip.pptx", "fuzz-no-central-directory.pptx"] {
                let error = await #expect(throws: MediaError.self) {
                    try await office.convert(
                        fixtures.appending(path: "decks/\(name)"), to: .pdf(hiddenPages: true), into: folder)
                }
                #expect(error?.code == "document.not-converted")
                #expect(error?.message.contains(name) == true)
            }
        }
    }
}
