import HTTPMessages
import NIOCore
import NIOHTTP1

/// Requests: from the parts that arrive to the handler that answers.
extension ServerConnection {
    typealias Handler = @Sendable (ReceivedRequest, ResponseWriter) async -> Void

    /// Serves the connection until it is closed. Runs in a task whose preferred executor is the connection's loop.
    func run(_ handler: Handler) async {
        // Calling `cancel` from outside the task is what an `UnsafeCurrentTask` allows, for as long as this closure
        // runs; both happen on the loop, so that none comes after its end.
        await withUnsafeCurrentTask { task in
            loop.preconditionInEventLoop()
            self.task = task
            defer { self.task = nil }
            if isPeerFinished { task?.cancel() }
            while let request = await nextRequest() {
                await handler(request, ResponseWriter(connection: self, turn: turn))
                await endTurn()
            }
        }
    }

    /// `nil` when the connection is closed.
    private func nextRequest() async -> ReceivedRequest? {
        if phase == .closed { return nil }
        if let request = ready {
            ready = nil
            // It waited behind another request: others of this loop come first.
            await Task.yield()
            return phase == .closed ? nil : request
        }
        return await withUnsafeContinuation { requestWaiter = $0 }
    }

    /// The handler has returned: ends an answer that it left open, and turns to the next request.
    private func endTurn() async {
        if phase == .answering {
            switch answer {
            case .notBegun:
                sendOwn(status: 500, "The server gave no answer.")
            case .streaming(.untilClose, _):
                abort(turn)  // A plain end would look like a whole answer.
            case .streaming:
                beginClosing()
            case .complete:
                break
            }
        }
        turn &+= 1
        guard phase == .answering else { return }
        guard keepsAlive, !isDraining, !(isPeerFinished && backlog.isEmpty) else { return beginClosing() }
        if !channel.isWritable {
            _ = await writability(isCancellable: false)
            guard phase == .answering else { return }
        }
        awaitNext()
    }

    private func awaitNext() {
        phase = .waiting
        isHeadDue = false
        setDeadline(in: configuration.idleTimeout)
        while phase == .waiting || phase == .receiving, let arrival = backlog.popFirst() {
            take(arrival)
        }
        armReadDeadline(unlessIdle: true)
        if isReadWithheld && backlog.isEmpty {
            isReadWithheld = false
            context?.read()
        }
        if isPeerFinished && phase != .answering && phase != .closed { closeNow() }
    }

    // MARK: Arrivals

    func arrived(_ arrival: Arrival) {
        switch phase {
        case .waiting, .receiving:
            take(arrival)
        case .answering:
            backlog.append(arrival)
            // A client may send as many requests as one read takes, and then its end: everything that the kernel
            // holds is read at once. More than this is no pipelining.
            if backlog.count > Self.maximumBacklog { closeNow() }
        case .closing, .closed:
            break
        }
    }

    /// A read brings 64 KiB, and no request is shorter than 18 bytes and two parts.
    private static var maximumBacklog: Int { 8192 }

    private func take(_ arrival: Arrival) {
        switch arrival {
        case .refusal(let refusal):
            refuse(refusal)
        case .part(let part):
            if phase == .waiting { phase = .receiving }
            switch assembler.take(part, from: peer) {
            case .more: break
            case .moreAfterContinue: sendContinue()
            case .complete(let request): deliver(request)
            case .refused(let refusal): refuse(refusal)
            }
        }
    }

    private func deliver(_ request: ReceivedRequest) {
        phase = .answering
        answer = .notBegun
        keepsAlive = assembler.traits.keepsAlive
        bodyStart = .distantPast
        deadline = .distantFuture
        if let waiter = requestWaiter {
            requestWaiter = nil
            waiter.resume(returning: request)
        } else {
            ready = request
        }
    }

    /// Answers in the handler's stead and gives the connection up.
    func refuse(_ refusal: Refusal) {
        guard phase != .closed else { return }
        answer = .notBegun
        keepsAlive = false
        mustLinger = true
        sendOwn(status: refusal.status, refusal.sentence)
        beginClosing()
    }

    /// The client has sent its last byte. With a request that runs, its task is cancelled, but an answer can still
    /// be sent: see ``HTTPServer``.
    func peerFinished() {
        isPeerFinished = true
        switch phase {
        case .waiting, .receiving:
            closeNow()
        case .answering:
            task?.cancel()
        case .closing, .closed:
            // Nothing more will come that would have to be waited for.
            if isLingering { closeNow() }
        }
    }
}
