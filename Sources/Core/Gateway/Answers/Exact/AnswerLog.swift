import Dispatch
public import Essentials
public import Foundation
import Synchronization

/// Answers in a folder, so that they survive a restart.
///
/// Two files take turns: when one is as long as it may be, the other one is emptied and goes on. So the folder never
/// takes more than twice the capacity, writing is appending, and the oldest answers go first. Every record carries
/// its SHA-256: what a crash left half written is skipped. Writing happens on a queue of its own; nothing waits for
/// it. The files can be read by their owner only, since they contain what people asked for and were told.
public final class AnswerLog: Sendable {
    private let folder: URL
    private let capacity: Int
    private let wallClock: @Sendable () -> Date
    private let queue = DispatchQueue(label: "atelier.answer-log", qos: .utility)
    /// Holds the folder's lock for as long as this lives.
    private let lock: FileHandle
    private let state: Mutex<State>

    private struct State {
        var file: FileHandle
        var number: Int
        var length: Int
    }

    /// Opens the log in `folder`, which is made when missing. One process at a time may have it open.
    ///
    /// - Parameters:
    ///   - capacity: the greatest length of one of the two files, in bytes.
    ///   - wallClock: answers age while no process runs, so their ends are kept as times of day.
    /// - Throws: ``AnswerLogError`` when the folder cannot be made or written to.
    public init(folder: URL, capacity: Int, wallClock: @escaping @Sendable () -> Date = { Date() }) throws {
        self.folder = folder
        self.capacity = max(capacity, 0)
        self.wallClock = wallClock
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw AnswerLogError(path: folder.path, reason: "\(error.localizedDescription)")
        }
        lock = try Self.lock(folder)
        let newest = [0, 1].max { Self.modified(folder, $0) < Self.modified(folder, $1) } ?? 0
        let (file, length) = try Self.open(folder, number: newest, isEmptied: false)
        state = Mutex(State(file: file, number: newest, length: length))
    }

    /// Returns when all that was appended is in the files.
    public func flush() async {
        await withCheckedContinuation { continuation in queue.async { continuation.resume() } }
    }

    /// Hands over every record, oldest first: an answer, or `nil` where the key has none any more.
    func readAll(at now: ContinuousClock.Instant, _ body: (AnswerKey, CachedAnswer?) -> Void) {
        let current = state.withLock { $0.number }
        let time = wallClock()
        for number in [1 - current, current] {
            guard let bytes = try? Data(contentsOf: Self.file(folder, number)) else { continue }
            for record in AnswerRecord.records(in: [UInt8](bytes)) {
                body(record.key, record.answer(at: now, time: time))
            }
        }
    }

    func append(_ answer: CachedAnswer, for key: AnswerKey, at now: ContinuousClock.Instant) {
        let record = AnswerRecord(key: key, answer: answer, at: now, time: wallClock())
        queue.async { self.write(record.framed) }
    }

    /// Makes sure that the answer does not come back: an empty record takes its place.
    func forget(_ key: AnswerKey) {
        queue.async { self.write(AnswerRecord(forgetting: key).framed) }
    }

    /// A disk that is full costs the survival of answers, not the answers: they are in memory.
    private func write(_ bytes: [UInt8]) {
        state.withLock { state in
            if state.length + bytes.count > capacity,
                let (file, length) = try? Self.open(folder, number: 1 - state.number, isEmptied: true)
            {
                try? state.file.close()
                state = State(file: file, number: 1 - state.number, length: length)
            }
            guard state.length + bytes.count <= capacity else { return }
            do {
                try state.file.write(contentsOf: Data(bytes))
                state.length += bytes.count
            } catch {
                // Half a record would hide those after it.
                try? state.file.truncate(atOffset: UInt64(state.length))
            }
        }
    }

    /// Two processes that write to the same files would cut off each other's records.
    private static func lock(_ folder: URL) throws -> FileHandle {
        let path = folder.appending(path: "lock").path
        let descriptor = Foundation.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw AnswerLogError(path: path, reason: String(cString: strerror(errno))) }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw AnswerLogError(path: folder.path, reason: "another process keeps its answers there")
        }
        return file
    }

    private static func file(_ folder: URL, _ number: Int) -> URL {
        folder.appending(path: "answers-\(number).log")
    }

    private static func modified(_ folder: URL, _ number: Int) -> Date {
        let attributes = try? FileManager.default.attributesOfItem(atPath: file(folder, number).path)
        return attributes?[.modificationDate] as? Date ?? .distantPast
    }

    private static func open(_ folder: URL, number: Int, isEmptied: Bool) throws -> (FileHandle, length: Int) {
        let path = file(folder, number).path
        let flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | (isEmptied ? O_TRUNC : 0)
        let descriptor = Foundation.open(path, flags, 0o600)
        guard descriptor >= 0 else { throw AnswerLogError(path: path, reason: String(cString: strerror(errno))) }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        let content = isEmptied ? nil : try? Data(contentsOf: URL(filePath: path))
        let whole = AnswerRecord.wholeLength(in: [UInt8](content ?? Data()))
        try file.truncate(atOffset: UInt64(whole))
        return (file, whole)
    }
}

/// Why answers cannot be kept in a folder.
public struct AnswerLogError: DescribedFailure {
    public let code = "answers.not-writable"
    public let message: String
    public let remedy: String? =
        "Check the folder's owner and mode, name another one, or leave 'folder' out to keep answers in memory."
    public let category = FailureCategory.usage

    init(path: String, reason: String) {
        message = "Answers cannot be kept in '\(path)': \(reason)."
    }
}
