import Essentials
import Testing

@testable import Gateway

@Suite("A configuration is refused in one line that says where, what and what to do")
struct ConfigurationRefusalTests {
    struct Case: CustomTestStringConvertible {
        let name: String
        let yaml: String
        let line: Int
        let path: String
        let code: String
        var testDescription: String { name }

        init(_ name: String, line: Int, path: String, code: String = "value", _ yaml: String) {
            self.name = name
            self.yaml = yaml
            self.line = line
            self.path = path
            self.code = code
        }
    }

    private static let pool = "pools: { main: { provider: openai, model: gpt-4o } }\n"
    private static let digest = String(repeating: "ab", count: 32)

    static let cases: [Case] = unknown + wrongValues + pools + routes + keys

    private static let unknown = [
        Case("an unknown section", line: 2, path: "plugins", code: "unknown", pool + "plugins: {}"),
        Case(
            "an unknown setting of the server", line: 3, path: "server.prot", code: "unknown",
            pool + "server:\n  prot: 1"),
        Case("of the network", line: 2, path: "network.proxy", code: "unknown", pool + "network: { proxy: x }"),
        Case("of a pool", line: 1, path: "pools.a.models", code: "unknown", "pools: { a: { models: [x] } }"),
        Case("of a route", line: 2, path: "routes.r.timeout", code: "unknown", pool + "routes: { r: { timeout: 1s } }"),
        Case(
            "of a cache", line: 4, path: "routes.r.cache.max", code: "unknown",
            pool + "routes:\n  r:\n    cache: { max: 1 }\n    pool: main"),
        Case(
            "of slides", line: 2, path: "slides.audio", code: "unknown", pool + "slides: { visual: main, audio: main }"),
        Case("of a key", line: 3, path: "keys[0].key", code: "unknown", pool + "keys:\n  - key: x"),
        Case(
            "a setting of another provider", line: 1, path: "pools.a.settings.voice", code: "unknown",
            "pools: { a: { provider: openai, model: m, settings: { voice: x } } }"),
    ]

    private static let wrongValues = [
        Case("answers kept nowhere", line: 2, path: "cache", code: "missing", pool + "cache: { size: 1MB }"),
        Case("too little room for answers", line: 2, path: "cache.size", pool + "cache: { folder: a, size: 1kB }"),
        Case("a port out of range", line: 2, path: "server.port", pool + "server: { port: 65536 }"),
        Case("a port that is no number", line: 2, path: "server.port", pool + "server: { port: http }"),
        Case(
            "a number beyond all bounds", line: 2, path: "server.threads",
            pool + "server: { threads: 99999999999999999999 }"),
        Case(
            "not a number", line: 1, path: "pools.a.weight", "pools: { a: { provider: openai, model: m, weight: nan } }"
        ),
        Case(
            "a time without a unit that is known", line: 2, path: "network.head_timeout",
            pool + "network: { head_timeout: 5 weeks }"),
        Case("no time at all", line: 2, path: "network.connect_timeout", pool + "network: { connect_timeout: 0s }"),
        Case("a time before now", line: 2, path: "network.idle_timeout", pool + "network: { idle_timeout: -1s }"),
        Case(
            "a size that overflows", line: 2, path: "server.maximum_body",
            pool + "server: { maximum_body: 9223372036854775807GB }"),
        Case(
            "a size too small for any request", line: 2, path: "server.maximum_body",
            pool + "server: { maximum_body: 1 }"),
        Case(
            "a share beyond all", line: 2, path: "routes.r.hedging.budget",
            pool + "routes: { r: { pool: main, hedging: { budget: 101% } } }"),
        Case(
            "a flag that is neither", line: 2, path: "routes.r.share_identical",
            pool + "routes: { r: { pool: main, share_identical: maybe } }"),
        Case("a list where settings belong", line: 2, path: "server", pool + "server: [1, 2]"),
        Case("a text where settings belong", line: 1, path: "pools", "pools: main"),
        Case("settings where a list belongs", line: 2, path: "keys", pool + "keys: { a: b }"),
        Case("a list where a text belongs", line: 2, path: "server.host", pool + "server: { host: [a] }"),
        Case("nothing where a text belongs", line: 2, path: "network.region", pool + "network: { region: }"),
        Case(
            "a cache of no kind", line: 2, path: "routes.r.cache", pool + "routes: { r: { pool: main, cache: redis } }"),
        Case(
            "a goal that is not known", line: 2, path: "routes.r.bandit.goal",
            pool + "routes: { r: { pool: main, bandit: { goal: fame } } }"),
    ]

    private static let pools = [
        Case("no pools", line: 1, path: "", code: "missing", "server: { port: 1 }"),
        Case("nothing at all", line: 1, path: "", code: "missing", ""),
        Case("no provider", line: 2, path: "pools.a", code: "missing", "pools:\n  a: { model: m }"),
        Case("no model", line: 2, path: "pools.a", code: "missing", "pools:\n  a: { provider: openai }"),
        Case(
            "a provider that is not known", line: 1, path: "pools.a.provider",
            "pools: { a: { provider: hal, model: m } }"),
        Case(
            "an address that is none", line: 1, path: "pools.a.url",
            "pools: { a: { provider: openai, model: m, url: localhost } }"),
        Case(
            "no region where it is needed", line: 2, path: "pools.a", code: "missing",
            "pools:\n  a: { provider: bedrock, model: m }"),
        Case(
            "no project", line: 1, path: "pools.a", code: "missing",
            "pools: { a: { provider: vertex, model: m, region: eu } }"),
        Case(
            "two endpoints of one name", line: 5, path: "pools.b.endpoints[0].name", code: "duplicate",
            "pools:\n  a: { provider: openai, model: m }\n  b:\n    endpoints:\n      - { name: a, provider: openai, model: m }"
        ),
        Case(
            "two regions of one name", line: 1, path: "pools.a.regions", code: "duplicate",
            "pools: { a: { provider: openai, model: m, regions: [x, x] } }"),
        Case(
            "regions and endpoints", line: 1, path: "pools.a.regions",
            "pools: { a: { provider: openai, model: m, regions: [x], endpoints: [] } }"),
        Case(
            "two places for a key", line: 1, path: "pools.a.key",
            "pools: { a: { provider: openai, model: m, key: { env: A, file: b } } }"),
    ]

    private static let routes = [
        Case("a missing pool", line: 3, path: "routes.r.pool", code: "pool", pool + "routes:\n  r: { pool: nowhere }"),
        Case(
            "a missing pool of a variant", line: 4, path: "routes.r.variants[1].pool", code: "pool",
            pool + "routes: { r: { variants: [\n { pool: main },\n { name: b, pool: nowhere } ] } }"),
        Case(
            "a missing fallback", line: 2, path: "routes.r.fallbacks[1]", code: "pool",
            pool + "routes: { r: { pool: main, fallbacks: [local, nowhere] } }"),
        Case(
            "a missing pool of embeddings", line: 2, path: "routes.r.cache.semantic.pool", code: "pool",
            pool + "routes: { r: { pool: main, cache: { semantic: { matcher: embeddings, pool: nowhere } } } }"),
        Case(
            "no pool of embeddings", line: 2, path: "routes.r.cache.semantic", code: "missing",
            pool + "routes: { r: { pool: main, cache: { semantic: { matcher: embeddings } } } }"),
        Case("neither pool nor variants", line: 3, path: "routes.r", code: "missing", pool + "routes:\n  r: {}"),
        Case(
            "both pool and variants", line: 2, path: "routes.r.pool",
            pool + "routes: { r: { pool: main, variants: [{ pool: main }] } }"),
        Case(
            "two variants of one name", line: 2, path: "routes.r.variants[1]", code: "duplicate",
            pool + "routes: { r: { variants: [{ pool: main }, { pool: main }] } }"),
        Case(
            "variants that nobody gets", line: 2, path: "routes.r.variants",
            pool + "routes: { r: { variants: [{ pool: main, weight: 0 }] } }"),
        Case(
            "more than everything", line: 2, path: "routes.r.bandit",
            pool + "routes: { r: { variants: [{ pool: main }, { name: b, pool: main }], bandit: { floor: 60% } } }"),
        Case(
            "slides without a pool that sees", line: 2, path: "slides", code: "missing", pool + "slides: { text: main }"
        ),
        Case(
            "slides with a missing pool", line: 2, path: "slides.text", code: "pool",
            pool + "slides: { visual: main, text: nowhere }"),
        Case("an alias of nothing", line: 2, path: "aliases.a", code: "route", pool + "aliases: { a: nowhere }"),
        Case("an alias of an alias", line: 2, path: "aliases.b", code: "route", pool + "aliases: { a: main, b: a }"),
        Case(
            "an alias with the name of a route", line: 3, path: "aliases.r", code: "duplicate",
            pool + "routes: { r: { pool: main } }\naliases: { r: main }"),
    ]

    private static let keys = [
        Case("no name", line: 2, path: "keys[0]", code: "missing", pool + "keys: [{ sha256: \(digest) }]"),
        Case("no digest", line: 2, path: "keys[0]", code: "missing", pool + "keys: [{ name: a }]"),
        Case(
            "the digest of nothing", line: 2, path: "keys[0].sha256",
            pool + "keys: [{ name: a, sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 }]"),
        Case(
            "two keys of one name", line: 4, path: "keys[1]", code: "duplicate",
            pool
                + "keys:\n  - { name: a, sha256: \(digest) }\n  - { name: a, sha256: \(digest.replacing("a", with: "c")) }"
        ),
        Case(
            "one key twice", line: 4, path: "keys[1]", code: "duplicate",
            pool + "keys:\n  - { name: a, sha256: \(digest) }\n  - { name: b, sha256: \(digest) }"),
        Case(
            "an operation that is not known", line: 2, path: "keys[0].operations[0]",
            pool + "keys: [{ name: a, sha256: \(digest), operations: [images] }]"),
        Case(
            "a priority out of range", line: 2, path: "keys[0].priority",
            pool + "keys: [{ name: a, sha256: \(digest), priority: 10 }]"),
        Case(
            "a budget without an amount", line: 2, path: "keys[0].budget", code: "missing",
            pool + "keys: [{ name: a, sha256: \(digest), budget: { per: day } }]"),
        Case(
            "a period that is not known", line: 2, path: "keys[0].budget.per",
            pool + "keys: [{ name: a, sha256: \(digest), budget: { dollars: 1, per: year } }]"),
    ]

    @Test("refuses", arguments: cases)
    func refuses(_ refusal: Case) throws {
        let problem = try #require(throws: ConfigurationProblem.self) {
            try ConfigurationReader.configuration(from: refusal.yaml, file: "a.yaml")
        }
        let place = refusal.path.isEmpty ? "this" : "'\(refusal.path)'"
        #expect(problem.message.hasPrefix("a.yaml:\(refusal.line): \(place) "), "\(problem.message)")
        #expect(problem.code == "configuration.\(refusal.code)")
        #expect(problem.remedy?.isEmpty == false)
        #expect(!problem.description.contains("\n"))
    }

    @Test(
        "text that is not YAML: the line, and one sentence",
        arguments: [
            ("pools:\n  a: [1, 2\nserver: {}", 3), ("pools:\n\ta: b", 2), ("a: 'b", 1), ("pools: &a {}\nroutes: *b", 2),
            ("server: {}\nserver: {}", 1), ("a: b: c", 1), ("}", 1),
        ])
    func notYAML(text: String, line: Int) throws {
        let problem = try #require(throws: ConfigurationProblem.self) {
            try ConfigurationReader.configuration(from: text, file: "a.yaml")
        }
        #expect(problem.code == "configuration.yaml")
        #expect(problem.message.hasPrefix("a.yaml:\(line): this is not YAML: "), "\(problem.message)")
        #expect(problem.remedy?.isEmpty == false)
        #expect(!problem.description.contains("\n"))
    }

    private static let secret = "sk-live-4fG7hJ9kLzXcV"

    @Test(
        "a secret in the file is refused, and never repeated",
        arguments: [
            "pools: { a: { provider: openai, model: m, key: \(secret) } }",
            "pools: { a: { provider: openai, model: m, key: { \(secret) } } }",
            "pools: { a: { provider: openai, model: m, key: { literal: \(secret) } } }",
            "pools: { a: { provider: openai, model: m, key: { env: \(secret) } } }",
            "pools: { a: { provider: openai, model: m, key: { env: gsk_\(secret.replacing("-", with: "")) } } }",
            "pools: { a: { provider: openai, model: m, key: [\(secret)] } }",
            "pools: { a: { provider: openai, model: m, url: \"https://me:\(secret)@host/v1\" } }",
            "pools: { a: { provider: openai, model: m } }\nkeys: [{ name: a, sha256: \(secret) }]",
            "pools: { a: { provider: openai, model: m, key: \(secret)\nserver: {}",
            "pools:\n  a: { provider: openai, key: '\(secret) }",
            "pools: { a: { provider: \(secret), model: m } }",
        ])
    func secretsStayOut(yaml: String) throws {
        let problem = try #require(throws: ConfigurationProblem.self) {
            try ConfigurationReader.configuration(from: yaml)
        }
        for text in [problem.description, "\(problem)", String(reflecting: problem), String(describing: problem)] {
            #expect(!text.contains("sk-live") && !text.contains("sklive"), "\(text)")
        }
    }
}
