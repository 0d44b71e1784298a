import ArgumentParser

/// `atelier gateway`
struct GatewayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gateway", abstract: "Make several unreliable model endpoints look like one reliable one.",
        subcommands: [GatewayServe.self, GatewayCheck.self])
}
