public import Synchronization

/// How elements come in, and how they get to those who wait.
extension SharedStream {
    @inlinable
    func send(_ element: Element, bytes: Int) throws {
        let (waiters, failure): ([Waiter], (any Error)?) = state.withLock { state in
            switch state.end {
            case nil: break
            case .failed(let error): return ([], error)
            case .finished, .abandoned: return ([], CancellationError())
            }
            let (sum, isOverflow) = state.bytes.addingReportingOverflow(max(bytes, 0))
            guard !isOverflow, sum <= mostBytes else {
                let failure = FlightFailure.streamTooLarge(limit: mostBytes)
                state.end = .failed(failure)
                return (state.takeWaiters(), failure)
            }
            state.bytes = sum
            state.elements.append(element)
            return (state.takeWaiters(), nil)
        }
        if let failure {
            for waiter in waiters { waiter.continuation.resume(throwing: failure) }
            throw failure
        }
        // Whoever waits has read all the others, so this is the one it waits for.
        for waiter in waiters { waiter.continuation.resume(returning: element) }
    }

    @inlinable
    func finish(_ end: End) {
        let (waiters, isFirst) = state.withLock { state in
            state.task = nil
            guard state.end == nil else { return ([Waiter](), false) }
            state.end = end
            return (state.takeWaiters(), true)
        }
        guard isFirst else { return }
        for waiter in waiters {
            switch end {
            case .finished: waiter.continuation.resume(returning: nil)
            case .failed(let error): waiter.continuation.resume(throwing: error)
            case .abandoned: waiter.continuation.resume(throwing: CancellationError())
            }
        }
    }

    @usableFromInline
    enum Next: Sendable {
        case element(Element)
        case end
        case failure(any Error)
        /// Nothing yet: wait under this number.
        case wait(Int)
    }

    @inlinable
    func next(after position: Int) -> Next {
        state.withLock { state in
            if let next = state.ready(at: position) { return next }
            state.nextWait += 1
            state.arriving.insert(state.nextWait)
            return .wait(state.nextWait)
        }
    }

    @inlinable
    func park(_ waiter: Waiter) {
        let answer: Next? = state.withLock { state in
            guard state.arriving.remove(waiter.id) != nil else { return .failure(CancellationError()) }
            if let next = state.ready(at: waiter.position) { return next }
            state.waiting.append(waiter)
            return nil
        }
        switch answer {
        case .element(let element): waiter.continuation.resume(returning: element)
        case .end: waiter.continuation.resume(returning: nil)
        case .failure(let error): waiter.continuation.resume(throwing: error)
        case .wait, nil: break
        }
    }

    @inlinable
    func cancelWait(_ id: Int) {
        let waiter: Waiter? = state.withLock { state in
            if state.arriving.remove(id) != nil { return nil }
            guard let index = state.waiting.firstIndex(where: { $0.id == id }) else { return nil }
            return state.waiting.remove(at: index)
        }
        waiter?.continuation.resume(throwing: CancellationError())
    }
}

extension SharedStream.State {
    @inlinable
    mutating func takeWaiters() -> [SharedStream<Element>.Waiter] {
        let taken = waiting
        waiting = []
        return taken
    }

    @inlinable
    func ready(at position: Int) -> SharedStream<Element>.Next? {
        if position < elements.count { return .element(elements[position]) }
        switch end {
        case nil: return nil
        case .finished: return .end
        case .failed(let error): return .failure(error)
        case .abandoned: return .failure(CancellationError())
        }
    }
}
