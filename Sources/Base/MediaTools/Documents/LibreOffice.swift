package import Foundation

/// Converts documents with LibreOffice, without a window, a macro, or (where the system allows it) a network.
///
///     let office = LibreOffice(tools: tools, folder: home.appending(path: "libreoffice"))
///     let pdf = try await office.convert(deck, to: .pdf(hiddenPages: true), into: folder)
///
/// Several may run at a time, in this process and others: each run has a profile of its own, kept warm for the next.
package struct LibreOffice: Sendable {
    /// It asks to be started again: after setting up a new profile, or after mending one.
    private static let restartStatuses: Set<Int> = [79, 81]

    private let tools: any ToolRunner
    private let profiles: LibreOfficeProfiles
    private let scratch: ScratchFolder
    private let isolation: NetworkIsolation
    private let installation: LibreOfficeInstallation?

    /// - Parameters:
    ///   - folder: for the profiles, kept from run to run, and for working files.
    ///   - installation: which LibreOffice; when `nil` it is looked for at each run.
    package init(tools: any ToolRunner, folder: URL, installation: LibreOfficeInstallation? = nil) {
        self.tools = tools
        self.installation = installation
        profiles = LibreOfficeProfiles(folder: folder.appending(path: "profiles", directoryHint: .isDirectory))
        scratch = ScratchFolder(root: folder.appending(path: "work", directoryHint: .isDirectory))
        isolation = NetworkIsolation(tools: tools)
    }

    /// Converts `file`; gives back the result, in `folder`, named like the document.
    ///
    /// - Parameters:
    ///   - name: the document's name, when the file bears another: its extension says what it is.
    ///   - timeLimit: for each of at most two attempts.
    /// - Throws: ``MediaError`` `document.not-converted` when LibreOffice cannot read the document; ``ToolError``
    ///   `tool.missing`, `tool.too-long`, `disk.full`; `CancellationError`.
    package func convert(
        _ file: URL, name: String? = nil, to format: DocumentFormat, into folder: URL,
        timeLimit: Duration = .seconds(180)
    ) async throws -> URL {
        let installation = try installation ?? LibreOfficeInstallation.found()
        let name = name ?? file.lastPathComponent
        let profile = try profiles.acquire()
        return try await scratch.with("document") { work in
            // Under a plain name of ours, apart from its neighbours, whatever it was called.
            let kind = URL(filePath: name).pathExtension.lowercased()
            let input = work.appending(path: kind.isEmpty ? "document" : "document.\(kind)")
            try FileManager.default.createSymbolicLink(at: input, withDestinationURL: file.absoluteURL)
            let output = work.appending(path: "out", directoryHint: .isDirectory)
            let run = OfficeRun(
                program: installation.program, profile: profile, name: name, kind: kind, input: input,
                output: output, format: format, timeLimit: timeLimit)
            let made = try await attempt(run)
            let result = folder.appending(
                path: URL(filePath: name).deletingPathExtension().lastPathComponent + "." + format.fileExtension)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try? FileManager.default.removeItem(at: result)
            try FileManager.default.moveItem(at: made, to: result)
            return result
        }
    }

    /// Runs it, and once more with a new profile when the fault may be the profile's.
    private func attempt(_ run: OfficeRun) async throws -> URL {
        do {
            return try await runWarm(run)
        } catch let error as MediaError {
            throw error
        } catch let error as ToolError where error.code == "tool.failed" || error.code == "tool.killed" {
            run.profile.wipe()
        } catch {
            // Killed in the middle of something: its profile is not to be trusted.
            run.profile.wipe()
            throw error
        }
        do {
            return try await runWarm(run)
        } catch {
            run.profile.wipe()
            guard let failure = error as? ToolError, failure.code == "tool.failed" else { throw error }
            throw run.notConverted(failure.errorLines.last)
        }
    }

    /// Runs it, again when it asks for that.
    private func runWarm(_ run: OfficeRun) async throws -> URL {
        for remaining in (0...2).reversed() {
            try run.profile.prepare()
            do {
                let answer = try await tools.run(await isolation.isolated(run.invocation))
                return try run.result(answer.errorLines)
            } catch let error as ToolError
                where remaining > 0 && error.exitStatus.map(Self.restartStatuses.contains) == true
            {
                continue
            }
        }
        throw run.notConverted(nil)
    }
}
