import NIOCore

/// One timer for all limits of a connection. Moving a limit further away costs nothing: the timer finds out when it
/// fires, and is set anew. Only a limit that comes nearer than the timer has to move it.
struct ConnectionTimer {
    private(set) var limit = NIODeadline.distantFuture
    private var firesAt = NIODeadline.distantFuture
    private var scheduled: NIOScheduledCallback?

    mutating func arm(_ limit: NIODeadline, for handler: ClientConnection) {
        self.limit = limit
        guard limit < firesAt else { return }
        scheduled?.cancel()
        schedule(limit, for: handler)
    }

    /// The timer fired: whether the limit has passed. If not, it is set anew.
    mutating func fired(at now: NIODeadline, for handler: ClientConnection) -> Bool {
        scheduled = nil
        firesAt = .distantFuture
        if limit <= now { return true }
        if limit < .distantFuture { schedule(limit, for: handler) }
        return false
    }

    mutating func cancel() {
        scheduled?.cancel()
        scheduled = nil
        firesAt = .distantFuture
        limit = .distantFuture
    }

    private mutating func schedule(_ limit: NIODeadline, for handler: ClientConnection) {
        firesAt = limit
        scheduled = try? handler.loop.scheduleCallback(at: limit, handler: handler)
    }
}

extension ClientConnection {
    func arm(_ limit: NIODeadline) {
        timer.arm(limit, for: self)
    }

    func handleScheduledCallback(eventLoop: some EventLoop) {
        let now = NIODeadline.now()
        guard timer.fired(at: now, for: self) else { return }
        switch phase {
        case .connecting:
            connectingFailed(ChannelError.connectTimeout(settings.connectTimeout))
        case .idle:
            // A call on another thread may have taken it this moment: then it stays.
            if owner.retire(self) { end(isRetired: true, abandoned: false) } else { arm(now + settings.idleTimeout) }
        case .waitingForHead:
            fail(call.map { $0.deadline <= now } == true ? .deadline : .headTimeout)
        case .body:
            fail(call.map { $0.deadline <= now } == true ? .deadline : .idleTimeout)
        case .draining:
            end(abandoned: true)
        case .closed:
            break
        }
    }
}
