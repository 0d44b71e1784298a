import HTTPMessages
import NIOCore
import NIOPosix
import Networking
import Synchronization

/// Runs a server of any free port while `body` does, and stops it.
func withHTTPServer<Result: Sendable>(
    _ configuration: HTTPServer.Configuration = HTTPServer.Configuration(),
    group eventLoops: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
    handler: @escaping @Sendable (ReceivedRequest, ResponseWriter) async -> Void,
    _ body: @Sendable (Int) async throws -> Result
) async throws -> Result {
    let server = HTTPServer(configuration: configuration, group: eventLoops)
    let port = Signal<Int>()
    return try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
            do {
                try await server.run(onListening: { port.send($0) }, handler: handler)
            } catch {
                port.send(0)
                throw error
            }
        }
        let result = try await body(await port.value)
        group.cancelAll()
        try await group.waitForAll()
        return result
    }
}

/// A value that is sent once and may be waited for.
final class Signal<Value: Sendable>: Sendable {
    private enum State {
        case waiting([CheckedContinuation<Value, Never>])
        case sent(Value)
    }

    private let state = Mutex(State.waiting([]))

    func send(_ value: Value) {
        let waiters = state.withLock { state -> [CheckedContinuation<Value, Never>] in
            guard case .waiting(let waiters) = state else { return [] }
            state = .sent(value)
            return waiters
        }
        for waiter in waiters { waiter.resume(returning: value) }
    }

    var value: Value {
        get async {
            await withCheckedContinuation { continuation in
                let sent = state.withLock { state -> Value? in
                    switch state {
                    case .sent(let value):
                        return value
                    case .waiting(let waiters):
                        state = .waiting(waiters + [continuation])
                        return nil
                    }
                }
                if let sent { continuation.resume(returning: sent) }
            }
        }
    }
}

/// A number that several may change.
final class Gauge: Sendable {
    private let number = Mutex(0)

    var value: Int { number.withLock { $0 } }

    func add(_ change: Int) {
        number.withLock { $0 += change }
    }
}

/// Answers with what it was asked.
let echo: @Sendable (ReceivedRequest, ResponseWriter) async -> Void = { request, writer in
    let line = "\(request.method) \(request.path) \(request.query ?? "-") "
    try? await writer.send(HTTPResponse(status: 200, body: Array(line.utf8) + request.body))
}
