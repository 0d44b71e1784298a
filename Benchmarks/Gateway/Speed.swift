import Foundation
import HTTPMessages
import NIOCore
import NIOPosix
import Networking

/// What a gateway in the middle costs: the same mock provider asked directly, through ours, through nginx as a plain
/// reverse proxy, and through LiteLLM's proxy where it is installed. Provider, gateway and load share the machine.
func gatewaySpeedBenchmark(_ place: Place) async throws -> String {
    try await withFolder { folder in
        let field = try GatewayField(place, folder: folder)
        defer { field.stop() }
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let client = HTTPClient(group: group)
        var rows: [String] = []
        for way in field.ways {
            try await way.awaitReady(client)
            rows.append(try await row(of: way, client))
        }
        await client.shutdown()
        try await group.shutdownGracefully()
        return """
            | way | 500/s: p50 | p99 | first token of a stream, p50 | requests/s at 10 connections | at 64 | MB resident |
            |---|---|---|---|---|---|---|
            \(rows.joined(separator: "\n"))
            """
    }
}

private func row(of way: GatewayWay, _ client: HTTPClient) async throws -> String {
    _ = try await SteadyLoad(way, client: client, perSecond: way.rate, seconds: 1).run()
    let steady = try await SteadyLoad(way, client: client, perSecond: way.rate, seconds: 6).run()
    let streams = try await SteadyLoad(
        way, client: client, perSecond: min(way.rate, 100), seconds: 4, isStreaming: true
    ).run()
    let ten = try way.throughput(connections: 10)
    let many = try way.throughput(connections: 64)
    let name = way.rate == 500 ? way.name : "\(way.name) (at \(way.rate)/s)"
    let memory = way.residentMegabytes.map { $0.text(0) } ?? "-"
    return "| \(name) | \(steady.p50.milliseconds) | \(steady.p99.milliseconds) | \(streams.p50.milliseconds) "
        + "| \(ten.text(0)) | \(many.text(0)) | \(memory) |"
}

extension Duration {
    /// "0.12 ms".
    var milliseconds: String { (self / .milliseconds(1)).text(2) + " ms" }
}

/// Requests at a fixed rate, whatever the answers take: a slow answer delays no other request, so that waiting is not
/// hidden (Tene's "coordinated omission").
struct SteadyLoad {
    let way: GatewayWay
    let client: HTTPClient
    let perSecond: Int
    let seconds: Int
    var isStreaming = false

    struct Figures {
        var latencies: [Duration]
        var p50: Duration { latencies[latencies.count / 2] }
        var p99: Duration { latencies[min(latencies.count * 99 / 100, latencies.count - 1)] }
    }

    init(_ way: GatewayWay, client: HTTPClient, perSecond: Int, seconds: Int, isStreaming: Bool = false) {
        self.way = way
        self.client = client
        self.perSecond = perSecond
        self.seconds = seconds
        self.isStreaming = isStreaming
    }

    func run() async throws -> Figures {
        let start = ContinuousClock.now
        let latencies = try await withThrowingTaskGroup(of: Duration.self) { group in
            for number in 0..<(perSecond * seconds) {
                let due = start + .seconds(1) * number / perSecond
                if due > .now { try await Task.sleep(until: due, clock: .continuous) }
                group.addTask { try await one() }
            }
            var latencies: [Duration] = []
            for try await latency in group { latencies.append(latency) }
            return latencies
        }
        return Figures(latencies: latencies.sorted())
    }

    /// Until the answer is whole, or, of a stream, until its first piece.
    private func one() async throws -> Duration {
        let start = ContinuousClock.now
        let exchange = try await client.send(way.request(isStreaming: isStreaming))
        try check(exchange.head.status == 200, "\(way.name) answered \(exchange.head.status)")
        guard isStreaming else {
            let body = try await exchange.collect(upTo: 1 << 20)
            let latency = start.duration(to: .now)
            try check(String(decoding: body, as: UTF8.self).contains("token-0 token-1"), "\(way.name): a wrong answer")
            return latency
        }
        var text = ""
        var latency: Duration?
        while let piece = try await exchange.next() {
            text += String(decoding: piece, as: UTF8.self)
            if latency == nil, text.contains("token-0") { latency = start.duration(to: .now) }
        }
        try check(text.contains("[DONE]"), "\(way.name): a stream without an end")
        return latency ?? start.duration(to: .now)
    }
}
