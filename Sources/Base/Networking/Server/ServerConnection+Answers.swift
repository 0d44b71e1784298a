import HTTPMessages
import NIOCore

/// How waiting for a client that does not read ended.
enum WriteWait {
    case writable
    case cancelled
    case peerGone
}

/// Answers: everything here runs on the loop, and returns without waiting where it is not `async`.
extension ServerConnection {
    /// Larger pieces are written one after the other, each when the one before has mostly gone.
    static var sliceBytes: Int { 32 << 10 }

    // MARK: A whole answer

    /// Writes the head and the first slice of the body, in one system call.
    /// - Returns: how many bytes of the body are still to be written.
    func send(_ response: HTTPResponse, _ turn: UInt64) throws(NetworkingError) -> Int {
        let framing = try open(response.head, wholeBody: response.body.count, turn)
        let first = framing.hasBody ? min(response.body.count, Self.sliceBytes) : 0
        let buffer = try locals.buffer(size: first) { (buffer) throws(NetworkingError) in
            try writeHead(response.head, framing, to: &buffer)
            guard first > 0 else { return }
            if first == response.body.count {
                buffer.writeBytes(response.body)
            } else {
                buffer.writeBytes(response.body[..<first])
            }
        }
        let left = framing.hasBody ? response.body.count - first : 0
        answer = left == 0 ? .complete : .streaming(framing, written: first)
        context?.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
        return left
    }

    /// An answer of the server's own: one sentence, in the form that its clients understand.
    func sendOwn(status: Int, _ sentence: String) {
        let response = refusalForm(status, sentence)
        let framing = ResponseFraming.counted(response.body.count)
        let buffer = try? locals.buffer(size: response.body.count) { (buffer) throws(NetworkingError) in
            try writeHead(response.head, framing, to: &buffer)
            if !assembler.traits.isHead { buffer.writeBytes(response.body) }
        }
        answer = .complete
        if let buffer { context?.writeAndFlush(wrapOutboundOut(buffer), promise: nil) }
    }

    func sendContinue() {
        var buffer = channel.allocator.buffer(capacity: 32)
        buffer.writeStaticString("HTTP/1.1 100 Continue\r\n\r\n")
        context?.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
    }

    // MARK: An answer in pieces

    func begin(_ head: HTTPResponseHead, _ turn: UInt64) throws(NetworkingError) {
        let framing = try open(head, wholeBody: nil, turn)
        let buffer = try locals.buffer(size: 0) { (buffer) throws(NetworkingError) in
            try writeHead(head, framing, to: &buffer)
        }
        answer = .streaming(framing, written: 0)
        context?.write(wrapOutboundOut(buffer), promise: nil)
        scheduleFlush()
    }

    /// Writes one piece, which goes out at the end of this turn of the loop together with what else is written in
    /// it; an empty piece is nothing.
    func write(_ bytes: ArraySlice<UInt8>, _ turn: UInt64) throws(NetworkingError) {
        try checkTurn(turn)
        guard case .streaming(let framing, let written) = answer else {
            if case .notBegun = answer { throw .answerNotBegun }
            throw .answerOver
        }
        guard framing.hasBody, !bytes.isEmpty else { return }
        if case .counted(let promised) = framing, bytes.count > promised - written {
            throw .wrongLength(promised: promised, given: written + bytes.count)
        }
        var buffer = channel.allocator.buffer(capacity: bytes.count + 16)
        if framing == .chunked { buffer.writeString(String(bytes.count, radix: 16) + "\r\n") }
        buffer.writeBytes(bytes)
        if framing == .chunked { buffer.writeStaticString("\r\n") }
        answer = .streaming(framing, written: written + bytes.count)
        context?.write(wrapOutboundOut(buffer), promise: nil)
        scheduleFlush()
    }

    /// Sends what was written now, not at the end of this turn of the loop.
    func flush(_ turn: UInt64) {
        guard turn == self.turn else { return }
        context?.flush()
    }

    func finish(_ turn: UInt64) throws(NetworkingError) {
        try checkTurn(turn)
        guard case .streaming(let framing, let written) = answer else {
            if case .notBegun = answer { throw .answerNotBegun }
            throw .answerOver
        }
        switch framing {
        case .counted(let promised) where written < promised:
            beginClosing()
            throw .wrongLength(promised: promised, given: written)
        case .chunked:
            var buffer = channel.allocator.buffer(capacity: 8)
            buffer.writeStaticString("0\r\n\r\n")
            context?.write(wrapOutboundOut(buffer), promise: nil)
            scheduleFlush()
        case .untilClose:
            keepsAlive = false
        case .counted, .bodiless:
            break
        }
        answer = .complete
    }

    // MARK: Waiting for a client that reads slowly

    /// Waits while more is waiting to be sent than a channel should hold.
    func awaitWritability() async throws(NetworkingError) {
        guard !channel.isWritable else { return }
        switch await writability(isCancellable: true) {
        case .writable: return
        case .cancelled: throw .cancelled
        case .peerGone: throw .peerGone
        }
    }

    func writability(isCancellable: Bool) async -> WriteWait {
        context?.flush()
        if channel.isWritable { return .writable }
        if phase == .closed { return .peerGone }
        setDeadline(in: configuration.stallTimeout)
        nextWriteWaiter &+= 1
        let identity = nextWriteWaiter
        guard isCancellable else {
            return await withCheckedContinuation { writeWaiters[identity] = $0 }
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { writeWaiters[identity] = $0 }
        } onCancel: {
            // A client that has closed its side has cancelled the task and may still read: its answer goes on.
            loop.execute { [self] in
                guard !isPeerFinished else { return }
                writeWaiters.removeValue(forKey: identity)?.resume(returning: .cancelled)
            }
        }
    }

    func resumeWriters(with outcome: WriteWait) {
        guard !writeWaiters.isEmpty else { return }
        if phase == .answering { deadline = .distantFuture }
        let waiters = writeWaiters
        writeWaiters = [:]
        for waiter in waiters.values { waiter.resume(returning: outcome) }
    }

    // MARK: Parts of the above

    private func checkTurn(_ turn: UInt64) throws(NetworkingError) {
        guard turn == self.turn else { throw .answerOver }
        guard phase == .answering else { throw .peerGone }
    }

    private func open(
        _ head: HTTPResponseHead, wholeBody: Int?, _ turn: UInt64
    ) throws(NetworkingError) -> ResponseFraming {
        try checkTurn(turn)
        guard case .notBegun = answer else { throw .answerOver }
        let framing = try ResponseFraming(of: head, wholeBody: wholeBody, for: assembler.traits)
        if framing == .untilClose || ResponseHeadEncoder.asksToClose(head) { keepsAlive = false }
        return framing
    }

    private func writeHead(
        _ head: HTTPResponseHead, _ framing: ResponseFraming, to buffer: inout ByteBuffer
    ) throws(NetworkingError) {
        let isLast = !keepsAlive || isDraining || (isPeerFinished && backlog.isEmpty)
        try ResponseHeadEncoder.write(
            head, framing: framing, for: assembler.traits, closes: isLast, date: locals.currentDate(), to: &buffer)
        if isLast { keepsAlive = false }
    }

    private func scheduleFlush() {
        guard !isFlushScheduled else { return }
        isFlushScheduled = true
        loop.execute { [self] in
            isFlushScheduled = false
            context?.flush()
        }
    }
}
