import Foundation
import MediaTools
import TestKit
import Testing

@Suite(.enabled(if: isInstalled("pdftoppm", "pdfinfo", "pdftotext"), "poppler-utils is not installed"))
struct PDFPagesTests {
    let pages = PDFPages(tools: SubprocessRunner())

    private func withPDF<Result>(
        _ sizes: [(width: Double, height: Double, rotation: Int)], _ body: (URL) async throws -> Result
    ) async throws -> Result {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "deck: [1].pdf")
            try Data(SampleDocuments.pdf(pages: sizes).utf8).write(to: file)
            return try await body(file)
        }
    }

    @Test("tells the size of every page as it is seen")
    func sizes() async throws {
        try await withPDF([(960, 540, 0), (595, 842, 90)]) { file in
            let report = try await pages.info(of: file)
            #expect(PDFPageSize(page: 1, report: report) == PDFPageSize(width: 960, height: 540))
            #expect(PDFPageSize(page: 2, report: report) == PDFPageSize(width: 842, height: 595))
            #expect(PDFPageSize(page: 3, report: report) == nil)
            #expect(try await pages.size(ofPage: 2, in: file) == PDFPageSize(width: 842, height: 595))
        }
    }

    @Test("draws a page as large as fits into a box")
    func drawing() async throws {
        try await withPDF([(960, 540, 0), (595, 842, 90)]) { file in
            let wide = try await pages.rasterize(page: 1, of: file, width: 640, height: 640)
            #expect(wide.width == 640 && wide.height == 360)
            #expect(wide.color(x: 10, y: 180) == Color(red: 255, green: 0, blue: 0))
            #expect(wide.color(x: 630, y: 180) == .white)
            let turned = try await pages.rasterize(page: 2, of: file, width: 842, height: 300)
            #expect(turned.width == 425 && turned.height == 300)
            // Turned clockwise, the painted left half is on top.
            #expect(turned.color(x: 200, y: 20) == Color(red: 255, green: 0, blue: 0))
            #expect(turned.color(x: 200, y: 280) == .white)
        }
    }

    @Test("refuses absurd page sizes before drawing")
    func absurdSizes() async throws {
        for size in [(1e7, 500.0, 0), (500.0, 3e6, 0)] {
            try await withPDF([size]) { file in
                let error = await #expect(throws: MediaError.self) {
                    try await pages.rasterize(page: 1, of: file, width: 100, height: 100)
                }
                #expect(error?.code == "document.page-size")
            }
        }
        let endless = PDFPageSize(width: .infinity, height: 1)
        await #expect(throws: MediaError.self) {
            try await pages.rasterize(page: 1, of: URL(filePath: "/x.pdf"), width: 9, height: 9, size: endless)
        }
        try await withPDF([(500, 500, 0)]) { file in
            await #expect(throws: MediaError.self) {
                try await pages.rasterize(page: 1, of: file, width: 100_000, height: 100_000)
            }
        }
    }

    @Test("draws a page that is all but a line")
    func thinPage() async throws {
        try await withPDF([(10_000, 1, 0)]) { file in
            let line = try await pages.rasterize(page: 1, of: file, width: 200, height: 200)
            #expect(line.width == 200 && line.height == 1)
        }
    }

    @Test("tells in poppler's words what is wrong with a file")
    func damage() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "words.pdf")
            try Data("no pdf".utf8).write(to: file)
            let error = await #expect(throws: ToolError.self) { try await pages.info(of: file) }
            #expect(error?.exitStatus == 1)
            #expect(error?.errorLines.contains { $0.contains("PDF") || $0.contains("trailer") } == true)
        }
        try await withPDF([(100, 100, 0)]) { file in
            await #expect(throws: (any Error).self) {
                try await pages.rasterize(page: 7, of: file, width: 50, height: 50)
            }
        }
    }

    @Test("finds a size in a report, or none", arguments: ["", "Page 1 size: x", "Page 1 size: a x b pts", "Page"])
    func reports(text: String) {
        #expect(PDFPageSize(page: 1, report: text) == nil)
    }
}
