import Essentials
import Foundation
import MediaTools
import Synchronization
import TestKit
import Testing

/// What a run of LibreOffice leaves behind, played from a list.
private final class PlayedOffice: ToolRunner {
    enum Turn: Sendable {
        case writes(String)
        case writesNothing([String])
        case fails(ToolError)
    }

    private let turns: Mutex<[Turn]>
    private let profiles = Mutex<[String]>([])

    init(_ turns: [Turn]) {
        self.turns = Mutex(turns)
    }

    var remaining: Int { turns.withLock { $0.count } }
    /// The profile of each run, in order.
    var used: [String] { profiles.withLock { $0 } }

    func run(
        _ invocation: ToolInvocation, onErrorLine: @escaping @Sendable (String) -> Void
    ) async throws -> ToolOutput {
        guard let profile = invocation.arguments.first(where: { $0.hasPrefix("-env:UserInstallation=") }),
            let option = invocation.arguments.firstIndex(of: "--outdir")
        else { throw ToolError.missing(invocation.tool, install: nil) }
        profiles.withLock { $0.append(profile) }
        switch turns.withLock({ $0.isEmpty ? .writesNothing([]) : $0.removeFirst() }) {
        case .writes(let text):
            let folder = URL(filePath: invocation.arguments[option + 1])
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: folder.appending(path: "document.pdf"))
            return ToolOutput(output: [])
        case .writesNothing(let lines):
            return ToolOutput(output: [], errorLines: lines)
        case .fails(let error):
            throw error
        }
    }
}

@Suite struct LibreOfficeBehaviourTests {
    private let restart = PlayedOffice.Turn.fails(
        .failed("soffice.bin", status: "exit status 81", lines: [], exitStatus: 81))
    private let crash = PlayedOffice.Turn.fails(
        .failed("soffice.bin", status: "exit status 1", lines: ["boom"], exitStatus: 1))

    private func convert(_ turns: [PlayedOffice.Turn]) async throws -> (result: Result<String, any Error>, left: Int) {
        try await withTemporaryFolder { folder in
            let deck = folder.appending(path: "My deck.pptx")
            try Data("x".utf8).write(to: deck)
            let played = PlayedOffice(turns)
            let office = LibreOffice(
                tools: played, folder: folder.appending(path: "office"),
                installation: LibreOfficeInstallation(program: URL(filePath: "/opt/x/soffice.bin")))
            do {
                let pdf = try await office.convert(
                    deck, to: .pdf(hiddenPages: false), into: folder.appending(path: "made"))
                #expect(pdf.lastPathComponent == "My deck.pdf")
                return (.success(try String(contentsOf: pdf, encoding: .utf8)), played.remaining)
            } catch {
                return (.failure(error), played.remaining)
            }
        }
    }

    @Test("starts again when a new profile asks for it")
    func restarts() async throws {
        #expect(try await convert([restart, .writes("a")]).result.get() == "a")
        #expect(try await convert([restart, restart, .writes("b")]).result.get() == "b")
    }

    @Test("tries once more with a new profile after a failure")
    func retry() async throws {
        #expect(try await convert([crash, restart, .writes("c")]).result.get() == "c")
        #expect(try await convert([.writesNothing([]), .writes("d")]).result.get() == "d")
        let (result, left) = try await convert([crash, crash, .writes("e")])
        let error = #expect(throws: MediaError.self) { try result.get() }
        #expect(error?.code == "document.not-converted")
        #expect(left == 1)
    }

    @Test("does not try again when the document cannot be read")
    func unreadable() async throws {
        let (result, left) = try await convert(
            [.writesNothing(["Error: source file could not be loaded"]), .writes("f")])
        let error = #expect(throws: MediaError.self) { try result.get() }
        #expect(error?.code == "document.not-converted")
        #expect(error?.category == .badInput)
        #expect(error?.message.contains("'My deck.pptx'") == true)
        #expect(left == 1)
    }

    @Test("passes on what is not the document's fault")
    func otherFailures() async throws {
        for failure in [
            ToolError.tookTooLong("soffice.bin", limit: .seconds(1)),
            ToolError.failed("soffice.bin", status: "1", lines: ["No space left on device"], exitStatus: 1),
        ] {
            let (result, left) = try await convert([.fails(failure), .writes("g")])
            let error = #expect(throws: ToolError.self) { try result.get() }
            #expect(error?.code == failure.code)
            #expect(left == 1)
        }
    }

    @Test("gives conversions that run at the same time different profiles, and the next ones the same")
    func profiles() async throws {
        try await withTemporaryFolder { folder in
            let deck = folder.appending(path: "deck.pptx")
            try Data("x".utf8).write(to: deck)
            let inner = PlayedOffice([.writes("inner")])
            let home = folder.appending(path: "office")
            let installation = LibreOfficeInstallation(program: URL(filePath: "/opt/x/soffice.bin"))
            let outer = Outer(played: PlayedOffice([.writes("a"), .writes("b")])) {
                // Another one, as of another process, while the first is running.
                let office = LibreOffice(tools: inner, folder: home, installation: installation)
                _ = try await office.convert(
                    deck, to: .pdf(hiddenPages: true), into: folder.appending(path: "inner"))
            }
            let office = LibreOffice(tools: outer, folder: home, installation: installation)
            for _ in 0..<2 {
                _ = try await office.convert(
                    deck, to: .pdf(hiddenPages: true), into: folder.appending(path: "outer"))
            }
            #expect(outer.played.used.count == 2 && Set(outer.played.used).count == 1)
            #expect(inner.used.count == 1 || inner.used.count == 2)
            #expect(Set(inner.used).isDisjoint(with: outer.played.used))
        }
    }

    /// Does something else in the middle of each run.
    private struct Outer: ToolRunner {
        let played: PlayedOffice
        let meanwhile: @Sendable () async throws -> Void

        func run(
            _ invocation: ToolInvocation, onErrorLine: @escaping @Sendable (String) -> Void
        ) async throws -> ToolOutput {
            if invocation.arguments.contains("--outdir"), played.used.isEmpty { try await meanwhile() }
            return try await played.run(invocation, onErrorLine: onErrorLine)
        }
    }
}

@Suite(.enabled(if: isInstalled("soffice", "pdfinfo", "pdftotext"), "LibreOffice or poppler is not installed"))
struct LibreOfficeTests {
    let tools = SubprocessRunner()

    @Test("makes a PDF with or without the hidden slides, and says what it cannot read")
    func conversion() async throws {
        try await withTemporaryFolder { folder in
            let deck = folder.appending(path: "50% plums & pears #1.fodp")
            try Data(SampleDocuments.flatDeck.utf8).write(to: deck)
            let office = LibreOffice(tools: tools, folder: folder.appending(path: "office home"))
            let pages = PDFPages(tools: tools)

            let all = try await office.convert(
                deck, to: .pdf(hiddenPages: true), into: folder.appending(path: "all"), timeLimit: .seconds(120))
            #expect(all.lastPathComponent == "50% plums & pears #1.pdf")
            let text = try await pages.boxText(of: all)
            #expect(text.contains(">Plums</word>") && text.contains(">pears</word>"))
            let second = try await pages.boxText(of: all, pages: 2...2)
            #expect(second.contains(">pears</word>") && !second.contains(">Plums</word>"))

            let shown = try await office.convert(
                deck, to: .pdf(hiddenPages: false), into: folder.appending(path: "shown"))
            #expect(try await pages.boxText(of: shown).contains(">pears</word>") == false)

            // The bytes of an asset: the file's own name says nothing.
            let asset = folder.appending(path: "b94d27b9934d")
            try FileManager.default.copyItem(at: deck, to: asset)
            let pptx = try await office.convert(asset, name: "talk.fodp", to: .pptx, into: folder)
            #expect(pptx.lastPathComponent == "talk.pptx")
            #expect(try Data(contentsOf: pptx).starts(with: Data("PK".utf8)))

            for (name, bytes) in [("junk.pptx", "garbage"), ("page.pptx", "<html><body>Hi</body></html>")] {
                let junk = folder.appending(path: name)
                try Data(bytes.utf8).write(to: junk)
                let error = await #expect(throws: MediaError.self) {
                    try await office.convert(junk, to: .pdf(hiddenPages: true), into: folder)
                }
                #expect(error?.code == "document.not-converted")
                #expect(error?.message.contains("'\(name)'") == true)
            }
            let work = folder.appending(path: "office home/work")
            #expect(try FileManager.default.contentsOfDirectory(atPath: work.path).isEmpty)
        }
    }

    @Test("a cancelled conversion leaves no LibreOffice behind, and the next one works")
    func cancellation() async throws {
        try await withTemporaryFolder { folder in
            let deck = folder.appending(path: "deck.fodp")
            try Data(SampleDocuments.flatDeck.utf8).write(to: deck)
            let home = folder.appending(path: "office")
            let office = LibreOffice(tools: tools, folder: home)
            let profile = home.appending(path: "profiles/profile-0")
            let task = Task { try await office.convert(deck, to: .pdf(hiddenPages: true), into: folder) }
            // It has begun to fill its profile: it runs.
            #expect(await eventually(within: .seconds(300)) { !Self.processes(mentioning: profile.path).isEmpty })
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(Self.processes(mentioning: profile.path).isEmpty)
            let pdf = try await office.convert(deck, to: .pdf(hiddenPages: true), into: folder)
            #expect(try Data(contentsOf: pdf).starts(with: Data("%PDF".utf8)))
        }
    }

    @Test("an isolated program sees no network", .enabled(if: isInstalled("unshare", "cat")))
    func isolation() async throws {
        let isolation = NetworkIsolation(tools: tools)
        let plain = ToolInvocation("cat", ["/proc/net/dev"])
        let isolated = await isolation.isolated(plain)
        guard await isolation.isEffective else {
            #expect(isolated == plain)
            return
        }
        let devices = try await tools.run(isolated).text.split(separator: "\n").filter { $0.contains(":") }
        #expect(devices.count == 1 && devices.first?.contains("lo:") == true)
    }

    private static func processes(mentioning word: String) -> [Int32] {
        let all = ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { Int32($0) }
        return all.filter { process in
            let command = (try? Data(contentsOf: URL(filePath: "/proc/\(process)/cmdline"))) ?? Data()
            return String(decoding: command, as: UTF8.self).contains(word) && isRunning(process)
        }
    }
}
