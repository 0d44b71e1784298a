import Caching
import Essentials
import Foundation
import TestKit
import Testing

@Suite("The cache on disk")
struct DiskCacheTests {
    func record(_ name: String, assets: [ContentDigest: Int] = [:], value: Int = 10) -> Record {
        Record(
            key: ContentDigest(of: name), kind: "test", subject: "subject of \(name)", fields: "f=\(name)",
            value: Array(repeating: 7, count: value), seconds: 2, assets: assets)
    }

    @Test("gives back the record that it was given")
    func roundTrip() async throws {
        try await withTemporaryFolder { home in
            let cache = try DiskCache(home: home)
            let (digest, size) = try cache.assets.store(Data("hello".utf8))
            let kept = record("a", assets: [digest: size])
            try await cache.records.keep([kept], at: Date())
            #expect(try await cache.lookUp(kept.key).record == kept)
            #expect(try await cache.lookUp(ContentDigest(of: "b")).record == nil)
            #expect(try await cache.records.latest(kind: "test", subject: "subject of a") == kept)
        }
    }

    @Test("stores equal content once, under its digest, whichever way it came in")
    func assets() async throws {
        try await withTemporaryFolder { home in
            let cache = try DiskCache(home: home)
            let file = home.appending(path: "outside.txt")
            try Data("hello".utf8).write(to: file)
            let stored = try cache.assets.store(Data("hello".utf8))
            let copied = try cache.assets.copy(file)
            #expect(stored == copied)
            #expect(stored.digest == ContentDigest(of: "hello"))
            #expect(FileManager.default.fileExists(atPath: file.path))
            let adopted = try cache.assets.adopt(file)
            #expect(adopted == stored)
            #expect(!FileManager.default.fileExists(atPath: file.path))
            #expect(cache.assets.files().count == 1)
        }
    }

    @Test("leaves nothing behind of a file that cannot be stored")
    func unreadable() async throws {
        try await withTemporaryFolder { home in
            let cache = try DiskCache(home: home)
            #expect(throws: CacheError.self) { try cache.assets.copy(home.appending(path: "missing")) }
            #expect(cache.assets.files().isEmpty)
            #expect(try FileManager.default.contentsOfDirectory(atPath: cache.scratchFolder.path).isEmpty)
        }
    }

    @Test("finds damaged files by their digest, and removes them and the records that need them")
    func verify() async throws {
        try await withTemporaryFolder { home in
            let cache = try DiskCache(home: home)
            let good = try cache.assets.store(Data("good".utf8))
            let bad = try cache.assets.store(Data("fine".utf8))
            try await cache.records.keep(
                [record("g", assets: [good.digest: 4]), record("b", assets: [bad.digest: 4])], at: Date())
            try Data("oops".utf8).write(to: cache.assets.url(of: bad.digest))

            let found = try await cache.verify()
            #expect(found.files == 2)
            #expect(found.damaged == [bad.digest])
            #expect(found.removedRecords == 1)
            #expect(try await cache.lookUp(ContentDigest(of: "g")).record != nil)
            #expect(try await cache.lookUp(ContentDigest(of: "b")).record == nil)
        }
    }

    @Test("collects what was used longest ago, and the files that nobody needs any more")
    func collect() async throws {
        try await withTemporaryFolder { home in
            var digests: [ContentDigest] = []
            do {
                let writer = try DiskCache(home: home)
                for age in 0..<10 {
                    let (digest, size) = try writer.assets.store(Data(repeating: UInt8(age), count: 1000))
                    digests.append(digest)
                    try await writer.records.keep(
                        [record("\(age)", assets: [digest: size])], at: Date(timeIntervalSince1970: Double(age)))
                }
                try await writer.records.pin([ContentDigest(of: "0")])
                try await writer.records.touch([ContentDigest(of: "1")], at: Date(timeIntervalSince1970: 99))
            }
            let cache = try DiskCache(home: home)
            let report = try await Collector(cache).collect(down: .init(bytes: 5 * 1010))
            #expect(report.removedRecords == 5)
            #expect(report.removedFiles == 5)
            for (index, digest) in digests.enumerated() {
                let stays = [0, 1, 7, 8, 9].contains(index)
                #expect((cache.assets.size(of: digest) != nil) == stays, "\(index)")
                #expect((try await cache.lookUp(ContentDigest(of: "\(index)")).record != nil) == stays, "\(index)")
            }
        }
    }

    @Test("never collects what a living session uses, and does so when it has ended")
    func sessions() async throws {
        try await withTemporaryFolder { home in
            let collecting = try DiskCache(home: home)
            var digest = ContentDigest(of: "")
            do {
                let working = try DiskCache(home: home)
                digest = try working.assets.store(Data("in work".utf8)).digest
                try await working.records.keep([record("w", assets: [digest: 7])], at: Date())
                _ = try await working.lookUp(ContentDigest(of: "w"))
                let report = try await collecting.clear()
                #expect(report == .init())
                #expect(collecting.assets.size(of: digest) == 7)
                withExtendedLifetime(working) {}
            }
            let report = try await collecting.clear()
            #expect(report.removedRecords == 1)
            #expect(collecting.assets.size(of: digest) == nil)
        }
    }

    @Test("sweeps the scratch folder of a session that is gone, not that of one that lives")
    func scratch() async throws {
        try await withTemporaryFolder { home in
            let living = try DiskCache(home: home, sessionName: "living")
            let left = home.appending(path: "scratch/crashed")
            try FileManager.default.createDirectory(at: left, withIntermediateDirectories: true)
            try Data().write(to: left.appending(path: "half a film"))
            let next = try DiskCache(home: home, sessionName: "next")
            #expect(!FileManager.default.fileExists(atPath: left.path))
            #expect(FileManager.default.fileExists(atPath: living.scratchFolder.path))
            withExtendedLifetime(next) {}
        }
    }

    @Test("learns how long each kind of step takes")
    func durations() async throws {
        try await withTemporaryFolder { home in
            let cache = try DiskCache(home: home)
            for index in 0..<40 { try await cache.records.keep([record("\(index)")], at: Date()) }
            #expect(try await cache.records.durations() == ["test": 2])
        }
    }
}

extension DiskCacheTests {
    @Test("takes in what a link leads to, not the link")
    func links() async throws {
        try await withTemporaryFolder { home in
            let cache = try DiskCache(home: home)
            let (file, link) = (home.appending(path: "deck.txt"), home.appending(path: "link.txt"))
            try Data("first".utf8).write(to: file)
            try FileManager.default.createSymbolicLink(at: link, withDestinationURL: file)
            let taken = try cache.assets.copy(link)
            try Data("other".utf8).write(to: file)
            #expect(try Data(contentsOf: cache.assets.url(of: taken.digest)) == Data("first".utf8))
        }
    }

    @Test("leaves a record pinned that is made again")
    func pinnedAgain() async throws {
        try await withTemporaryFolder { home in
            let cache = try DiskCache(home: home)
            try await cache.records.keep([record("p")], at: Date())
            try await cache.records.pin([ContentDigest(of: "p")])
            try await cache.records.keep([record("p", value: 20)], at: Date())
            let report = try await cache.clear()
            #expect(report.removedRecords == 0)
        }
    }

    @Test("can be made by several at the same time")
    func madeAtOnce() async throws {
        try await withTemporaryFolder { home in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<8 {
                    group.addTask { _ = try DiskCache(home: home, sessionName: "session \(number)") }
                }
                try await group.waitForAll()
            }
        }
    }
}
