import ArgumentParser
import Foundation
import Gateway
import GatewayServer

/// `atelier gateway serve`
struct GatewayServe: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Answer OpenAI's HTTP interface from the configured endpoints.",
        discussion: """
            Any OpenAI client works with it: point its base address to http://127.0.0.1:PORT/v1.
            A changed configuration file is taken into use without a restart. Ctrl-C lets running requests finish.
            """)

    @OptionGroup var options: GatewayOptions

    @Option(name: .long, help: "The port to listen on; 0 for any (default: the configuration's, or 4000).")
    var port: Int?

    @Option(name: .long, help: "The address to listen on (default: the configuration's, or 127.0.0.1).")
    var host: String?

    @Option(name: .long, help: "Threads of the data path (default: one for each core, at most 4).")
    var threads: Int?

    func run() async throws {
        var configuration = try options.configuration()
        if let port {
            guard (0...65535).contains(port) else { throw UsageProblem("--port must be from 0 to 65535, not \(port).") }
            configuration.server.port = port
        }
        if let threads {
            guard (1...256).contains(threads) else { throw UsageProblem("--threads must be from 1 to 256.") }
            configuration.server.threads = threads
        }
        if let host { configuration.server.host = host }
        let console = Console()
        let shown = configuration.server.host
        let endpoints = configuration.pools.reduce(0) { $0 + $1.endpoints.count }
        // Without budgets nothing is ever written.
        let spending = try Home().folder.appending(path: "gateway/spending.json")
        let process = GatewayProcess(
            configuration: configuration, file: options.file, spendingFile: spending,
            localModels: GatewayOptions.localModels
        ) {
            console.note($0)
        }
        try await process.run { port in
            let count = endpoints == 1 ? "1 endpoint" : "\(endpoints) endpoints"
            console.note("Listening on http://\(shown):\(port)/v1 (\(count)).")
        }
    }
}
