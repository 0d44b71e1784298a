import Essentials
import Foundation
import GRDB

/// Keeps a ``DiskCache`` within its quota: the records that were used longest ago go first, with the files that
/// no other record needs.
///
/// Pinned records, and whatever a living process has noted in its ``SessionLog``, stay.
package struct Collector: Sendable {
    /// How much a cache may hold.
    package struct Quota: Sendable {
        /// Bytes of values and files together.
        package var bytes: Int
        package var records: Int

        package init(bytes: Int = 20 << 30, records: Int = 1_000_000) {
            self.bytes = bytes
            self.records = records
        }
    }

    package struct Report: Sendable, Equatable {
        package var removedRecords = 0
        package var removedFiles = 0
        package var freedBytes = 0

        package init(removedRecords: Int = 0, removedFiles: Int = 0, freedBytes: Int = 0) {
            self.removedRecords = removedRecords
            self.removedFiles = removedFiles
            self.freedBytes = freedBytes
        }
    }

    private struct Candidate {
        var key: ContentDigest
        var valueBytes: Int
        var assets: [ContentDigest: Int]
        var isProtected: Bool
    }

    let cache: DiskCache

    package init(_ cache: DiskCache) {
        self.cache = cache
    }

    /// Removes what is over `quota`, and files that no record refers to.
    ///
    /// When another process is collecting already, nothing is done.
    package func collect(down quota: Quota) async throws -> Report {
        let lock = open(cache.home.appending(path: "collect.lock").path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard lock >= 0 else { return Report() }
        defer { close(lock) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else { return Report() }

        let candidates = try await candidates()
        let victims = Self.victims(among: candidates, quota: quota)
        var report = Report(removedRecords: victims.count)
        try await cache.records.remove(victims.map(\.key), sparesPinned: true)
        report.freedBytes = victims.reduce(0) { $0 + $1.valueBytes }

        let gone = Set(victims.map(\.key))
        let needed = Set(candidates.lazy.filter { !gone.contains($0.key) }.flatMap { $0.assets.keys })
        let used = inUse()
        let unneeded = cache.assets.files().filter { !needed.contains($0.digest) && !used.contains($0.digest) }
        for file in try await removeUnlessTaken(unneeded.map { ($0.digest, $0.size) }) {
            report.removedFiles += 1
            report.freedBytes += file.size
        }
        return report
    }

    /// Oldest first, until what is left fits.
    private static func victims(among candidates: [Candidate], quota: Quota) -> [Candidate] {
        var owners: [ContentDigest: Int] = [:]
        var bytes = 0
        for candidate in candidates {
            bytes += candidate.valueBytes
            for (asset, size) in candidate.assets {
                if owners[asset, default: 0] == 0 { bytes += size }
                owners[asset, default: 0] += 1
            }
        }
        var records = candidates.count
        var victims: [Candidate] = []
        for candidate in candidates where bytes > quota.bytes || records > quota.records {
            if candidate.isProtected { continue }
            victims.append(candidate)
            records -= 1
            bytes -= candidate.valueBytes
            for (asset, size) in candidate.assets {
                owners[asset, default: 1] -= 1
                if owners[asset] == 0 { bytes -= size }
            }
        }
        return victims
    }

    private func candidates() async throws -> [Candidate] {
        let used = inUse()
        return try await cache.records.pool.read { db in
            try Row.fetchAll(
                db, sql: "SELECT key, length(value) AS size, assets, pinned FROM record ORDER BY used"
            ).compactMap { row in
                guard let key = ContentDigest(bytes: row["key"] as Data) else { return nil }
                let isPinned: Bool = row["pinned"]
                return Candidate(
                    key: key, valueBytes: row["size"], assets: RecordDatabase.assets(row["assets"]),
                    isProtected: isPinned || used.contains(key))
            }
        }
    }

    private func inUse() -> Set<ContentDigest> {
        SessionLog.inUse(in: cache.home.appending(path: "sessions"))
    }

    private typealias StoredFile = (digest: ContentDigest, size: Int)

    /// Moves the files aside, looks again whether somebody uses or needs them by now, and only then removes them.
    ///
    /// First at the logs of living processes, then at the records: what a process has made is recorded before its log
    /// goes.
    ///
    /// - Returns: what was removed.
    private func removeUnlessTaken(_ files: [StoredFile]) async throws -> [StoredFile] {
        var moved: [(file: StoredFile, aside: URL)] = []
        for file in files {
            let aside = cache.assets.temporaryFile()
            if rename(cache.assets.url(of: file.digest).path, aside.path) == 0 { moved.append((file, aside)) }
        }
        if moved.isEmpty { return [] }
        var taken = inUse()
        do {
            taken.formUnion(try await self.candidates().flatMap { $0.assets.keys })
        } catch {
            for each in moved { rename(each.aside.path, cache.assets.url(of: each.file.digest).path) }
            throw error
        }
        return moved.compactMap { each in
            if taken.contains(each.file.digest) {
                rename(each.aside.path, cache.assets.url(of: each.file.digest).path)
                return nil
            }
            return unlink(each.aside.path) == 0 ? each.file : nil
        }
    }
}
