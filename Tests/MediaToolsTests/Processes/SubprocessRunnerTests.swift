import Essentials
import Foundation
import MediaTools
import Synchronization
import TestKit
import Testing

@Suite struct SubprocessRunnerTests {
    let tools = SubprocessRunner()

    @Test("gives back what the program wrote, and its last error lines")
    func output() async throws {
        let result = try await tools.run(ToolInvocation("sh", ["-c", "echo out; printf 'a\\rb\\n\\nc' >&2"]))
        #expect(result.text == "out\n")
        #expect(result.errorLines == ["a", "b", "c"])
    }

    @Test("gives each error line to the caller while the program runs")
    func streamedLines() async throws {
        try await withTemporaryFolder { folder in
            let gate = folder.appending(path: "gate")
            // The program goes on only after its line was heard.
            let script = "echo ready >&2; while [ ! -e '\(gate.path)' ]; do sleep 0.01; done; echo done"
            let result = try await tools.run(
                ToolInvocation("sh", ["-c", script], timeLimit: .seconds(20))
            ) { line in
                if line == "ready" { try? Data().write(to: gate) }
            }
            #expect(result.text == "done\n")
        }
    }

    @Test("keeps the last forty error lines and hears all of them")
    func lastLines() async throws {
        let heard = Mutex(0)
        let result = try await tools.run(ToolInvocation("sh", ["-c", "seq 1 500 >&2"])) { _ in
            heard.withLock { $0 += 1 }
        }
        #expect(result.errorLines == (461...500).map { String($0) })
        #expect(heard.withLock { $0 } == 500)
    }

    @Test("does not stall on full pipes in three directions")
    func fullPipes() async throws {
        var random = SeededGenerator(seed: 7)
        let input = (0..<2_000_000).map { _ in UInt8.random(in: 0...255, using: &random) }
        let result = try await tools.run(
            ToolInvocation(
                "sh", ["-c", "head -c 1000000 /dev/zero | tr '\\0' 'x\\n' >&2; cat"], input: input,
                timeLimit: .seconds(60)))
        #expect(result.output == input)
    }

    @Test("survives a program that does not read its input")
    func unreadInput() async throws {
        let result = try await tools.run(
            ToolInvocation("sh", ["-c", "exec <&-; echo fine"], input: [UInt8](repeating: 1, count: 1 << 20)))
        #expect(result.text == "fine\n")
    }

    @Test("gives no input where none is given")
    func noInput() async throws {
        let result = try await tools.run(ToolInvocation("sh", ["-c", "wc -c"], timeLimit: .seconds(20)))
        #expect(result.text.trimmingCharacters(in: .whitespacesAndNewlines) == "0")
    }

    @Test("passes on environment and working folder")
    func surroundings() async throws {
        try await withTemporaryFolder { folder in
            let result = try await tools.run(
                ToolInvocation(
                    "sh", ["-c", "echo $ATELIER_TEST_WORD; pwd -P; test -n \"$PATH\" && echo inherited"],
                    environment: ["ATELIER_TEST_WORD": "plum"], workingFolder: folder))
            let expected = "plum\n\(folder.resolvingSymlinksInPath().path)\ninherited\n"
            #expect(result.text == expected)
        }
    }

    @Test("tells the exit status and the last lines of a failure")
    func failure() async throws {
        let error = await #expect(throws: ToolError.self) {
            try await tools.run(ToolInvocation("sh", ["-c", "echo broken pear >&2; exit 3"]))
        }
        #expect(error?.code == "tool.failed")
        #expect(error?.exitStatus == 3)
        #expect(error?.errorLines == ["broken pear"])
        #expect(error?.message == "sh ended with exit status 3: broken pear")
    }

    @Test("recognises a full disk")
    func fullDisk() async throws {
        let error = await #expect(throws: ToolError.self) {
            try await tools.run(ToolInvocation("sh", ["-c", "echo 'x: No space left on device' >&2; exit 1"]))
        }
        #expect(error?.code == "disk.full")
        #expect(error?.remedy != nil)
    }

    @Test("names the package of a program that is missing")
    func missing() async throws {
        let absent = await #expect(throws: ToolError.self) {
            try await tools.run(ToolInvocation("atelier-no-such-program"))
        }
        #expect(absent?.code == "tool.missing")
        #expect(absent?.category == .missingTool)
        let known = await #expect(throws: ToolError.self) {
            try await tools.run(ToolInvocation("/nowhere/bin/ffprobe"))
        }
        #expect(known?.remedy == "Install it: sudo apt install ffmpeg")
    }

    @Test("stops a program that runs too long")
    func timeLimit() async throws {
        let process = Mutex<Int32>(0)
        let error = await #expect(throws: ToolError.self) {
            try await tools.run(
                ToolInvocation("sh", ["-c", "echo $$ >&2; exec sleep 1000"], timeLimit: .seconds(2))
            ) { line in process.withLock { $0 = Int32(line) ?? 0 } }
        }
        #expect(error?.code == "tool.too-long")
        let stopped = process.withLock { $0 }
        #expect(stopped > 0 && !isRunning(stopped))
    }

    @Test("stops a program that closed its outputs and runs too long")
    func silentTimeLimit() async throws {
        let error = await #expect(throws: ToolError.self) {
            try await tools.run(
                ToolInvocation("sh", ["-c", "exec >&- 2>&-; exec sleep 1000"], timeLimit: .milliseconds(300)))
        }
        #expect(error?.code == "tool.too-long")
    }

    @Test("stops a program that writes too much")
    func outputLimit() async throws {
        let error = await #expect(throws: ToolError.self) {
            try await tools.run(ToolInvocation("sh", ["-c", "exec cat /dev/zero"], outputLimit: 100_000))
        }
        #expect(error?.code == "tool.output-limit")
        await #expect(throws: ToolError.self) {
            try await tools.run(ToolInvocation("head", ["-c", "100001", "/dev/zero"], outputLimit: 100_000))
        }
        let exact = try await tools.run(
            ToolInvocation("head", ["-c", "100000", "/dev/zero"], outputLimit: 100_000))
        #expect(exact.output.count == 100_000)
    }

    @Test("a cancelled run kills its program, whatever that ignores, and throws CancellationError")
    func cancellation() async throws {
        let process = Mutex<Int32>(0)
        let (started, signal) = AsyncStream.makeStream(of: Void.self)
        let tools = tools
        let task = Task {
            // It ignores what can be ignored: only SIGKILL ends it.
            try await tools.run(
                ToolInvocation("sh", ["-c", "trap '' TERM INT HUP; echo $$ >&2; while :; do sleep 0.05; done"])
            ) { line in
                process.withLock { $0 = Int32(line) ?? 0 }
                signal.yield()
            }
        }
        for await _ in started { break }
        task.cancel()
        let outcome = await task.result
        #expect(throws: CancellationError.self) { try outcome.get() }
        let killed = process.withLock { $0 }
        #expect(killed > 0 && !isRunning(killed))
    }

    @Test("starts nothing for a task that is cancelled already")
    func cancelledBefore() async throws {
        try await withTemporaryFolder { folder in
            let trace = folder.appending(path: "trace")
            let tools = tools
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await tools.run(ToolInvocation("touch", [trace.path]))
            }
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(!FileManager.default.fileExists(atPath: trace.path))
        }
    }
}
