import Annotations
import ArgumentParser
import Foundation
import Gateway
import HTTPMessages

/// Who writes the texts.
struct WriterOptions: ParsableArguments {
    @Option(help: "The gateway's configuration. (default: atelier.yaml here, if it is there)", completion: .file())
    var config: String?

    @Option(help: "An OpenAI-compatible endpoint, such as http://127.0.0.1:11434/v1. Several share the work.")
    var upstream: [String] = []

    @Option(help: "The model at the --upstream endpoints.")
    var model: String?

    @Option(name: .customLong("key-env"), help: "The environment variable with the key of the --upstream endpoints.")
    var keyVariable: String?

    @ArgumentParser.Flag(help: "Ask no model: the program writes from what the slides say and show.")
    var offline = false

    func validate() throws {
        if !upstream.isEmpty, model == nil { throw ValidationError("--upstream needs --model.") }
        if model != nil, upstream.isEmpty {
            throw ValidationError("--model is for --upstream; a configuration has its own.")
        }
        if offline, config != nil || !upstream.isEmpty {
            throw ValidationError("--offline excludes --config and --upstream.")
        }
    }

    /// The file that is read.
    var inputs: [URL] { offline ? [] : GatewayOptions.file(config, besides: upstream).map { [$0] } ?? [] }

    /// Where the --upstream endpoints are.
    var addresses: [HTTPAddress] { upstream.compactMap(HTTPAddress.init) }

    /// `nil` when nobody is to be asked.
    func configuration() throws -> GatewayConfiguration? {
        guard !offline else { return nil }
        guard !upstream.isEmpty else {
            return try GatewayOptions.file(config, besides: upstream).map { try GatewayOptions.configuration(in: $0) }
        }
        if let keyVariable, ProcessInfo.processInfo.environment[keyVariable]?.isEmpty ?? true {
            throw UsageProblem(
                "There is no key in the environment variable \(keyVariable).", remedy: "Set it, or leave out --key-env."
            )
        }
        let endpoints = try GatewayOptions.endpoints(at: upstream, model: model ?? "*", keyVariable: keyVariable)
        let routes = SlideField.allCases.map { field in
            RouteConfiguration(name: field.route, variants: [RouteVariant(pool: "upstream")])
        }
        return GatewayConfiguration(
            pools: [PoolConfiguration(name: "upstream", endpoints: endpoints)], routes: routes)
    }
}
