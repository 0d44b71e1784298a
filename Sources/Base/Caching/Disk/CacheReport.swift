package import Essentials
import Foundation
import GRDB

/// What a ``DiskCache`` holds.
package struct CacheReport: Sendable, Codable {
    package struct Kind: Sendable, Codable {
        package var kind: String
        package var records: Int
        /// Seconds of work that the records stand for.
        package var seconds: Double
        /// Bytes of the values and of the files they refer to (a file that two records share counts twice here).
        package var bytes: Int
    }

    package var kinds: [Kind]
    package var records: Int
    package var files: Int
    /// Bytes of all files, each counted once.
    package var fileBytes: Int
}

extension DiskCache {
    /// Counts what there is.
    package func report() async throws -> CacheReport {
        let kinds = try await records.pool.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT kind, COUNT(*) AS records, SUM(seconds) AS seconds, SUM(bytes) AS bytes
                    FROM record GROUP BY kind ORDER BY kind
                    """
            ).map {
                CacheReport.Kind(
                    kind: $0["kind"], records: $0["records"], seconds: $0["seconds"], bytes: $0["bytes"])
            }
        }
        let files = assets.files()
        return CacheReport(
            kinds: kinds, records: kinds.reduce(0) { $0 + $1.records }, files: files.count,
            fileBytes: files.reduce(0) { $0 + $1.size })
    }

    /// Reads every file and compares its content with its name. Damaged files are removed, and so are the records
    /// that need a file which is not there: they will be made again.
    ///
    /// - Returns: how many files were read, which were damaged, and how many records went.
    package func verify() async throws -> (files: Int, damaged: [ContentDigest], removedRecords: Int) {
        var damaged: [ContentDigest] = []
        let files = assets.files()
        for file in files {
            let found = try? AssetFolder.digest(ofFileAt: assets.url(of: file.digest))
            if found?.digest != file.digest {
                damaged.append(file.digest)
                assets.remove(file.digest)
            }
        }
        let referring = try await records.pool.read { db in
            try Row.fetchAll(db, sql: "SELECT key, assets FROM record WHERE assets <> ''")
                .map { ($0["key"] as Data, RecordDatabase.assets($0["assets"])) }
        }
        let incomplete = referring.filter { _, needed in
            needed.contains { assets.size(of: $0.key) != $0.value }
        }.compactMap { ContentDigest(bytes: $0.0) }
        try await records.remove(incomplete)
        return (files.count, damaged, incomplete.count)
    }

    /// Removes everything that nobody is using.
    package func clear() async throws -> Collector.Report {
        try await Collector(self).collect(down: .init(bytes: -1, records: -1))
    }
}
