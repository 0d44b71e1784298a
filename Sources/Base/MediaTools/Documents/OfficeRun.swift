import Foundation

/// One conversion: its command, and the judgement of what came out.
struct OfficeRun {
    let program: URL
    let profile: LibreOfficeProfile
    /// The document's own name, for messages.
    let name: String
    let kind: String
    let input: URL
    let output: URL
    let format: DocumentFormat
    let timeLimit: Duration

    var invocation: ToolInvocation {
        // A file address, not a path: the profile's folder may hold any character.
        var arguments = ["-env:UserInstallation=" + profile.folder.absoluteURL.absoluteString]
        arguments += ["--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard"]
        if let filter = DocumentFormat.importFilters[kind] { arguments.append("--infilter=" + filter) }
        arguments += ["--convert-to", format.target, "--outdir", output.path, input.path]
        return ToolInvocation(
            program.path, arguments,
            environment: [
                "SAL_USE_VCLPLUGIN": "svp", "LC_ALL": "C.UTF-8", "TMPDIR": input.deletingLastPathComponent().path,
            ],
            timeLimit: timeLimit, outputLimit: 1 << 20)
    }

    /// The file that was made. LibreOffice ends with 0 even when it made none: its error lines tell why.
    ///
    /// - Throws: ``MediaError`` when the document cannot be read; ``ToolError`` when something else went wrong.
    func result(_ errorLines: [String]) throws -> URL {
        let made = output.appending(
            path: input.deletingPathExtension().lastPathComponent + "." + format.fileExtension)
        let size = try? FileManager.default.attributesOfItem(atPath: made.path)[.size] as? Int
        if let size, size > 0 { return made }
        if errorLines.contains(where: { $0.contains("could not be loaded") }) { throw notConverted(nil) }
        // It tells a full disk from other trouble by a number that means several things; the disk itself is plainer.
        if let left = freeBytes, left < Self.leastFreeBytes { throw ToolError.diskFull("LibreOffice") }
        throw ToolError.failed("LibreOffice", status: "no result", lines: errorLines, exitStatus: 0)
    }

    /// A PDF of a few slides needs this much, and what it wrote before it gave up is gone again.
    private static let leastFreeBytes = 16 << 20

    private var freeBytes: Int? {
        let values = try? FileManager.default.attributesOfFileSystem(forPath: output.deletingLastPathComponent().path)
        return (values?[.systemFreeSize] as? NSNumber)?.intValue
    }

    func notConverted(_ reason: String?) -> MediaError {
        let detail = reason.map { " (\($0))" } ?? ""
        return MediaError(
            code: "document.not-converted", message: "LibreOffice could not read the document '\(name)'\(detail).",
            remedy: "Open it in the program that made it, save it again as PPTX, ODP or PDF, and give that.")
    }
}
