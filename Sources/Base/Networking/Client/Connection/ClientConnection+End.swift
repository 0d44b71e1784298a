import HTTPMessages
import NIOCore

/// How calls and connections end: as the reader wishes, as the other side does, or with an error.
extension ClientConnection {
    // MARK: Reader's wishes

    /// The reader took something: read on.
    func resumeReading(for call: ClientCall) {
        onLoop { [self] in
            guard self.call === call, isPaused else { return }
            isPaused = false
            limitBody(call)
            context?.read()
        }
    }

    /// Whoever waited for this call was cancelled.
    func cancel(_ call: ClientCall) {
        loop.execute { [self] in
            guard self.call === call else { return }
            fail(.cancelled, abandoned: true)
        }
    }

    /// The reader wants no more. What is nearly over is read to its end (at most `patience`), to keep the connection.
    func abandon(_ call: ClientCall, patience: Duration) {
        onLoop { [self] in
            guard self.call === call, case .body = phase else { return }
            self.call = nil
            isPaused = false
            _ = call.receive([], ending: .failed(TransportError(.cancelled, origin: origin)))
            let isShort = parser.remaining.map { $0 <= 64 * 1024 } ?? (patience > .zero)
            guard isShort else { return end(abandoned: true) }
            phase = .draining(left: 64 * 1024)
            piece = []
            arm(min(.now() + max(patience, .milliseconds(250)).timeAmount, call.deadline))
            context?.read()
        }
    }

    // MARK: The end

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if case .connecting = phase { return connectingFailed(error) }
        lastError = error
        // NIO closes after errors of the socket by itself; after those of TLS nobody would.
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        switch phase {
        case .connecting:
            connectingFailed(TransportError(.reset, origin: origin, detail: "during the TLS handshake"))
        case .idle, .draining:
            end(abandoned: false)
        case .waitingForHead, .body:
            inputEnded()
        case .closed:
            break
        }
        context.fireChannelInactive()
    }

    /// The pool does not know the connection yet: only whoever opens it is told.
    func connectingFailed(_ error: any Error) {
        phase = .closed
        timer.cancel()
        context?.close(promise: nil)
        ready?.fail(error)
        ready = nil
    }

    private func inputEnded() {
        pass()
        guard call != nil else { return }
        let ending = parser.inputEnded()
        if ending == .complete, lastError == nil, parser.head != nil { return complete() }
        if ending == .nothing, isReused || lastError == nil {
            return fail(.closedBeforeAnswer(reused: isReused))
        }
        switch lastError {
        case is IOError: fail(.reset, detail: lastError.map { "\($0)" })
        default: fail(.truncated)
        }
    }

    /// Ends the call under way with an error, and the connection.
    func fail(_ kind: TransportError.Kind, detail: String? = nil, abandoned: Bool = false) {
        let error = TransportError(kind, origin: origin, detail: detail)
        let call = self.call
        let continuation = self.continuation
        let rest = takePiece()
        self.call = nil
        self.continuation = nil
        end(abandoned: abandoned)
        _ = call?.receive(rest, ending: .failed(error))
        continuation?.resume(returning: .failed(error))
    }

    /// Closes, and frees the place in the pool at once.
    func end(isRetired: Bool = false, abandoned: Bool) {
        if case .closed = phase { return }
        phase = .closed
        timer.cancel()
        if !isRetired { owner.closed(self, abandoned: abandoned) }
        context?.close(promise: nil)
    }

    /// The pool has taken the connection out already.
    func discard() {
        onLoop { self.end(isRetired: true, abandoned: false) }
    }

    func shutDown() {
        onLoop { [self] in
            if call != nil { fail(.shutDown) } else { end(abandoned: false) }
        }
    }

    func untilClosed() async {
        try? await channel?.closeFuture.get()
    }

    func whenClosed(_ action: @escaping @Sendable () -> Void) {
        channel?.closeFuture.whenComplete { _ in action() }
    }
}
