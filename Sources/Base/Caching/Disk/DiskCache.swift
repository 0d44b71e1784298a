package import Essentials
package import Foundation

/// The part of `ATELIER_HOME` that holds finished work: records, the files they refer to, and who is using what.
package final class DiskCache: Sendable {
    package let home: URL
    package let records: RecordDatabase
    package let assets: AssetFolder
    package let session: SessionLog

    /// Opens the cache in `home`, or makes it. Several processes may have it open at once.
    ///
    /// - Parameters:
    ///   - home: the folder, made when missing.
    ///   - sessionName: a name that no other open cache bears, such as a UUID.
    package init(home: URL, sessionName: String = UUID().uuidString) throws {
        self.home = home
        do {
            try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        } catch {
            throw CacheError.cannotWrite(home.path, error)
        }
        let session = try SessionLog(folder: home.appending(path: "sessions"), name: sessionName)
        self.session = session
        Self.sweepScratch(below: home)
        scratchFolder = home.appending(path: "scratch/\(sessionName)")
        assets = try AssetFolder(folder: home.appending(path: "assets"), scratch: scratchFolder) { digest in
            session.note(digest)
        }
        records = try Self.openRecords(in: home)
    }

    deinit {
        try? FileManager.default.removeItem(at: scratchFolder)
    }

    /// A folder of this session's own, on the assets' volume, for files that are being made. It is removed when
    /// the session ends, or, after a crash, when the next one begins.
    package let scratchFolder: URL

    /// The record of `key` if it is there and all its files are. A record whose files are not whole is removed,
    /// and `damaged` says so: it is a miss.
    package func lookUp(_ key: ContentDigest) async throws -> (record: Record?, damaged: Bool) {
        session.note(key)
        guard let record = try await records.record(of: key) else { return (nil, false) }
        for (digest, size) in record.assets {
            session.note(digest)
            let found = assets.size(of: digest)
            guard found == size else {
                // Half a file would be taken for the whole one by its name. One that is not there may be put back.
                if found != nil { assets.remove(digest) }
                try await records.remove([key])
                return (nil, true)
            }
        }
        return (record, false)
    }

    /// Opens the database, one process at a time: two that make a new one at once would get in each other's way.
    private static func openRecords(in home: URL) throws -> RecordDatabase {
        let lock = open(home.appending(path: "open.lock").path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard lock >= 0 else { throw CacheError.cannotWrite(home.path, errno: errno) }
        defer { close(lock) }
        flock(lock, LOCK_EX)
        return try RecordDatabase(file: home.appending(path: "records.sqlite"))
    }

    /// Removes the scratch folders of sessions that are gone.
    private static func sweepScratch(below home: URL) {
        _ = SessionLog.inUse(in: home.appending(path: "sessions"))
        let scratch = home.appending(path: "scratch")
        for name in (try? FileManager.default.contentsOfDirectory(atPath: scratch.path)) ?? [] {
            let log = home.appending(path: "sessions/\(name).log")
            if !FileManager.default.fileExists(atPath: log.path) {
                try? FileManager.default.removeItem(at: scratch.appending(path: name))
            }
        }
    }
}
