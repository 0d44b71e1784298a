import Foundation

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// LibreOffice keeps settings and caches in a profile, which two instances must never share; a new one costs seconds.
/// So profiles are kept, and each is locked while in use: against others of this process and of other processes.
struct LibreOfficeProfiles: Sendable {
    /// More than anybody runs at a time.
    private static let most = 64

    let folder: URL

    /// The first profile that nobody uses. It is free again when the returned value is let go.
    /// - Throws: ``ToolError`` `tool.no-profile`; Foundation's error when the folder cannot be made.
    func acquire() throws -> LibreOfficeProfile {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for number in 0..<Self.most {
            let profile = folder.appending(path: "profile-\(number)", directoryHint: .isDirectory)
            if let lock = Self.lock(folder.appending(path: "profile-\(number).lock")) {
                return LibreOfficeProfile(folder: profile, lock: lock)
            }
        }
        throw ToolError(
            code: "tool.no-profile", message: "LibreOffice has no free profile in '\(folder.path)'.",
            remedy: "Check that the folder can be written to, and that fewer than \(Self.most) conversions run.")
    }

    /// The open file that holds the lock, or `nil` when somebody else has it. The kernel frees it when we end.
    private static func lock(_ file: URL) -> CInt? {
        let descriptor = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return nil }
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return descriptor }
        close(descriptor)
        return nil
    }
}

/// A profile that is ours alone for as long as this lives.
final class LibreOfficeProfile: Sendable {
    let folder: URL
    private let lock: CInt

    fileprivate init(folder: URL, lock: CInt) {
        self.folder = folder
        self.lock = lock
    }

    deinit {
        // Closing alone is not enough: a program that starts this very moment holds a copy of the open file, and with
        // it the lock, until it has become another program.
        flock(lock, LOCK_UN)
        close(lock)
    }

    /// Writes the settings of a new profile; a used one is left as it is, unless ours have changed since.
    func prepare() throws {
        let user = folder.appending(path: "user", directoryHint: .isDirectory)
        let settings = Data(LibreOfficeSettings.registry.utf8)
        // LibreOffice rewrites its registry: a copy beside it tells what we wrote.
        let written = folder.appending(path: "atelier.xcu")
        if (try? Data(contentsOf: written)) == settings { return }
        wipe()
        try FileManager.default.createDirectory(at: user, withIntermediateDirectories: true)
        try settings.write(to: user.appending(path: "registrymodifications.xcu"))
        try settings.write(to: written)
    }

    /// Removes the profile: the next run makes a new one.
    func wipe() {
        try? FileManager.default.removeItem(at: folder)
    }
}
