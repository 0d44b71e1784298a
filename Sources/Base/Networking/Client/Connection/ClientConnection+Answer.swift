import HTTPMessages
import NIOCore

/// Taking the answer apart, and passing it to whoever reads it.
extension ClientConnection {
    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var input = unwrapInboundIn(data)
        switch phase {
        case .connecting, .closed:
            return
        case .idle:
            if owner.retire(self) { end(isRetired: true, abandoned: false) } else { end(abandoned: false) }
            return
        case .waitingForHead, .body, .draining:
            break
        }
        do {
            try parser.consume(&input, body: &piece)
        } catch {
            switch error {
            case .malformed(let what): return fail(.malformed, detail: what)
            case .tooLarge: return fail(.tooLarge, detail: "header fields")
            }
        }
        // Bytes after the end of the answer were not asked for.
        if input.readableBytes > 0 { lastError = ChannelError.inappropriateOperationForState }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        pass()
        if !isPaused { context.read() }
    }

    /// Passes on what this turn of the loop brought.
    func pass() {
        switch phase {
        case .waitingForHead:
            guard parser.head != nil else { return }
            passHead()
        case .body:
            if parser.isComplete { return complete() }
            guard !piece.isEmpty, let call else { return }
            isPaused = !call.receive(takePiece(), ending: nil)
            limitBody(call)
        case .draining(let left):
            let left = left - takePiece().count
            if parser.isComplete { return complete() }
            if left < 0 { end(abandoned: true) } else { phase = .draining(left: left) }
        case .connecting, .idle, .closed:
            return
        }
    }

    private func passHead() {
        guard let head = parser.head, let call else { return }
        let outcome = Outcome.head(
            head, contentLength: parser.contentLength, time: .nanoseconds((NIODeadline.now() - sent).nanoseconds))
        let continuation = self.continuation
        self.continuation = nil
        phase = .body
        if parser.isComplete {
            complete()
        } else {
            isPaused = !call.receive(takePiece(), ending: nil)
            limitBody(call)
        }
        continuation?.resume(returning: outcome)
    }

    /// While the reader takes its time, only the deadline counts.
    func limitBody(_ call: ClientCall) {
        arm(isPaused ? call.deadline : min(.now() + call.limits.idle.timeAmount, call.deadline))
    }

    func takePiece() -> [UInt8] {
        defer { piece = [] }
        return piece
    }

    /// The answer is whole. The connection goes back first, so that the reader's next call finds it.
    func complete() {
        let call = self.call
        let body = takePiece()
        self.call = nil
        isPaused = false
        if parser.keepsConnection, !isSending, lastError == nil, context?.channel.isActive == true {
            phase = .idle
            arm(.now() + idleTime)
            owner.released(self)
        } else {
            end(abandoned: false)
        }
        _ = call?.receive(body, ending: .complete)
    }

    /// The server's own idle time, less a little, where it tells one.
    private var idleTime: TimeAmount {
        guard let seconds = parser.keepAliveSeconds else { return settings.idleTimeout }
        let shorter = TimeAmount.milliseconds(Int64(min(seconds, 86_400)) * 1000)
        return min(settings.idleTimeout, max(shorter - .seconds(1), .nanoseconds(shorter.nanoseconds / 2)))
    }
}
