import ArgumentParser
import Essentials
import Foundation
import Gateway
import HTTPMessages
import LocalVoices
import MediaTools

/// Where the gateway's configuration comes from: a file, or addresses on the command line.
struct GatewayOptions: ParsableArguments {
    @Option(
        name: .long, help: "The configuration (default: atelier.yaml here, if it is there and no --upstream is given).")
    var config: String?

    @Option(
        name: .long,
        help: "An OpenAI-compatible endpoint, such as http://127.0.0.1:8000/v1. Several share the work.")
    var upstream: [String] = []

    @Option(name: .customLong("key-env"), help: "The environment variable with the key of the --upstream endpoints.")
    var keyVariable: String?

    @Flag(name: .long, help: "Keep the answers of --upstream endpoints: equal requests get the same answer.")
    var cache = false

    @Option(
        name: .customLong("cache-folder"),
        help: "The folder in which --cache keeps its answers, so that they survive a restart (default: memory only).")
    var cacheFolder: String?

    /// The file, where there is one.
    var file: URL? { Self.file(config, besides: upstream) }

    /// The file that was named; else the usual one, where it is there and no endpoint is given.
    static func file(_ config: String?, besides upstream: [String]) -> URL? {
        if let config { return URL(filePath: config) }
        let usual = URL(filePath: "atelier.yaml")
        return upstream.isEmpty && FileManager.default.fileExists(atPath: usual.path) ? usual : nil
    }

    /// Who answers for the provider `local`.
    static var localModels: [any LocalModel] {
        let cores = ProcessInfo.processInfo.activeProcessorCount
        return [ExtractiveWriter(), HashedEmbeddings(), LocalSpeaker(runner: SubprocessRunner(), width: cores)]
    }

    func configuration() throws -> GatewayConfiguration {
        guard cacheFolder == nil || cache else {
            throw UsageProblem(
                "--cache-folder says where --cache keeps answers, and --cache is not there.",
                remedy: "Add --cache; in a configuration file it is cache: { folder: PATH }.")
        }
        guard upstream.isEmpty else {
            guard config == nil else {
                throw UsageProblem("--config and --upstream exclude each other.", remedy: "Use one of them.")
            }
            return try upstreams()
        }
        guard let file else {
            throw UsageProblem(
                "There is no configuration: no --config, no --upstream, and no atelier.yaml here.",
                remedy: "Try: atelier gateway serve --upstream http://127.0.0.1:8000/v1")
        }
        return try Self.configuration(in: file)
    }

    static func configuration(in file: URL) throws -> GatewayConfiguration {
        guard let text = try? String(contentsOf: file, encoding: .utf8) else {
            throw UsageProblem("\(file.path) cannot be read.", remedy: "Check the path and its permissions.")
        }
        return try ConfigurationReader.configuration(from: text, file: file.lastPathComponent)
    }

    /// OpenAI-compatible endpoints, by their addresses.
    static func endpoints(
        at addresses: [String], model: String, keyVariable: String?
    ) throws -> [EndpointConfiguration] {
        try addresses.enumerated().map { place, text in
            guard var address = HTTPAddress(text), address.query == nil else {
                throw UsageProblem("'\(text)' is no address.", remedy: "Write it as http://host:port/v1.")
            }
            while address.path.hasSuffix("/") { address.path.removeLast() }
            return EndpointConfiguration(
                name: "upstream-\(place + 1)", provider: "openai", base: address, model: model,
                credential: keyVariable.map { .environment($0) })
        }
    }

    private func upstreams() throws -> GatewayConfiguration {
        let endpoints = try Self.endpoints(at: upstream, model: "*", keyVariable: keyVariable)
        var route = RouteConfiguration(name: "*", variants: [RouteVariant(pool: "upstream")])
        route.cache.exact = cache
        return GatewayConfiguration(
            pools: [PoolConfiguration(name: "upstream", endpoints: endpoints)], routes: [route],
            answerStore: cacheFolder.map { AnswerStoreConfiguration(folder: $0) })
    }
}

/// A command line that cannot be carried out.
struct UsageProblem: DescribedFailure {
    let code = "usage"
    let message: String
    let remedy: String?
    let category = FailureCategory.usage

    init(_ message: String, remedy: String? = nil) {
        self.message = message
        self.remedy = remedy
    }
}
