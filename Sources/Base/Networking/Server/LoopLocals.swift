import Foundation
import NIOCore

/// What the connections of one event loop share.
///
/// `@unchecked Sendable`: its fields are read and written on `executor.loop` only, and that loop is the lock.
final class LoopLocals: @unchecked Sendable {
    let executor: EventLoopExecutor
    /// Where small answers are put together. A write that went out at once has given the memory back, so that the
    /// next answer needs none of its own.
    private var scratch = ByteBufferAllocator().buffer(capacity: LoopLocals.scratchBytes)
    private var date: [UInt8] = []
    private var dateSecond = -1

    init(_ loop: any EventLoop) {
        executor = EventLoopExecutor(loop)
    }

    /// The value of the `Date` field, made once a second.
    func currentDate() -> [UInt8] {
        let second = time(nil)
        if second != dateSecond {
            dateSecond = second
            date = HTTPDate.bytes(at: max(0, second))
        }
        return date
    }

    /// A buffer filled by `body` with about `size` bytes.
    func buffer(
        size: Int, _ body: (inout ByteBuffer) throws(NetworkingError) -> Void
    ) throws(NetworkingError) -> ByteBuffer {
        guard size <= Self.scratchBytes / 2 else {
            var buffer = ByteBufferAllocator().buffer(capacity: size + Self.scratchBytes / 2)
            try body(&buffer)
            return buffer
        }
        // A head of unusual size has made it grow: a client that does not read must not hold that much each time.
        if scratch.capacity > 2 * Self.scratchBytes {
            scratch = ByteBufferAllocator().buffer(capacity: Self.scratchBytes)
        }
        scratch.clear()
        try body(&scratch)
        return scratch
    }

    private static let scratchBytes = 2048
}
