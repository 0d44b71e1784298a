import ArgumentParser
import Foundation
import Gateway
import GatewayServer

/// `atelier gateway check`
struct GatewayCheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check the configuration, and call every endpoint once.",
        discussion:
            "Exit status 1 when an endpoint does not answer. The calls are as short as can be, but they are paid.")

    @OptionGroup var options: GatewayOptions

    @Flag(name: .long, help: "Check the configuration only; call nobody.")
    var offline = false

    func run() async throws {
        let configuration = try options.configuration()
        let console = Console()
        console.print("The configuration is good: \(summary(of: configuration)).")
        guard !offline else { return }
        let results = try await GatewayProcess(
            configuration: configuration, file: options.file, localModels: GatewayOptions.localModels
        ).check()
        for result in results {
            let time = String(format: "%.0f ms", result.latency / .milliseconds(1))
            if let failure = result.failure {
                console.print("  \(result.endpoint.padded(28)) failed: \(failure.message)")
            } else {
                console.print("  \(result.endpoint.padded(28)) answered in \(time)")
            }
        }
        let failed = results.count { $0.failure != nil }
        guard failed > 0 else { return }
        console.print("\(failed) of \(results.count) endpoints do not answer.")
        throw ExitCode(1)
    }

    private func summary(of configuration: GatewayConfiguration) -> String {
        let endpoints = configuration.pools.reduce(0) { $0 + $1.endpoints.count }
        return "\(configuration.pools.count) pools with \(endpoints) endpoints, \(configuration.routes.count) routes, "
            + "\(configuration.keys.count) keys"
    }
}
