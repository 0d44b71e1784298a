public import NIOCore
import Networking
import Resilience

extension MockUpstream {
    /// Listens until the task is cancelled. While the scenario closes the port, nobody listens on it.
    ///
    /// - Parameters:
    ///   - port: 0 for any.
    ///   - onListening: called once, with the port.
    /// - Throws: `NetworkingError` when the port cannot be had.
    public func run(
        host: String = "127.0.0.1", port: Int = 0, group: any EventLoopGroup,
        onListening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) async throws {
        var configuration = HTTPServer.Configuration(host: host, port: port)
        configuration.graceTime = .zero
        let announcement = Announcement(onListening)
        while !Task.isCancelled {
            let rings = doorbell.listen()
            let door = door()
            if door.isClosed, announcement.port != nil {
                await change(rings, by: door.until)
                continue
            }
            configuration.port = announcement.port ?? port
            let server = HTTPServer(configuration: configuration, group: group)
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask {
                    try await server.run(onListening: announcement.tell) { [self] in await handle($0, $1) }
                }
                tasks.addTask { [self] in await closing(rings) }
                defer { tasks.cancelAll() }
                try await tasks.next()
            }
        }
    }

    /// Returns when the port has to be closed, or the task is cancelled.
    private func closing(_ rings: AsyncStream<Void>) async {
        var rings = rings
        while !Task.isCancelled {
            let door = door()
            if door.isClosed { return }
            await change(rings, by: door.until)
            rings = doorbell.listen()
        }
    }

    /// Returns at the next ring, at an instant, or when the task is cancelled.
    private func change(_ rings: AsyncStream<Void>, by instant: ContinuousClock.Instant?) async {
        await withTaskGroup(of: Void.self) { tasks in
            tasks.addTask { for await _ in rings { return } }
            if let instant {
                tasks.addTask { [time] in try? await time.sleep(instant) }
            }
            await tasks.next()
            tasks.cancelAll()
        }
    }
}
