import Essentials
import Foundation
import TestKit
import Testing

@testable import Gateway

@Suite("Any text is a configuration or a refusal")
struct ConfigurationMutationTests {
    private static let example = """
        server: { host: 127.0.0.1, port: 4000, maximum_body: 64MB }
        network: { connect_timeout: 5s, region: europe-west1 }
        cache: { folder: answers, size: 1GB }
        pools:
          vertex:
            provider: vertex
            model: gemini-2.5-flash
            regions: [us-central1, europe-west1]
            key: { service_account: /etc/account.json }
            settings: { project: films }
            limits: { requests_per_minute: 600, spacing: 10ms }
            price: { input: 0.3, output: 2.5 }
          any: { provider: openai, url: "http://127.0.0.1:8000/v1", model: "*", key: { env: KEY } }
        routes:
          script:
            variants: [{ pool: vertex, weight: 9 }, { name: canary, pool: any }]
            fallbacks: [any, local]
            cache: { ttl: 24h, semantic: { matcher: lexical, overlap: 85% } }
            hedging: { budget: 3% }
        slides: { visual: vertex, text: any }
        aliases: { gpt-4o: script }
        keys:
          - { name: studio, sha256: ABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABAB, budget: { dollars: 5, per: day } }
        """

    private static let pieces = [
        "{", "}", "[", "]", ": ", "- ", "\n", "\n  ", "\t", "'", "\"", "&a ", "*a", "<<: ", "!!int ", "? ", "|\n", "%",
        "\u{0}",
        "\u{FEFF}", "\u{85}", "é", "\u{1F600}", "-1", "1e400", "nan", "9223372036854775808", "null", "~", "---\n",
        "...\n", "#",
        "1e-400s", "0x7fffffffffffffff", ".inf", "\\", ",,", "pools", "local",
    ]

    @Test("a text changed at random places never crashes the reader, and what it says has one line")
    func mutated() {
        var random = SeededGenerator(seed: 20_251)
        var refused = 0
        for _ in 0..<3000 {
            let text = Self.mutate(Self.example, times: Int.random(in: 1...6, using: &random), using: &random)
            do {
                let configuration = try ConfigurationReader.configuration(from: text, file: "a.yaml")
                #expect(!configuration.pools.isEmpty)
            } catch {
                refused += 1
                #expect(!error.description.contains { $0.isNewline }, "\(error.description.debugDescription)")
                #expect(error.message.hasPrefix("a.yaml"), "\(error.message)")
                #expect(error.remedy?.isEmpty == false)
            }
        }
        #expect(refused > 1000 && refused < 3000, "some changes matter, some do not: \(refused)")
    }

    private static func mutate(_ text: String, times: Int, using random: inout SeededGenerator) -> String {
        var scalars = Array(text.unicodeScalars)
        for _ in 0..<times {
            let place = Int.random(in: 0..<scalars.count, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: scalars.remove(at: place)
            case 1:
                scalars.insert(
                    contentsOf: pieces.randomElement(using: &random)?.unicodeScalars ?? "".unicodeScalars, at: place)
            case 2:
                let end = min(scalars.count, place + Int.random(in: 1...40, using: &random))
                scalars.removeSubrange(place..<end)
            default:
                scalars.insert(
                    contentsOf: scalars[place...].prefix(30), at: Int.random(in: 0..<scalars.count, using: &random))
            }
            if scalars.isEmpty { scalars = Array("a".unicodeScalars) }
        }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    @Test("nesting without end is refused", arguments: ["[", "{a: ", "- ", "? "])
    func deep(opening: String) {
        let text = "pools: " + String(repeating: opening, count: 100_000)
        #expect(throws: ConfigurationProblem.self) { try ConfigurationReader.configuration(from: text) }
    }

    @Test("the whole example is good")
    func example() throws {
        let configuration = try ConfigurationReader.configuration(from: Self.example)
        #expect(configuration.pools.map(\.name) == ["vertex", "any", "local"])
    }

    @Test("the example file of the project is good, and so is every YAML block of the documentation")
    func documented() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let example = try String(contentsOf: root.appending(path: "Examples/atelier.yaml"), encoding: .utf8)
        let configuration = try ConfigurationReader.configuration(from: example)
        #expect(configuration.pools.count > 1 && configuration.routes.count > 7 && !configuration.keys.isEmpty)
        var blocks = 0
        for page in ["configuration", "gateway"] {
            let text = try String(contentsOf: root.appending(path: "docs/\(page).md"), encoding: .utf8)
            for piece in text.components(separatedBy: "```yaml\n").dropFirst() {
                let block = piece.components(separatedBy: "```")[0]
                #expect(throws: Never.self, "\(page): \(block)") {
                    try ConfigurationReader.configuration(from: block)
                }
                blocks += 1
            }
        }
        #expect(blocks > 1)
    }
}
