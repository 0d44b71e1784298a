import ArgumentParser
import Caching
import Foundation

/// `atelier cache`
struct CacheCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cache", abstract: "Look after the results that are kept.",
        subcommands: [CacheStats.self, CacheVerify.self, CacheClear.self])
}

struct CacheStats: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats", abstract: "Say what is kept, and how much work it stands for.")

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let home = try Home()
        let report = try await DiskCache(home: home.folder).report()
        let console = Console()
        if json {
            console.print(JSONLine.of(report))
            return
        }
        console.print("kind".padded(20) + "records".padded(10) + "work".padded(12) + "size")
        for kind in report.kinds {
            console.print(
                kind.kind.padded(20) + "\(kind.records)".padded(10)
                    + String(format: "%.1f s", kind.seconds).padded(12) + Size.text(kind.bytes))
        }
        console.print(
            "\(report.records) records, \(report.files) files, \(Size.text(report.fileBytes)) in "
                + "\(home.folder.path) (limit \(Size.text(home.quota.bytes)))")
    }
}

struct CacheVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Read every file and compare it with its digest; remove what is damaged.",
        discussion: "What is removed is made again when it is needed. Exit status 1 when something was damaged.")

    func run() async throws {
        let cache = try DiskCache(home: Home().folder)
        let found = try await cache.verify()
        let console = Console()
        for digest in found.damaged { console.print("damaged: \(digest)") }
        console.print(
            "\(found.files) files read, \(found.damaged.count) damaged, \(found.removedRecords) records removed")
        if !found.damaged.isEmpty || found.removedRecords > 0 { throw ExitCode(1) }
    }
}

struct CacheClear: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clear", abstract: "Remove everything that is kept and that no running command uses.")

    func run() async throws {
        let report = try await DiskCache(home: Home().folder).clear()
        Console().print(
            "\(report.removedRecords) records and \(report.removedFiles) files removed, "
                + "\(Size.text(report.freedBytes)) freed")
    }
}

enum Size {
    static func text(_ bytes: Int) -> String {
        let units = ["B", "KB", "MB", "GB", "TB"]
        var value = Double(bytes)
        var unit = 0
        while value >= 1024, unit < units.count - 1 {
            value /= 1024
            unit += 1
        }
        return unit == 0 ? "\(bytes) B" : String(format: "%.1f %@", value, units[unit])
    }
}
