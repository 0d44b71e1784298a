import Foundation
import Synchronization

/// The program while it runs: its lines as they come.
final class RunningTool: Sendable {
    private let process: Process
    /// Those of standard output and of standard error, each in its order.
    private let lines: Mutex<[String]>
    private let arrivals: AsyncStream<String>
    private let ended: AsyncStream<Int32>

    init(_ arguments: [String], home: URL) throws {
        let process = Process()
        self.process = process
        process.executableURL = ToolTests.tool
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment
            .merging(["ATELIER_HOME": home.appending(path: "home").path]) { $1 }
        process.currentDirectoryURL = home
        process.standardInput = FileHandle.nullDevice
        lines = Mutex([])
        let (arrivals, arrival) = AsyncStream.makeStream(of: String.self)
        let (ended, end) = AsyncStream.makeStream(of: Int32.self)
        (self.arrivals, self.ended) = (arrivals, ended)
        let (output, errors) = (Pipe(), Pipe())
        (process.standardOutput, process.standardError) = (output, errors)
        let open = Countdown(2)
        for pipe in [output, errors] {
            let collector = LineCollector()
            pipe.fileHandleForReading.readabilityHandler = { [weak self] handle in
                let bytes = handle.availableData
                if bytes.isEmpty { handle.readabilityHandler = nil }
                for line in collector.lines(after: bytes) {
                    self?.lines.withLock { $0.append(line) }
                    arrival.yield(line)
                }
                if bytes.isEmpty, open.isOver() { arrival.finish() }
            }
        }
        process.terminationHandler = {
            end.yield($0.terminationStatus)
            end.finish()
        }
        try process.run()
    }

    /// Waits for the `count`th line that fits. One waits at most.
    func line(_ count: Int = 1, where fits: (String) -> Bool) async -> String? {
        var left = count
        for await line in arrivals where fits(line) {
            left -= 1
            if left == 0 { return line }
        }
        return nil
    }

    /// As Ctrl-C does.
    func interrupt() {
        process.interrupt()
    }

    /// The exit status and all lines, when it has ended and everything was read.
    func end() async -> (status: Int32, lines: [String]) {
        for await _ in arrivals {}
        var status: Int32 = -1
        for await each in ended { status = each }
        return (status, lines.withLock { $0 })
    }
}

private final class Countdown: Sendable {
    private let left: Mutex<Int>

    init(_ count: Int) {
        left = Mutex(count)
    }

    func isOver() -> Bool {
        left.withLock { left in
            left -= 1
            return left == 0
        }
    }
}

/// Bytes as they come, in lines.
private final class LineCollector: Sendable {
    private let rest = Mutex(Data())

    /// No bytes: the end.
    func lines(after bytes: Data) -> [String] {
        rest.withLock { rest in
            rest += bytes
            var lines: [String] = []
            while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                lines.append(String(decoding: rest[..<end], as: UTF8.self))
                rest = Data(rest[(end + 1)...])
            }
            if bytes.isEmpty, !rest.isEmpty { lines.append(String(decoding: rest, as: UTF8.self)) }
            return lines
        }
    }
}

/// A provider that answers everything, on this machine.
func withMockUpstream<Result>(
    scenario: String? = nil, home: URL, _ body: (_ address: String) async throws -> Result
) async throws -> Result {
    var arguments = ["mock-upstream", "--port", "0"]
    if let scenario {
        let file = home.appending(path: "scenario-\(UUID().uuidString).yaml")
        try Data(scenario.utf8).write(to: file)
        arguments += ["--scenario", file.path]
    }
    let mock = try RunningTool(arguments, home: home)
    let line = await mock.line { $0.contains("Pretending to be a provider on ") } ?? ""
    let result: Swift.Result<Result, any Error>
    do {
        guard let address = line.firstMatch(of: /http:\S+v1/) else { throw CocoaError(.featureUnsupported) }
        result = .success(try await body(String(address.0)))
    } catch { result = .failure(error) }
    mock.interrupt()
    _ = await mock.end()
    return try result.get()
}
