import MediaTools
import Synchronization
import Testing

@Suite struct ToolFingerprintsTests {
    /// Answers every program with its name and counts the calls.
    final class Echo: ToolRunner {
        let calls = Mutex<[String]>([])
        let fails = Mutex(false)

        func run(
            _ invocation: ToolInvocation, onErrorLine: @escaping @Sendable (String) -> Void
        ) async throws -> ToolOutput {
            calls.withLock { $0.append(invocation.tool) }
            if fails.withLock({ $0 }) { throw ToolError.missing(invocation.tool, install: nil) }
            return ToolOutput(output: Array("  \(invocation.tool) version 1\nmore\n".utf8))
        }
    }

    @Test("asks each tool once, whoever asks")
    func once() async throws {
        let echo = Echo()
        let fingerprints = ToolFingerprints(tools: echo)
        let lines = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<20 { group.addTask { try await fingerprints.line(of: .ffmpeg) } }
            var lines: Set<String> = []
            for try await line in group { lines.insert(line) }
            return lines
        }
        #expect(lines == ["ffmpeg version 1"])
        #expect(echo.calls.withLock { $0 } == ["ffmpeg"])
    }

    @Test("asks again after a failure")
    func failure() async throws {
        let echo = Echo()
        echo.fails.withLock { $0 = true }
        let fingerprints = ToolFingerprints(tools: echo)
        await #expect(throws: ToolError.self) { try await fingerprints.line(of: .espeak) }
        echo.fails.withLock { $0 = false }
        #expect(try await fingerprints.line(of: .espeak) == "espeak-ng version 1")
    }

    @Test("knows the tools that are installed")
    func installed() async throws {
        let lines = await ToolFingerprints(tools: SubprocessRunner()).installed()
        #expect(lines[.vips]?.hasPrefix("libvips 8") == true)
        #expect((lines[.ffmpeg]?.hasPrefix("ffmpeg version") ?? false) == isInstalled("ffmpeg"))
        #expect((lines[.poppler]?.hasPrefix("pdftoppm version") ?? false) == isInstalled("pdftoppm"))
        if isInstalled("soffice") { #expect(lines[.libreOffice]?.contains("LibreOffice") == true) }
        if isInstalled("flite") { #expect(lines[.flite]?.contains("flite-") == true) }
        if isInstalled("espeak-ng") { #expect(lines[.espeak]?.hasPrefix("eSpeak NG") == true) }
    }
}
