package import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file that appears whole or not at all: it is written beside its place under another name and then renamed.
package struct OutputFile: Sendable {
    /// Where it appears: what a link leads to, not the link.
    package let place: URL
    private let partial: URL

    /// Removes what crashed writers of the same file have left.
    ///
    /// - Parameter inputs: files that are read for it, and must not be lost to it.
    /// - Throws: ``OutputError``: `output.is-input`, or `output.not-writable` when the place is no regular file, or its folder
    ///   does not exist or may not be written to.
    package init(_ place: URL, sparing inputs: [URL] = []) throws {
        // What a link leads to is written, not the link.
        self.place = place.resolvingSymlinksInPath()
        let folder = self.place.deletingLastPathComponent()
        if let own = FileIdentity(self.place) {
            guard !inputs.contains(where: { FileIdentity($0) == own }) else {
                throw OutputError.isInput(place.path)
            }
            guard own.isRegular else { throw OutputError.notWritable(place.path, "it is no regular file.") }
        }
        // Named by a digest, since the name itself may be as long as names can be.
        let prefix = ".\(ContentDigest(of: self.place.lastPathComponent).description.prefix(16)).atelier-"
        partial = folder.appending(path: "\(prefix)\(getpid())")
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder), isFolder.boolValue else {
            throw OutputError.notWritable(place.path, "there is no folder '\(folder.path)'.")
        }
        guard access(folder.path, W_OK) == 0 else {
            throw OutputError.notWritable(place.path, "the folder is not writable.")
        }
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        where name.hasPrefix(prefix) {
            guard let owner = pid_t(name.dropFirst(prefix.count)), kill(owner, 0) != 0, errno == ESRCH else { continue }
            try? FileManager.default.removeItem(at: folder.appending(path: name))
        }
    }

    /// Copies the file at `source` into the place.
    ///
    /// - Throws: ``OutputError``: `output.not-writable`, `disk.full`.
    package func write(copyOf source: URL) throws {
        try write { try FileManager.default.copyItem(at: source, to: partial) }
    }

    /// - Throws: ``OutputError``: `output.not-writable`, `disk.full`.
    package func write(_ bytes: Data) throws {
        try write { try bytes.write(to: partial) }
    }

    private func write(_ body: () throws -> Void) throws {
        try? FileManager.default.removeItem(at: partial)
        do {
            try body()
            guard rename(partial.path, place.path) == 0 else {
                throw OutputError.notWritable(place.path, String(cString: strerror(errno)) + ".")
            }
        } catch {
            try? FileManager.default.removeItem(at: partial)
            let below = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
            if (error as NSError).code == CocoaError.fileWriteOutOfSpace.rawValue || below?.code == Int(ENOSPC) {
                throw OutputError.diskFull(place.path)
            }
            throw error is any DescribedFailure
                ? error : OutputError.notWritable(place.path, error.localizedDescription)
        }
    }
}

/// Which file it is, whatever path leads to it.
private struct FileIdentity: Equatable {
    let device: dev_t
    let number: ino_t
    let isRegular: Bool

    /// `nil` when there is no file.
    init?(_ file: URL) {
        var status = stat()
        guard stat(file.path, &status) == 0 else { return nil }
        device = status.st_dev
        number = status.st_ino
        isRegular = status.st_mode & S_IFMT == S_IFREG
    }
}
