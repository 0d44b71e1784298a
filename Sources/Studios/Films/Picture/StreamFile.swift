import Foundation

/// A file that is written from front to back through a buffer, so that a long film costs a fixed amount of memory.
///
/// Whatever the system refuses is thrown as ``StreamError`` `stream.file`.
struct StreamFile: ~Copyable {
    private let handle: FileHandle
    private let name: String
    private var buffer: [UInt8] = []
    private static let bufferSize = 1 << 18

    /// Creates the file, or empties it.
    init(creating url: URL) throws {
        name = url.lastPathComponent
        let isCreated = FileManager.default.createFile(atPath: url.path(percentEncoded: false), contents: nil)
        guard isCreated, let handle = try? FileHandle(forWritingTo: url) else {
            throw StreamError(
                code: "stream.file", message: "The file '\(url.lastPathComponent)' cannot be created.",
                remedy: "Check that its folder exists and may be written to.")
        }
        self.handle = handle
        buffer.reserveCapacity(Self.bufferSize + (1 << 16))
    }

    mutating func write(_ bytes: [UInt8]) throws {
        buffer += bytes
        if buffer.count >= Self.bufferSize { try flush() }
    }

    private mutating func flush() throws {
        try attempt { try handle.write(contentsOf: buffer) }
        buffer.removeAll(keepingCapacity: true)
    }

    /// Writes what is left, then `patch` over the bytes from `offset` on, and closes the file.
    consuming func finish(patching patch: [UInt8] = [], at offset: UInt64 = 0) throws {
        try flush()
        try attempt {
            if !patch.isEmpty {
                try handle.seek(toOffset: offset)
                try handle.write(contentsOf: patch)
            }
            try handle.close()
        }
    }

    private func attempt(_ work: () throws -> Void) throws {
        do { try work() } catch {
            throw StreamError(
                code: "stream.file",
                message: "The file '\(name)' cannot be written: \(error.localizedDescription)",
                remedy: "Check the free space of its disk.")
        }
    }
}
