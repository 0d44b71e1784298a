import NIOCore
import NIOPosix
import Synchronization

/// A web site on 127.0.0.1 that answers with a status and, where there is one, a `Location`.
final class TestSite: Sendable {
    typealias Answer = @Sendable (_ target: String) -> (status: Int, location: String?)

    let port: Int
    private let listener: any Channel
    private let record: Record

    fileprivate final class Record: Sendable {
        let connections = Mutex(0)
        let targets = Mutex<[String]>([])
    }

    /// Connections that were accepted.
    var connections: Int { record.connections.withLock { $0 } }
    /// What was asked for, in order.
    var targets: [String] { record.targets.withLock { $0 } }

    private init(_ answer: @escaping Answer) async throws {
        let record = Record()
        self.record = record
        listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                record.connections.withLock { $0 += 1 }
                return channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(TestSiteHandler(answer, record))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        port = listener.localAddress?.port ?? 0
    }

    /// Runs a site while `body` does.
    static func run(
        _ answer: @escaping Answer = { _ in (200, nil) }, _ body: (TestSite) async throws -> Void
    ) async throws {
        let site = try await TestSite(answer)
        let result: Result<Void, any Error>
        do { result = .success(try await body(site)) } catch { result = .failure(error) }
        try await site.listener.close().get()
        try result.get()
    }
}

private final class TestSiteHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let answer: TestSite.Answer
    private let record: TestSite.Record
    private var received = ""

    init(_ answer: @escaping TestSite.Answer, _ record: TestSite.Record) {
        self.answer = answer
        self.record = record
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        received += String(buffer: unwrapInboundIn(data))
        guard received.hasSuffix("\r\n\r\n"), let line = received.split(separator: "\r\n").first else { return }
        received = ""
        let target = String(line.split(separator: " ").dropFirst().first ?? "")
        record.targets.withLock { $0.append(target) }
        let (status, location) = answer(target)
        let fields = location.map { "Location: \($0)\r\n" } ?? ""
        let head = "HTTP/1.1 \(status) X\r\n\(fields)Content-Length: 0\r\n\r\n"
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: head)), promise: nil)
    }
}
