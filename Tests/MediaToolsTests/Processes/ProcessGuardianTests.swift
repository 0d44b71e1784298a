import Foundation
import MediaTools
import Synchronization
import TestKit
import Testing

@Suite struct ProcessGuardianTests {
    private static let victimMark = "ATELIER_TEST_VICTIM"

    @Test("no program, and no child of one, survives a kill -9 of our process")
    func noOrphans() async throws {
        // The victim is this test program once more, running only the test `victim` below.
        let tools = SubprocessRunner()
        let processes = Mutex<[Int32]>([])
        let program = try #require(Bundle.main.executablePath)
        let arguments = ["--testing-library", "swift-testing", "--filter", "ProcessGuardianTests/victim"]
        let error = await #expect(throws: ToolError.self) {
            try await tools.run(
                ToolInvocation(program, arguments, environment: [Self.victimMark: "1"], timeLimit: .seconds(60))
            ) { line in
                guard line.hasPrefix("victim ") else { return }
                let numbers = line.split(separator: " ").compactMap { Int32($0) }
                processes.withLock { $0 = numbers }
                if let victim = numbers.first { kill(victim, SIGKILL) }
            }
        }
        #expect(error?.code == "tool.killed")
        let seen = processes.withLock { $0 }
        try #require(seen.count == 4, "the victim, its watchdog's group, a program, and the program's child")
        #expect(await eventually { seen.allSatisfy { !isRunning($0) } })
    }

    @Test(
        "plays the victim: starts a program with a child and waits to be killed",
        .enabled(if: ProcessInfo.processInfo.environment[victimMark] != nil, "only started by the test above"))
    func victim() async throws {
        let guardian = ProcessGuardian()
        let group = try guardian.processGroup()
        let script = "sleep 1000 & echo $$ $! >&2; wait"
        _ = try await SubprocessRunner(guardian: guardian).run(ToolInvocation("sh", ["-c", script])) { line in
            let report = "victim \(ProcessInfo.processInfo.processIdentifier) \(group) \(line)\n"
            FileHandle.standardError.write(Data(report.utf8))
        }
    }

    @Test("ends its watchdog, and the programs with it, when it is let go")
    func lettingGo() async throws {
        var group: Int32 = 0
        do {
            let guardian = ProcessGuardian()
            group = try guardian.processGroup()
            #expect(isRunning(group))
            #expect(try guardian.processGroup() == group)
        }
        #expect(!isRunning(group))
    }

    @Test("gets a new watchdog when the old one was killed")
    func renewal() async throws {
        let guardian = ProcessGuardian()
        let first = try guardian.processGroup()
        kill(first, SIGKILL)
        #expect(await eventually { !isRunning(first) })
        let second = try guardian.processGroup()
        #expect(second != first)
        #expect(isRunning(second))
        let tools = SubprocessRunner(guardian: guardian)
        let group = try await tools.run(ToolInvocation("sh", ["-c", "cut -d' ' -f5 /proc/$$/stat"])).text
        #expect(group == "\(second)\n")
    }

    @Test("gives programs no file of ours, least of all the watchdog's lifeline")
    func noInheritedFiles() async throws {
        let tools = SubprocessRunner()
        let listing = try await tools.run(ToolInvocation("ls", ["/proc/self/fd"])).text
        // 3 is the folder that `ls` reads.
        #expect(listing.split(separator: "\n") == ["0", "1", "2", "3"])
    }
}
