import Essentials
import Foundation
import Gateway
import NIOPosix
import Resilience

/// Takes changes of the configuration file into use while the gateway runs. A change that cannot be used is told, and
/// the present configuration stays.
///
/// A file is read once it has stayed the same between two looks: what is being written is not half read.
struct ConfigurationWatch: Sendable {
    let file: URL
    let server: GatewayServer
    let time: TimeSource
    let log: @Sendable (String) -> Void

    static let pause = Duration.milliseconds(500)

    /// What tells one state of a file from another.
    private struct Stamp: Equatable {
        var seconds: Int
        var nanoseconds: Int
        var size: Int
        var inode: UInt64
    }

    func run() async {
        // The first look finds what the gateway began with, or what came meanwhile.
        var used: Stamp?
        var seen: Stamp?
        while !Task.isCancelled {
            do { try await time.sleep(time.now() + Self.pause) } catch { return }
            let present = await elsewhere { Self.stamp(of: $0) }
            defer { seen = present }
            // An editor replaces a file in several steps: one that is gone for a moment is not looked at.
            guard let present, present == seen, present != used else { continue }
            used = present
            await load()
        }
    }

    private func load() async {
        let name = file.lastPathComponent
        guard let text = await elsewhere({ try? String(contentsOf: $0, encoding: .utf8) }) else {
            return log("\(name) has changed, but cannot be read; what was in use stays in use.")
        }
        do {
            let isNew = try server.reload(try ConfigurationReader.configuration(from: text, file: name))
            if isNew { log("\(name) has changed and is in use.") }
        } catch {
            log("\(name) has changed, but what was in use stays in use: \(error.description)")
        }
    }

    /// Files may be on a slow disk.
    private func elsewhere<Result: Sendable>(_ look: @escaping @Sendable (URL) -> Result?) async -> Result? {
        let file = file
        return try? await NIOThreadPool.singleton.runIfActive { look(file) }
    }

    /// Asks the system alone: Foundation's attributes look up the owner and the group in files, each time.
    private static func stamp(of file: URL) -> Stamp? {
        var state = stat()
        guard stat(file.path, &state) == 0 else { return nil }
        #if canImport(Darwin)
            let modified = state.st_mtimespec
        #else
            let modified = state.st_mtim
        #endif
        return Stamp(
            seconds: modified.tv_sec, nanoseconds: modified.tv_nsec, size: Int(state.st_size),
            inode: UInt64(state.st_ino))
    }
}
