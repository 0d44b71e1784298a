import HTTPMessages
import NIOCore
import NIOPosix

extension GatewayTrial {
    /// Sends bytes that no decent client would, and reads until the gateway closes the connection.
    func raw(_ text: String) async throws -> Answer {
        let connection = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        let bytes = try await connection.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: text))
            var bytes: [UInt8] = []
            for try await piece in inbound { bytes += piece.readableBytesView }
            return bytes
        }
        return Answer(reading: String(decoding: bytes, as: UTF8.self))
    }
}

extension GatewayTrial.Answer {
    fileprivate init(reading text: String) {
        let parts = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
        let lines = parts.first?.split(separator: "\r\n") ?? []
        var headers = HeaderFields()
        for line in lines.dropFirst() {
            let pieces = line.split(separator: ":", maxSplits: 1)
            headers.add(name: String(pieces[0]), value: String(pieces.last?.drop { $0 == " " } ?? ""))
        }
        self.init(
            status: lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0, headers: headers,
            body: Array((parts.count > 1 ? parts[1] : "").utf8))
    }
}
