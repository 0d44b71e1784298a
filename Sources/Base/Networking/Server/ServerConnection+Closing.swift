import Foundation
import NIOCore
import NIOPosix

/// How a connection ends, and the clock that ends it.
extension ServerConnection {
    /// How long a client may take to read the last answer and close, when it has sent what nobody reads.
    private static var lingerTime: Duration { .seconds(5) }

    // MARK: Ends

    /// Closes when everything that was written has been sent.
    func beginClosing() {
        guard phase != .closing && phase != .closed else { return }
        if phase == .receiving || !backlog.isEmpty { mustLinger = true }
        phase = .closing
        backlog.removeAll()
        resumeWriters(with: .peerGone)
        setDeadline(in: configuration.stallTimeout)
        context?.flush()
        let pending = try? channel.syncOptions?.getOption(.bufferedWritableBytes)
        if pending == 0 { return afterLastByte() }
        let empty = channel.allocator.buffer(capacity: 0)
        let written = loop.makePromise(of: Void.self)
        written.futureResult.assumeIsolated().whenComplete { [self] _ in afterLastByte() }
        context?.writeAndFlush(wrapOutboundOut(empty), promise: written)
    }

    /// With input that nobody read, closing would make the kernel reset the connection, and the client could lose an
    /// answer that it has not read yet: so only this side is closed, and what comes is thrown away for a while
    /// (RFC 9112, 9.6).
    private func afterLastByte() {
        guard phase == .closing else { return }
        guard mustLinger, !isPeerFinished else { return closeNow() }
        isLingering = true
        setDeadline(in: Self.lingerTime)
        context?.close(mode: .output, promise: nil)
        if isReadWithheld {
            isReadWithheld = false
            context?.read()
        }
    }

    func closeNow() {
        context?.close(mode: .all, promise: nil)
    }

    /// Closes at once with a reset: what was not sent yet is lost, and the client sees an error instead of an end.
    func abort(_ turn: UInt64) {
        guard turn == self.turn, phase != .closed else { return }
        let atOnce = linger(l_onoff: 1, l_linger: 0)
        _ = (channel as? any SocketOptionProvider)?.setSoLinger(atOnce)
        closeNow()
    }

    /// Sends what was written and closes, whatever is missing from the answer.
    func close(_ turn: UInt64) {
        guard turn == self.turn, phase == .answering else { return }
        beginClosing()
    }

    /// The server stops: an idle connection closes now, another after its answer.
    func drain() {
        isDraining = true
        if phase == .waiting && !isHeadDue { beginClosing() }
    }

    /// The server has waited long enough.
    func terminate() {
        task?.cancel()
        closeNow()
    }

    /// The channel is closed: wakes and cancels everything that waits for it.
    func closed() {
        guard phase != .closed else { return }
        phase = .closed
        isPeerFinished = true
        timer?.cancel()
        timer = nil
        backlog.removeAll()
        ready = nil
        roster.remove(self)
        resumeWriters(with: .peerGone)
        task?.cancel()
        requestWaiter?.resume(returning: nil)
        requestWaiter = nil
    }

    // MARK: Time

    /// After a read: a head or a body that is not whole yet has a time to be.
    func armReadDeadline(unlessIdle: Bool = false) {
        switch phase {
        case .waiting where !isHeadDue && !unlessIdle:
            isHeadDue = true
            setDeadline(in: configuration.headTimeout)
        case .receiving:
            if bodyStart == .distantPast { bodyStart = .now() }
            let allowance = configuration.bodyTimeout + .seconds(assembler.bodyBytes >> 13)
            setDeadline(bodyStart + TimeAmount(min(allowance, .seconds(1 << 30))))
        default:
            break
        }
    }

    func setDeadline(in time: Duration) {
        setDeadline(.now() + TimeAmount(min(time, .seconds(1 << 30))))
    }

    /// A connection has one timer. A deadline that moves away, as most do, leaves it as it is: it looks again when it
    /// fires.
    private func setDeadline(_ time: NIODeadline) {
        deadline = time
        guard phase != .closed, time < timerDeadline else { return }
        timer?.cancel()
        timerDeadline = time
        timer = loop.assumeIsolated().scheduleTask(deadline: time) { [self] in timerFired() }
    }

    private func timerFired() {
        timerDeadline = .distantFuture
        timer = nil
        guard phase != .closed else { return }
        if NIODeadline.now() >= deadline {
            expired()
        } else if deadline != .distantFuture {
            setDeadline(deadline)
        }
    }

    private func expired() {
        deadline = .distantFuture
        switch phase {
        case .waiting where !isHeadDue:
            beginClosing()
        case .waiting, .receiving:
            refuse(Refusal(status: 408, sentence: "The request took too long to arrive."))
        case .answering, .closing, .closed:
            closeNow()
        }
    }
}
