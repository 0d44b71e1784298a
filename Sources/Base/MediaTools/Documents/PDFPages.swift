package import Foundation

/// Reads PDF files with poppler's programs. They run in processes of their own: a hostile file cannot take us down,
/// and a kill stops it.
package struct PDFPages: Sendable {
    private let tools: any ToolRunner
    private let images: ImageStudio
    private let scratch: ScratchFolder
    private let timeLimit: Duration

    /// - Parameters:
    ///   - images: decodes what is drawn.
    ///   - scratch: where pages lie between drawing and decoding.
    ///   - timeLimit: for each run of a program.
    package init(
        tools: any ToolRunner, images: ImageStudio = ImageStudio(width: 1),
        scratch: URL = FileManager.default.temporaryDirectory, timeLimit: Duration = .seconds(60)
    ) {
        self.tools = tools
        self.images = images
        self.scratch = ScratchFolder(root: scratch)
        self.timeLimit = timeLimit
    }

    /// What `pdfinfo` prints, with the size and rotation of every page.
    ///
    /// - Throws: ``ToolError``, whose `errorLines` tell whether a password is wanted ("Incorrect password") or the
    ///   file is damaged.
    package func info(of file: URL, password: String? = nil) async throws -> String {
        // A negative last page means all of them.
        try await text("pdfinfo", ["-f", "1", "-l", "-1", "-isodates"], file, password)
    }

    /// What `pdftotext -bbox-layout` prints: XHTML with blocks, lines and words, each with its place in points.
    ///
    /// - Parameter pages: counted from 1; all when `nil`.
    package func boxText(
        of file: URL, pages: ClosedRange<Int>? = nil, password: String? = nil
    ) async throws -> String {
        let range = pages.map { ["-f", String($0.lowerBound), "-l", String($0.upperBound)] } ?? []
        return try await text("pdftotext", ["-bbox-layout", "-cropbox"] + range, file, password, to: ["-"])
    }

    /// The size of a page as seen, its rotation applied.
    ///
    /// - Throws: ``MediaError`` `document.page-size` when it cannot be a page's; `document.no-page`; ``ToolError``.
    package func size(ofPage page: Int, in file: URL, password: String? = nil) async throws -> PDFPageSize {
        let number = String(max(1, page))
        let report = try await text("pdfinfo", ["-f", number, "-l", number], file, password)
        guard let size = PDFPageSize(page: page, report: report) else {
            throw MediaError(
                code: "document.no-page", message: "'\(file.lastPathComponent)' has no page \(page).")
        }
        return try size.checked(page: page, name: file.lastPathComponent)
    }

    /// Draws a page as large as fits into a box, its proportions kept.
    ///
    /// By cairo: `pdftoppm` places the letters of some sizes by the bounding box of the embedded font, which depends
    /// on the letters that the rest of the document uses. Cairo draws equal pages equally, whatever is around them.
    ///
    /// - Parameters:
    ///   - page: counted from 1.
    ///   - width, height: the box, in pixels.
    ///   - size: the page's size, when it is known already; otherwise it is asked for.
    /// - Throws: ``MediaError`` `document.page-size`, `document.page-not-drawn`; ``ToolError``.
    package func rasterize(
        page: Int, of file: URL, width: Int, height: Int, size: PDFPageSize? = nil, password: String? = nil
    ) async throws -> Picture {
        let name = file.lastPathComponent
        var known = try size?.checked(page: page, name: name)
        if known == nil { known = try await self.size(ofPage: page, in: file, password: password) }
        guard let known else { throw notDrawn(page, name) }
        let limits = PictureLimits()
        try limits.check(width: max(1, width), height: max(1, height), name: "page \(page)")
        let pixels = Letterbox.fit(width: known.width, height: known.height, into: (max(1, width), max(1, height)))
        let number = String(page)
        let arguments = [
            "-tiff", "-tiffcompression", "none", "-f", number, "-l", number, "-singlefile", "-cropbox",
            "-scale-to-x", String(pixels.width), "-scale-to-y", String(pixels.height),
        ]
        return try await scratch.with("page") { folder in
            // TIFF cannot be written to a pipe; of what can, PNG takes five times as long.
            let place = folder.appending(path: "page")
            _ = try await run("pdftocairo", arguments, file, password, to: [place.path])
            do {
                return try await images.picture(
                    from: .file(place.appendingPathExtension("tif")), background: .white)
            } catch is MediaError {
                // poppler ends with 0 when it could not draw.
                throw notDrawn(page, name)
            }
        }
    }

    private func notDrawn(_ page: Int, _ name: String) -> MediaError {
        MediaError(
            code: "document.page-not-drawn", message: "Page \(page) of '\(name)' cannot be drawn.",
            remedy: "The file may be damaged: print it to a new PDF and give that.")
    }

    private func text(
        _ tool: String, _ arguments: [String], _ file: URL, _ password: String?, to target: [String] = []
    ) async throws -> String {
        let output = try await run(tool, arguments + ["-enc", "UTF-8"], file, password, to: target)
        return String(decoding: output, as: UTF8.self)
    }

    private func run(
        _ tool: String, _ arguments: [String], _ file: URL, _ password: String?, to target: [String] = [],
        outputLimit: Int = 1 << 26
    ) async throws -> [UInt8] {
        let unlocking = password.map { ["-upw", $0] } ?? []
        return try await tools.run(
            ToolInvocation(
                tool, arguments + unlocking + [file.absoluteURL.path] + target, timeLimit: timeLimit,
                outputLimit: outputLimit)
        ).output
    }
}
