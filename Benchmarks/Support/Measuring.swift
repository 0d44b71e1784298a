import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Why a benchmark does not believe itself.
struct BenchmarkError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

func check(_ condition: Bool, _ what: @autoclosure () -> String) throws {
    guard condition else { throw BenchmarkError(what()) }
}

/// What some work cost: seconds on the clock, and seconds of all processors, child processes included.
struct Cost {
    var wall: Double
    var cpu: Double

    static func of<Result>(_ work: () async throws -> Result) async rethrows -> (result: Result, cost: Cost) {
        let (before, start) = (cpuSeconds(), ContinuousClock.now)
        let result = try await work()
        let elapsed = ContinuousClock.now - start
        return (result, Cost(wall: elapsed / .seconds(1), cpu: cpuSeconds() - before))
    }

    private static func cpuSeconds() -> Double {
        #if canImport(Glibc)
            let owners = [RUSAGE_SELF.rawValue, RUSAGE_CHILDREN.rawValue]
        #else
            let owners = [RUSAGE_SELF, RUSAGE_CHILDREN]
        #endif
        return owners.reduce(0) { sum, owner in
            var usage = rusage()
            getrusage(owner, &usage)
            return sum + Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
                + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
        }
    }
}

/// A program run to its end.
struct Finished {
    var status: Int32
    var output: Data
    var errors: String
    var text: String { String(decoding: output, as: UTF8.self) }
}

/// Runs a program; both its pipes are drained into files, so that it cannot stall.
@discardableResult
func run(_ program: String, _ arguments: [String], environment: [String: String] = [:]) throws -> Finished {
    let folder = FileManager.default.temporaryDirectory.appending(path: "bench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = ["out", "err"].map { folder.appending(path: $0) }
    for file in files { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
    let process = Process()
    process.executableURL = URL(filePath: program.hasPrefix("/") ? program : "/usr/bin/env")
    process.arguments = program.hasPrefix("/") ? arguments : [program] + arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    try process.run()
    process.waitUntilExit()
    return Finished(
        status: process.terminationStatus, output: try Data(contentsOf: files[0]),
        errors: String(decoding: try Data(contentsOf: files[1]), as: UTF8.self))
}

/// The same, for programs that must succeed.
@discardableResult
func runWell(_ program: String, _ arguments: [String], environment: [String: String] = [:]) throws -> Finished {
    let finished = try run(program, arguments, environment: environment)
    try check(
        finished.status == 0, "\(program) \(arguments.prefix(6)) ended with \(finished.status): \(finished.errors)")
    return finished
}

/// Gives `body` an empty folder and removes it afterwards.
func withFolder<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "atelier-benchmark-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder)
}

extension Double {
    func text(_ digits: Int = 1) -> String { String(format: "%.\(digits)f", self) }
}
