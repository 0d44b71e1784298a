package import Foundation

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Temporary folders below one root, each for one run.
///
///     let scratch = ScratchFolder(root: home.appending(path: "scratch"))
///     let film = try await scratch.with("film") { folder in try await assemble(in: folder) }
///
/// A folder is removed when its run ends, well or not. What a killed process left is removed by ``sweep()``.
package struct ScratchFolder: Sendable {
    package let root: URL

    package init(root: URL) {
        self.root = root
    }

    /// Gives `body` an empty folder of its own and removes it, with all that is in it, afterwards.
    ///
    /// - Parameter purpose: a word in the folder's name, for whoever looks at the disk.
    /// - Throws: what `body` throws; Foundation's error when the folder cannot be made.
    package func with<Result>(
        _ purpose: String, isolation: isolated (any Actor)? = #isolation, _ body: (URL) async throws -> Result
    ) async throws -> Result {
        let process = ProcessInfo.processInfo.processIdentifier
        let folder = root.appending(path: "\(process)-\(purpose)-\(UUID().uuidString)", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(folder)
    }

    /// Removes the folders of processes of this machine that have ended.
    package func sweep() {
        let files = FileManager.default
        for name in (try? files.contentsOfDirectory(atPath: root.path)) ?? [] {
            guard let number = name.split(separator: "-").first.flatMap({ Int32($0) }), number > 0,
                !Self.isRunning(number)
            else { continue }
            try? files.removeItem(at: root.appending(path: name))
        }
    }

    private static func isRunning(_ process: Int32) -> Bool {
        kill(process, 0) == 0 || errno == EPERM
    }
}
