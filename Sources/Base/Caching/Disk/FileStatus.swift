import Foundation

/// The two facts about a file that the cache asks for, in one system call.
struct FileStatus {
    let size: Int
    /// Seconds since 1970.
    let modified: Double

    init?(of path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        size = Int(status.st_size)
        #if canImport(Darwin)
            let time = status.st_mtimespec
        #else
            let time = status.st_mtim
        #endif
        modified = Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
