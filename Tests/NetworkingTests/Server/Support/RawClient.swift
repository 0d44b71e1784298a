import NIOCore
import NIOPosix
import Synchronization

/// A client that sends the bytes it is told and keeps what comes back, so that a test can say things that no decent
/// client would.
final class RawClient: Sendable {
    enum End: Equatable {
        case closed
        case reset
    }

    private let channel: any Channel
    private let mailbox: Mailbox

    private init(channel: any Channel, mailbox: Mailbox) {
        self.channel = channel
        self.mailbox = mailbox
    }

    /// - Parameter reads: `false` leaves everything in the kernel until `startReading`.
    static func connect(to port: Int, reads: Bool = true) async throws -> RawClient {
        let mailbox = Mailbox()
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.autoRead, value: reads)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Collector(mailbox))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        return RawClient(channel: channel, mailbox: mailbox)
    }

    var address: String {
        "127.0.0.1:\(channel.localAddress?.port ?? 0)"
    }

    func send(_ text: String) {
        send(Array(text.utf8))
    }

    func send(_ bytes: [UInt8]) {
        channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil)
    }

    /// Sends, and waits until the kernel has taken everything.
    func sendAll(_ bytes: [UInt8]) async throws {
        try await channel.writeAndFlush(ByteBuffer(bytes: bytes)).get()
    }

    func startReading() async throws {
        try await channel.setOption(.autoRead, value: true).get()
    }

    /// Sends nothing any more, and still reads.
    func halfClose() async {
        try? await channel.close(mode: .output).get()
    }

    func close() async {
        try? await channel.close().get()
    }

    func reset() async {
        try? await (channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
        await close()
    }

    /// Waits for that many whole answers.
    func answers(_ count: Int, toHead: Bool = false) async -> [RawAnswer] {
        let bytes = await mailbox.bytes { RawAnswer.parse($0, toHead: toHead).count >= count }
        return RawAnswer.parse(bytes, toHead: toHead)
    }

    func answer(toHead: Bool = false) async -> RawAnswer? {
        await answers(1, toHead: toHead).first
    }

    /// Waits until these bytes have come.
    func text(containing part: String) async -> String {
        let part = Array(part.utf8)
        let bytes = await mailbox.bytes { bytes in
            bytes.indices.contains { bytes[$0...].starts(with: part) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Everything until the server closed the connection, and how it did; then closes this side, too.
    func untilEnd() async -> (bytes: [UInt8], end: End) {
        let bytes = await mailbox.bytes { _ in false }
        await close()
        return (bytes, mailbox.end ?? .closed)
    }
}

/// What came, and those who wait for it.
private final class Mailbox: Sendable {
    private struct Waiter {
        let isEnough: ([UInt8]) -> Bool
        let continuation: CheckedContinuation<[UInt8], Never>
    }

    private struct State {
        var bytes: [UInt8] = []
        var end: RawClient.End?
        var waiters: [Waiter] = []
    }

    private let state = Mutex(State())

    var end: RawClient.End? { state.withLock { $0.end } }

    func bytes(_ isEnough: @escaping @Sendable ([UInt8]) -> Bool) async -> [UInt8] {
        await withCheckedContinuation { continuation in
            state.withLock { $0.waiters.append(Waiter(isEnough: isEnough, continuation: continuation)) }
            look()
        }
    }

    func append(_ bytes: ByteBuffer) {
        state.withLock { $0.bytes.append(contentsOf: bytes.readableBytesView) }
        look()
    }

    func finish(_ end: RawClient.End) {
        state.withLock { $0.end = $0.end ?? end }
        look()
    }

    private func look() {
        let (bytes, served) = state.withLock { state in
            let isOver = state.end != nil
            let bytes = state.bytes
            let served = state.waiters.filter { isOver || $0.isEnough(bytes) }
            if !served.isEmpty { state.waiters.removeAll { isOver || $0.isEnough(bytes) } }
            return (bytes, served.map(\.continuation))
        }
        for continuation in served { continuation.resume(returning: bytes) }
    }
}

private final class Collector: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let mailbox: Mailbox

    init(_ mailbox: Mailbox) {
        self.mailbox = mailbox
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        mailbox.append(unwrapInboundIn(data))
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        mailbox.finish(.reset)
        context.close(promise: nil)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed { mailbox.finish(.closed) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        mailbox.finish(.closed)
    }
}
