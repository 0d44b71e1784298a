import Foundation
import TestKit
import Testing

@Suite("The command-line tool")
struct ToolTests {
    /// The program, which is built beside the tests.
    static let tool =
        Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }
        .map { $0.deletingLastPathComponent().appending(path: "atelier") }
        ?? URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "atelier")

    struct Run {
        var status: Int32
        var output: String
        var errors: String
    }

    func atelier(_ arguments: [String], home: URL, path: String? = nil) async throws -> Run {
        let process = Process()
        process.executableURL = Self.tool
        process.arguments = arguments
        var environment = ProcessInfo.processInfo.environment
        environment["ATELIER_HOME"] = home.appending(path: "home").path
        if let path { environment["PATH"] = path }
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        let files = ["out", "err"].map { home.appending(path: "\($0)-\(UUID().uuidString)") }
        for file in files { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
        process.standardOutput = try FileHandle(forWritingTo: files[0])
        process.standardError = try FileHandle(forWritingTo: files[1])
        let status = try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Int32, any Error>) in
            process.terminationHandler = { ended.resume(returning: $0.terminationStatus) }
            do { try process.run() } catch { ended.resume(throwing: error) }
        }
        let texts = try files.map { try String(contentsOf: $0, encoding: .utf8) }
        for file in files { try FileManager.default.removeItem(at: file) }
        return Run(status: status, output: texts[0], errors: texts[1])
    }

    @Test(
        "refuses bad input with status 65 and one line, and leaves nothing behind",
        arguments: ["hello", "PK\u{3}\u{4} is how a ZIP begins", "%PDF-1.7 and no more", ""])
    func badInput(content: String) async throws {
        try await withTemporaryFolder { folder in
            let deck = folder.appending(path: "talk.pptx")
            try Data(content.utf8).write(to: deck)
            let run = try await atelier(["film", deck.path, "-o", folder.appending(path: "f.mp4").path], home: folder)
            #expect(run.status == 65)
            #expect(run.errors.hasPrefix("atelier: 'talk.pptx' "))
            #expect(run.errors.split(separator: "\n").count == 1)
            #expect(run.output.isEmpty)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["home", "talk.pptx"])
        }
    }

    @Test("never writes over what it reads", arguments: ["talk.pptx", "./talk.pptx", "link.pptx", "talk.vtt"])
    func sparesInputs(output: String) async throws {
        try await withTemporaryFolder { folder in
            let (deck, script) = (folder.appending(path: "talk.pptx"), folder.appending(path: "talk.vtt"))
            try Data("a deck".utf8).write(to: deck)
            try Data("a script".utf8).write(to: script)
            try FileManager.default.createSymbolicLink(
                at: folder.appending(path: "link.pptx"), withDestinationURL: deck)
            let place = folder.path + "/" + output
            let film = try await atelier(["film", deck.path, "-o", place, "--script", script.path], home: folder)
            #expect(film.status == 2)
            if output != "talk.vtt" {
                let text = try await atelier(["script", deck.path, "-o", place], home: folder)
                #expect(text.status == 2)
            }
            #expect(try Data(contentsOf: deck) == Data("a deck".utf8))
            #expect(try Data(contentsOf: script) == Data("a script".utf8))
        }
    }

    @Test("tells programs about errors as JSON")
    func jsonError() async throws {
        try await withTemporaryFolder { folder in
            let run = try await atelier(["film", folder.appending(path: "none.pptx").path, "--json"], home: folder)
            #expect(run.status == 65)
            #expect(run.output.contains(#""code":"deck.unreadable""#))
        }
    }

    @Test(
        "ends with 2 when it is used wrongly",
        arguments: [
            ["film"], ["paint"], ["film", "a.pptx", "--size", "13x7"], ["film", "a.pptx", "--json", "--quiet"],
        ])
    func usage(arguments: [String]) async throws {
        try await withTemporaryFolder { folder in
            let run = try await atelier(arguments, home: folder)
            #expect(run.status == 2)
            #expect(!run.errors.isEmpty)
        }
    }

    @Test("ends with 69 when a tool is missing, and says how to get it")
    func missingTool() async throws {
        try await withTemporaryFolder { folder in
            let run = try await atelier(["doctor"], home: folder, path: folder.path)
            #expect(run.status == 69)
            #expect(run.output.contains("apt-get install"))
            #expect(run.output.contains("ffmpeg"))
        }
    }

    @Test("looks after an empty cache")
    func cache() async throws {
        try await withTemporaryFolder { folder in
            let stats = try await atelier(["cache", "stats"], home: folder)
            #expect(stats.output.contains("0 records, 0 files"))
            let verified = try await atelier(["cache", "verify"], home: folder)
            #expect(verified.status == 0)
            let cleared = try await atelier(["cache", "clear"], home: folder)
            #expect(cleared.output.contains("0 records and 0 files removed"))
        }
    }

    @Test("prints help on standard output, with status 0")
    func help() async throws {
        try await withTemporaryFolder { folder in
            let run = try await atelier(["film", "--help"], home: folder)
            #expect(run.status == 0)
            #expect(run.output.contains("--transition-seconds"))
            #expect(run.errors.isEmpty)
        }
    }
}
