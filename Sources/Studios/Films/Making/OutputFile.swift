import Caching
package import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file that appears whole or not at all: it is written beside its place under another name and then renamed.
package struct OutputFile: Sendable {
    private let place: URL
    private let partial: URL

    /// Removes what crashed writers of the same file have left.
    ///
    /// - Throws: ``FilmError`` `film.not-writable` when the place is a folder, or its folder does not exist.
    package init(_ place: URL) throws {
        self.place = place
        let folder = place.deletingLastPathComponent()
        let prefix = ".\(place.lastPathComponent).atelier-"
        partial = folder.appending(path: "\(prefix)\(getpid())")
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder), isFolder.boolValue else {
            throw FilmError.cannotWrite(place.path, "there is no folder '\(folder.path)'.")
        }
        if FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder), isFolder.boolValue {
            throw FilmError.cannotWrite(place.path, "it is a folder.")
        }
        guard access(folder.path, W_OK) == 0 else {
            throw FilmError.cannotWrite(place.path, "the folder is not writable.")
        }
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        where name.hasPrefix(prefix) {
            guard let owner = pid_t(name.dropFirst(prefix.count)), kill(owner, 0) != 0, errno == ESRCH else { continue }
            try? FileManager.default.removeItem(at: folder.appending(path: name))
        }
    }

    /// Copies the file at `source` into the place.
    package func write(copyOf source: URL) throws {
        try write { try FileManager.default.copyItem(at: source, to: partial) }
    }

    package func write(_ bytes: Data) throws {
        try write { try bytes.write(to: partial) }
    }

    private func write(_ body: () throws -> Void) throws {
        try? FileManager.default.removeItem(at: partial)
        do {
            try body()
            guard rename(partial.path, place.path) == 0 else {
                throw FilmError.cannotWrite(place.path, String(cString: strerror(errno)) + ".")
            }
        } catch {
            try? FileManager.default.removeItem(at: partial)
            let below = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
            if (error as NSError).code == CocoaError.fileWriteOutOfSpace.rawValue || below?.code == Int(ENOSPC) {
                throw CacheError.diskFull(place.path)
            }
            throw error
        }
    }
}
