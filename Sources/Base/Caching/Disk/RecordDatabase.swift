package import Essentials
package import Foundation
import GRDB

/// The records of all finished steps, in one SQLite file that several processes may use at once (WAL).
package final class RecordDatabase: Sendable {
    let pool: DatabasePool

    /// Opens the database, or makes it.
    ///
    /// `synchronous = NORMAL` is enough: what a crash of the machine may lose is made again; what a crash of the
    /// process leaves is whole.
    package init(file: URL) throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(20)
        configuration.label = "records"
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA synchronous = NORMAL")
        }
        do {
            pool = try DatabasePool(path: file.path, configuration: configuration)
            try Self.migrator.migrate(pool)
        } catch {
            throw Self.explain(error, file: file.path)
        }
    }

    private static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1: records") { db in
            try db.execute(
                sql: """
                    CREATE TABLE record (
                        key BLOB PRIMARY KEY NOT NULL,
                        kind TEXT NOT NULL,
                        subject TEXT,
                        fields TEXT NOT NULL,
                        value BLOB NOT NULL,
                        assets TEXT NOT NULL,
                        seconds REAL NOT NULL,
                        bytes INTEGER NOT NULL,
                        made REAL NOT NULL,
                        used REAL NOT NULL,
                        pinned INTEGER NOT NULL DEFAULT 0
                    ) WITHOUT ROWID;
                    CREATE INDEX record_subject ON record (kind, subject, made);
                    CREATE INDEX record_used ON record (used);
                    CREATE TABLE duration (
                        kind TEXT PRIMARY KEY NOT NULL,
                        runs INTEGER NOT NULL,
                        mean REAL NOT NULL
                    ) WITHOUT ROWID;
                    """)
        }
        return migrator
    }

    /// The record of `key`, or `nil`.
    package func record(of key: ContentDigest) async throws -> Record? {
        let bytes = Data(key.bytes)
        return try await pool.unsafeRead { db in
            let statement = try db.cachedStatement(
                sql: "SELECT kind, subject, fields, value, assets, seconds FROM record WHERE key = ?")
            return try Row.fetchOne(statement, arguments: [bytes]).map { Self.record($0, key: key) }
        }
    }

    /// The newest record of a step of this kind with this subject.
    package func latest(kind: String, subject: String) async throws -> Record? {
        try await pool.unsafeRead { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT key, kind, subject, fields, value, assets, seconds FROM record
                    WHERE kind = ? AND subject = ? ORDER BY made DESC LIMIT 1
                    """)
            return try Row.fetchOne(statement, arguments: [kind, subject]).flatMap { row in
                ContentDigest(bytes: row["key"] as Data).map { Self.record(row, key: $0) }
            }
        }
    }

    /// Keeps records, all or none. When the call returns they survive the end of the process.
    package func keep(_ records: [Record], at now: Date) async throws {
        do {
            try await pool.write { db in
                for record in records { try Self.insert(record, at: now, in: db) }
            }
        } catch {
            throw Self.explain(error, file: pool.path)
        }
    }

    /// - Parameter sparesPinned: whether pinned records stay.
    package func remove(_ keys: [ContentDigest], sparesPinned: Bool = false) async throws {
        try await pool.write { db in
            let condition = sparesPinned ? " AND pinned = 0" : ""
            let statement = try db.cachedStatement(sql: "DELETE FROM record WHERE key = ?" + condition)
            for key in keys { try statement.execute(arguments: [Data(key.bytes)]) }
        }
    }

    /// Says that these records are in use now, for the order in which they are collected.
    package func touch(_ keys: [ContentDigest], at now: Date) async throws {
        guard !keys.isEmpty else { return }
        try await pool.write { db in
            let statement = try db.cachedStatement(sql: "UPDATE record SET used = ? WHERE key = ?")
            for key in keys {
                try statement.execute(arguments: [now.timeIntervalSince1970, Data(key.bytes)])
            }
        }
    }

    /// Pinned records are never collected.
    package func pin(_ keys: [ContentDigest], _ isPinned: Bool = true) async throws {
        try await pool.write { db in
            for key in keys {
                try db.execute(
                    sql: "UPDATE record SET pinned = ? WHERE key = ?", arguments: [isPinned, Data(key.bytes)])
            }
        }
    }

    /// The mean duration of past runs in seconds, by kind of step. Recent runs weigh more.
    package func durations() async throws -> [String: Double] {
        try await pool.unsafeRead { db in
            try Row.fetchAll(db, sql: "SELECT kind, mean FROM duration").reduce(into: [:]) { result, row in
                result[row["kind"]] = row["mean"]
            }
        }
    }

    private static func insert(_ record: Record, at now: Date, in db: Database) throws {
        let time = now.timeIntervalSince1970
        let assets = record.assets.map { "\($0.key):\($0.value)" }.sorted().joined(separator: " ")
        try db.cachedStatement(
            sql: """
                INSERT INTO record (key, kind, subject, fields, value, assets, seconds, bytes, made, used)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (key) DO UPDATE SET
                    subject = excluded.subject, fields = excluded.fields, value = excluded.value,
                    assets = excluded.assets, seconds = excluded.seconds, bytes = excluded.bytes,
                    made = excluded.made, used = excluded.used
                """
        ).execute(arguments: [
            Data(record.key.bytes), record.kind, record.subject, record.fields, Data(record.value), assets,
            record.seconds, record.value.count + record.assets.values.reduce(0, +), time, time,
        ])
        // An exponential mean over about the last twenty runs.
        try db.cachedStatement(
            sql: """
                INSERT INTO duration (kind, runs, mean) VALUES (?, 1, ?)
                ON CONFLICT (kind) DO UPDATE SET
                    mean = mean + (excluded.mean - mean) / MIN(runs + 1, 20), runs = runs + 1
                """
        ).execute(arguments: [record.kind, record.seconds])
    }

    private static func record(_ row: Row, key: ContentDigest) -> Record {
        Record(
            key: key, kind: row["kind"], subject: row["subject"], fields: row["fields"],
            value: [UInt8](row["value"] as Data), seconds: row["seconds"], assets: assets(row["assets"]))
    }

    static func assets(_ text: String) -> [ContentDigest: Int] {
        text.split(separator: " ").reduce(into: [:]) { result, entry in
            let parts = entry.split(separator: ":")
            if parts.count == 2, let digest = ContentDigest(hex: parts[0]), let size = Int(parts[1]) {
                result[digest] = size
            }
        }
    }

    static func explain(_ error: any Error, file: String) -> any Error {
        guard let error = error as? DatabaseError else { return error }
        switch error.resultCode {
        case .SQLITE_FULL:
            return CacheError.diskFull(file)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            return CacheError(
                code: "cache.damaged", message: "The record database '\(file)' is damaged.",
                remedy: "Delete that file: everything in it can be made again.")
        default:
            return CacheError(
                code: "cache.database", message: "The record database '\(file)' failed: \(error.message ?? "?").")
        }
    }
}
