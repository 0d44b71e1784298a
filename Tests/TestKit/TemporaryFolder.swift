package import Foundation

/// Gives `body` an empty folder of its own and removes it afterwards.
package func withTemporaryFolder<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "atelier-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder)
}

/// The folder of real material (`ATELIER_FIXTURES`, or `../shared/fixtures` beside the project), or `nil`
/// where there is none: suites over it are then skipped.
package let sharedFixtures: URL? = {
    let named = ProcessInfo.processInfo.environment["ATELIER_FIXTURES"].map { URL(filePath: $0) }
    let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    let folder = named ?? project.deletingLastPathComponent().appending(path: "shared/fixtures")
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
}()
