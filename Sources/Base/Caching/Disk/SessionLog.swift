package import Essentials
package import Foundation
import Synchronization

/// What this process is using, told to the collectors of all processes that share the folder.
///
/// Each process holds one locked file and appends the name of everything that it is about to use. A file whose
/// lock can be taken belongs to a process that is gone. A name is written *before* the thing is looked up: a
/// collector that removed it meanwhile finds the name when it looks again, and puts the thing back.
package final class SessionLog: Sendable {
    private let file: URL
    private let descriptor: Int32
    private let noted = Mutex<Set<ContentDigest>>([])

    /// - Parameters:
    ///   - folder: where all sessions of one cache are; made when missing.
    ///   - name: a name that no other session bears.
    package init(folder: URL, name: String) throws {
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw CacheError.cannotWrite(folder.path, error)
        }
        file = folder.appending(path: "\(name).log")
        descriptor = try Self.openLocked(file.path)
    }

    deinit {
        unlink(file.path)
        close(descriptor)
    }

    /// Opens and locks the file. Between the two, another process may take it for a dead session's and remove it:
    /// then it is made again.
    private static func openLocked(_ path: String) throws -> Int32 {
        while true {
            let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
            guard descriptor >= 0 else { throw CacheError.cannotWrite(path, errno: errno) }
            guard flock(descriptor, LOCK_EX) == 0 else {
                close(descriptor)
                throw CacheError.cannotWrite(path, errno: errno)
            }
            var ours = stat()
            var named = stat()
            if fstat(descriptor, &ours) == 0, stat(path, &named) == 0, ours.st_ino == named.st_ino {
                return descriptor
            }
            close(descriptor)
        }
    }

    /// Says that this process uses `digest` (a record's key or an asset) from now until its end.
    package func note(_ digest: ContentDigest) {
        // Whoever finds it noted may rely on its being written. A line that was torn (the disk is full) must not
        // take the next one with it: so each begins on a line of its own.
        noted.withLock { noted in
            guard !noted.contains(digest) else { return }
            let line = Array("\n\(digest)\n".utf8)
            let written = line.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if written == line.count { noted.insert(digest) }
        }
    }

    /// Everything that this process has noted.
    package var notedDigests: Set<ContentDigest> { noted.withLock { $0 } }

    /// What all living sessions below `folder` use. Files of dead ones are removed.
    package static func inUse(in folder: URL) -> Set<ContentDigest> {
        var used: Set<ContentDigest> = []
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        where name.hasSuffix(".log") {
            let path = folder.appending(path: name).path
            let descriptor = open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { continue }
            defer { close(descriptor) }
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 {
                unlink(path)
                continue
            }
            let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
            used.formUnion(text.split(separator: "\n").compactMap { ContentDigest(hex: $0) })
        }
        return used
    }
}
