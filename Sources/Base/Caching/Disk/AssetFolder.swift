package import Essentials
package import Foundation
import Synchronization

/// A folder of files named by their content.
///
/// A file appears whole or not at all: it is written under a temporary name, synced, and renamed. Equal content
/// is stored once. Safe to use from many tasks and processes at the same time.
package final class AssetFolder: Sendable {
    package let folder: URL
    private let scratch: URL
    private let willKeep: @Sendable (ContentDigest) -> Void
    private let counter = Atomic<UInt64>(0)
    private let prefix = UUID().uuidString

    /// - Parameters:
    ///   - folder: where the files are; made when missing.
    ///   - scratch: a folder on the same volume for files that are being written.
    ///   - willKeep: told the name of each file before it is looked for or put in place.
    package init(
        folder: URL, scratch: URL, willKeep: @escaping @Sendable (ContentDigest) -> Void = { _ in }
    ) throws {
        self.folder = folder
        self.scratch = scratch
        self.willKeep = willKeep
        for each in [folder, scratch] {
            do {
                try FileManager.default.createDirectory(at: each, withIntermediateDirectories: true)
            } catch {
                throw CacheError.cannotWrite(each.path, error)
            }
        }
    }

    /// Where the content named `digest` is, or would be.
    package func url(of digest: ContentDigest) -> URL {
        let name = digest.description
        return folder.appending(path: "\(name.prefix(2))/\(name.dropFirst(2))")
    }

    /// The stored size in bytes, or `nil` when it is not stored.
    package func size(of digest: ContentDigest) -> Int? {
        FileStatus(of: url(of: digest).path)?.size
    }

    /// Stores `bytes` and gives back their name.
    package func store(_ bytes: some ContiguousBytes) throws -> (digest: ContentDigest, size: Int) {
        let file = temporaryFile()
        let descriptor = open(file.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw CacheError.cannotWrite(file.path, errno: errno) }
        let size = try bytes.withUnsafeBytes { raw in
            var written = 0
            while written < raw.count {
                let count = write(descriptor, raw.baseAddress! + written, raw.count - written)
                guard count > 0 || errno == EINTR else {
                    let reason = errno
                    close(descriptor)
                    unlink(file.path)
                    throw CacheError.cannotWrite(file.path, errno: reason)
                }
                written += max(count, 0)
            }
            return raw.count
        }
        close(descriptor)
        let digest = bytes.withUnsafeBytes { raw in
            var hasher = ContentHasher()
            hasher.update(raw)
            return hasher.finish()
        }
        try putInPlace(file, as: digest, size: size)
        return (digest, size)
    }

    /// Takes over the file at `source`, which must be on the same volume: afterwards it is gone from there.
    package func adopt(_ source: URL) throws -> (digest: ContentDigest, size: Int) {
        let (digest, size) = try Self.digest(ofFileAt: source)
        try putInPlace(source, as: digest, size: size)
        return (digest, size)
    }

    /// Stores a copy of the file at `source`, which is left as it is.
    package func copy(_ source: URL) throws -> (digest: ContentDigest, size: Int) {
        let (digest, size) = try Self.digest(ofFileAt: source)
        willKeep(digest)
        if self.size(of: digest) == size { return (digest, size) }
        let file = temporaryFile()
        do {
            // A link would be copied as a link, and what it leads to may change.
            try FileManager.default.copyItem(at: source.resolvingSymlinksInPath(), to: file)
        } catch {
            try? FileManager.default.removeItem(at: file)
            throw Self.isDiskFull(error) ? CacheError.diskFull(file.path) : error
        }
        return try adopt(file)
    }

    package func remove(_ digest: ContentDigest) {
        unlink(url(of: digest).path)
    }

    /// A name for a file that is about to be stored.
    package func temporaryFile() -> URL {
        scratch.appending(path: "\(prefix)-\(counter.wrappingAdd(1, ordering: .relaxed).newValue)")
    }

    /// Every stored file, with its size and the time of its last change (seconds since 1970).
    package func files() -> [(digest: ContentDigest, size: Int, modified: Double)] {
        var found: [(digest: ContentDigest, size: Int, modified: Double)] = []
        let names = FileManager.default
        for part in (try? names.contentsOfDirectory(atPath: folder.path)) ?? [] where part.utf8.count == 2 {
            let below = folder.appending(path: part)
            for rest in (try? names.contentsOfDirectory(atPath: below.path)) ?? [] {
                guard let digest = ContentDigest(hex: part + rest),
                    let status = FileStatus(of: below.appending(path: rest).path)
                else { continue }
                found.append((digest, status.size, status.modified))
            }
        }
        return found
    }

    /// Reads the file in pieces and names its content.
    package static func digest(ofFileAt url: URL) throws -> (digest: ContentDigest, size: Int) {
        let descriptor = open(url.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw CacheError(
                code: "file.unreadable", message: "Cannot read '\(url.path)': \(String(cString: strerror(errno))).",
                remedy: "Check the path.", category: .badInput)
        }
        defer { close(descriptor) }
        var hasher = ContentHasher()
        var size = 0
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count = read(descriptor, buffer.baseAddress, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else {
                throw CacheError(
                    code: "file.unreadable",
                    message: "Cannot read '\(url.path)': \(String(cString: strerror(errno))).", category: .badInput)
            }
            if count == 0 { break }
            hasher.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            size += count
        }
        return (hasher.finish(), size)
    }

    private func putInPlace(_ file: URL, as digest: ContentDigest, size: Int) throws {
        let place = url(of: digest)
        willKeep(digest)
        if self.size(of: digest) == size {
            unlink(file.path)
            return
        }
        let descriptor = open(file.path, O_RDONLY | O_CLOEXEC)
        let synced = descriptor >= 0 && fsync(descriptor) == 0
        let reason = errno
        if descriptor >= 0 { close(descriptor) }
        guard synced else {
            unlink(file.path)
            throw CacheError.cannotWrite(file.path, errno: reason)
        }
        if rename(file.path, place.path) != 0 {
            mkdir(place.deletingLastPathComponent().path, 0o755)
            guard rename(file.path, place.path) == 0 else {
                let reason = errno
                unlink(file.path)
                throw CacheError.cannotWrite(place.path, errno: reason)
            }
        }
    }

    private static func isDiskFull(_ error: any Error) -> Bool {
        let cocoa = error as NSError
        let below = cocoa.userInfo[NSUnderlyingErrorKey] as? NSError
        return cocoa.code == CocoaError.fileWriteOutOfSpace.rawValue || below?.code == Int(ENOSPC)
    }
}
