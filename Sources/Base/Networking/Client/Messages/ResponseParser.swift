import HTTPMessages
import NIOCore

/// Takes the bytes of a connection apart into answers (RFC 9112), in whatever pieces they come. It holds at most one
/// line; the body goes straight to the caller.
///
/// One parser serves a connection for its life: `begin(method:)` before each request, `consume` for what comes.
struct ResponseParser {
    enum Problem: Error, Equatable {
        case malformed(String)
        case tooLarge
    }

    /// What the end of the connection means.
    enum Ending: Equatable {
        /// Not a byte of the answer had come.
        case nothing
        case truncated
        /// The body was to last until the end of the connection, or was whole already.
        case complete
    }

    private enum Stage: Equatable {
        case head
        case fixed(left: Int)
        case chunkSize
        case chunk(left: Int)
        case chunkEnd
        case trailers
        case untilClose
        case complete
    }

    private let maximumHeaderBytes: Int
    private var stage = Stage.complete
    private var expectsBody = true
    private var lines = ResponseHeadParser()
    private var unfinishedLine: [UInt8] = []
    private var headerBytes = 0
    private var interimAnswers = 0
    private var hasBegun = false

    /// The head, once it is whole; of the final answer: those of 1xx are skipped.
    private(set) var head: HTTPResponseHead?
    /// Whether the connection may serve another request when this answer is complete.
    private(set) var keepsConnection = false

    init(maximumHeaderBytes: Int) {
        self.maximumHeaderBytes = maximumHeaderBytes
    }

    var isComplete: Bool { stage == .complete }

    /// The length of the body where the head told it.
    var contentLength: Int? { lines.isChunked ? nil : lines.contentLength }

    /// How long the server said it keeps an idle connection, in seconds.
    var keepAliveSeconds: Int? { lines.keepAliveSeconds }

    /// Bytes of the body that are still to come, where that is known.
    var remaining: Int? {
        if case .fixed(let left) = stage { return left }
        return isComplete ? 0 : nil
    }

    /// The next bytes answer a request of this method.
    mutating func begin(method: String) {
        stage = .head
        expectsBody = method != "HEAD"
        lines = ResponseHeadParser()
        unfinishedLine.removeAll(keepingCapacity: true)
        headerBytes = 0
        interimAnswers = 0
        hasBegun = false
        head = nil
        keepsConnection = false
    }

    /// Reads what belongs to this answer and leaves what follows it. Body bytes are added to `body`.
    mutating func consume(_ input: inout ByteBuffer, body: inout [UInt8]) throws(Problem) {
        while stage != .complete, input.readableBytes > 0 {
            hasBegun = true
            switch stage {
            case .fixed(let left):
                let left = left - take(upTo: left, from: &input, to: &body)
                stage = left == 0 ? .complete : .fixed(left: left)
            case .chunk(let left):
                let left = left - take(upTo: left, from: &input, to: &body)
                stage = left == 0 ? .chunkEnd : .chunk(left: left)
            case .untilClose:
                _ = take(upTo: .max, from: &input, to: &body)
            default:
                if let problem = readLine(&input) { throw problem }
            }
        }
    }

    /// What it means that nothing more will come.
    func inputEnded() -> Ending {
        if stage == .complete || stage == .untilClose { return .complete }
        return hasBegun ? .truncated : .nothing
    }

    /// Moves body bytes; how many.
    private func take(upTo count: Int, from input: inout ByteBuffer, to body: inout [UInt8]) -> Int {
        let count = min(count, input.readableBytes)
        input.withUnsafeReadableBytes { body.append(contentsOf: $0.prefix(count)) }
        input.moveReaderIndex(forwardBy: count)
        return count
    }

    /// Reads one line, or keeps the beginning of one.
    private mutating func readLine(_ input: inout ByteBuffer) -> Problem? {
        var problem: Problem?
        let consumed = input.withUnsafeReadableBytes { bytes -> Int in
            guard let end = bytes.firstIndex(of: 0x0A) else {
                problem = count(bytes.count)
                if problem == nil { unfinishedLine.append(contentsOf: bytes) }
                return bytes.count
            }
            problem = count(end + 1)
            if problem != nil { return end + 1 }
            if unfinishedLine.isEmpty {
                problem = finishedLine(UnsafeRawBufferPointer(rebasing: bytes[0..<end]))
            } else {
                unfinishedLine.append(contentsOf: bytes[0..<end])
                let line = unfinishedLine
                unfinishedLine.removeAll(keepingCapacity: true)
                problem = line.withUnsafeBytes { finishedLine($0) }
            }
            return end + 1
        }
        input.moveReaderIndex(forwardBy: consumed)
        return problem
    }

    private mutating func count(_ bytes: Int) -> Problem? {
        headerBytes += bytes
        return headerBytes > maximumHeaderBytes ? .tooLarge : nil
    }

    /// A line without its LF. The CR before it may be missing (RFC 9112, 2.2).
    private mutating func finishedLine(_ line: UnsafeRawBufferPointer) -> Problem? {
        let line = line.last == 0x0D ? UnsafeRawBufferPointer(rebasing: line.dropLast()) : line
        switch stage {
        case .head:
            switch lines.read(line) {
            case .more: return nil
            case .malformed(let what): return .malformed(what)
            case .end: return headEnded()
            }
        case .chunkSize:
            return chunkBegins(line)
        case .chunkEnd:
            guard line.isEmpty else { return .malformed("a chunk longer than it said") }
            stage = .chunkSize
        case .trailers:
            // Trailers are read over: nothing here needs them, and merging them into the head would be unsafe.
            if line.isEmpty { stage = .complete }
        case .fixed, .chunk, .untilClose, .complete:
            break
        }
        return nil
    }

    /// Decides how the body ends (RFC 9112, 6.3).
    private mutating func headEnded() -> Problem? {
        if lines.status < 200 {
            interimAnswers += 1
            guard lines.status != 101, interimAnswers <= 32 else {
                return .malformed("an interim answer that was not asked for")
            }
            lines = ResponseHeadParser()
            return nil
        }
        head = HTTPResponseHead(status: lines.status, headers: lines.headers)
        // With both a length and chunks somebody in between may have been fooled: do not trust what follows.
        let isAmbiguous = lines.isChunked && (lines.contentLength != nil || lines.isOldVersion)
        keepsConnection = !lines.saysClose && !isAmbiguous && (!lines.isOldVersion || lines.saysKeepAlive)
        if !expectsBody || lines.status == 204 || lines.status == 304 {
            stage = .complete
        } else if lines.isChunked {
            stage = .chunkSize
            headerBytes = 0
        } else if let length = lines.contentLength {
            stage = length == 0 ? .complete : .fixed(left: length)
        } else {
            stage = .untilClose
            keepsConnection = false
        }
        return nil
    }

    /// "1a" or "1a;name=value" (RFC 9112, 7.1).
    private mutating func chunkBegins(_ line: UnsafeRawBufferPointer) -> Problem? {
        let digits = line.prefix { $0 != 0x3B }
        let number = FieldSyntax.hexadecimal(FieldSyntax.trimmed(UnsafeRawBufferPointer(rebasing: digits)))
        guard let number else { return .malformed("a bad chunk size") }
        headerBytes = 0
        stage = number == 0 ? .trailers : .chunk(left: number)
        return nil
    }
}
