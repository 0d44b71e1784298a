import HTTPMessages
import Testing

@testable import Gateway

@Suite("A configuration is read")
struct ConfigurationTests {
    private func read(_ yaml: String) throws -> GatewayConfiguration {
        try ConfigurationReader.configuration(from: yaml)
    }

    private let pool = "pools: { main: { provider: openai, model: gpt-4o } }\n"

    @Test("the server's settings")
    func server() throws {
        let server = try read(
            pool + """
                server:
                  host: 0.0.0.0
                  port: 8080
                  threads: 2
                  maximum_body: 10MB
                  maximum_concurrency: 1_000
                """
        ).server
        #expect(
            server
                == ServerConfiguration(
                    host: "0.0.0.0", port: 8080, threads: 2, maximumBodyBytes: 10 << 20, maximumConcurrency: 1000))
    }

    @Test("where answers survive a restart")
    func answerStore() throws {
        #expect(try read(pool).answerStore == nil)
        #expect(try read(pool + "cache: { folder: a }").answerStore == AnswerStoreConfiguration(folder: "a"))
        let store = try read(pool + "cache: { folder: /var/answers, size: 1GB }").answerStore
        #expect(store == AnswerStoreConfiguration(folder: "/var/answers", maximumBytes: 1 << 30))
    }

    @Test("the network's settings")
    func network() throws {
        let network = try read(
            pool + """
                network:
                  maximum_connections: 100
                  maximum_connections_per_host: 20
                  connect_timeout: 250ms
                  head_timeout: 2m
                  idle_timeout: 10
                  ca_file: /etc/ca.pem
                  region: europe-west1
                """
        ).network
        #expect(
            network
                == NetworkConfiguration(
                    maximumConnections: 100, maximumConnectionsPerHost: 20, connectTimeout: .milliseconds(250),
                    headTimeout: .seconds(120), idleTimeout: .seconds(10), additionalCertificates: "/etc/ca.pem",
                    region: "europe-west1"))
    }

    @Test("what is left out has its default")
    func defaults() throws {
        let configuration = try read(pool)
        #expect(configuration.server == ServerConfiguration())
        #expect(configuration.network == NetworkConfiguration())
        #expect(
            configuration.pools == [
                PoolConfiguration(
                    name: "main",
                    endpoints: [EndpointConfiguration(name: "main", provider: "openai", model: "gpt-4o")])
            ])
        #expect(configuration.routes.isEmpty && configuration.keys.isEmpty && configuration.aliases.isEmpty)
    }

    @Test("every setting of a pool and its endpoints, an endpoint's own before the pool's")
    func pools() throws {
        let configuration = try read(
            """
            pools:
              mixed:
                provider: openai
                url: https://api.example.com/v1/
                model: gpt-4o
                key: { env: MIXED_KEY }
                settings: { organization: ours, prefill: "true" }
                limits: { requests_per_minute: 600, tokens_per_minute: 100000, concurrency: 8, spacing: 50ms }
                price: { input: 2.5, output: 10, cached_input: 1.25 }
                weight: 2
                health: { interval: 30s, timeout: 5s }
                endpoints:
                  - region: eu
                  - name: second
                    url: http://127.0.0.1:8000
                    model: llama
                    key: { file: /run/secrets/key }
                    settings: { organization: theirs }
                    limits: { concurrency: 1 }
                    price: { input: 0, output: 0 }
                    weight: 0.5
                    provider: openai
            """)
        let common: [String: String] = ["organization": "ours", "prefill": "true"]
        let first = EndpointConfiguration(
            name: "mixed/eu", provider: "openai", base: HTTPAddress("https://api.example.com/v1"), model: "gpt-4o",
            region: "eu", credential: .environment("MIXED_KEY"), settings: common,
            limits: EndpointLimits(
                requestsPerMinute: 600, tokensPerMinute: 100_000, concurrency: 8, minimumSpacing: .milliseconds(50)),
            price: Price(input: 2.5, output: 10, cachedInput: 1.25), weight: 2)
        var base = try #require(HTTPAddress("http://127.0.0.1:8000"))
        base.path = ""
        let second = EndpointConfiguration(
            name: "second", provider: "openai", base: base, model: "llama",
            credential: .file("/run/secrets/key"), settings: ["organization": "theirs", "prefill": "true"],
            limits: EndpointLimits(concurrency: 1), price: Price(input: 0, output: 0), weight: 0.5)
        let health = HealthConfiguration(interval: .seconds(30), timeout: .seconds(5))
        #expect(configuration.pools == [PoolConfiguration(name: "mixed", endpoints: [first, second], health: health)])
    }

    @Test("regions become endpoints of one pool, and every provider has its kind of key")
    func providers() throws {
        let pools = try read(
            """
            pools:
              vertex:
                provider: vertex
                model: gemini-2.5-flash
                regions: [us-central1, europe-west1]
                key: { service_account: /etc/account.json }
                settings: { project: films }
              claude: { provider: bedrock, model: anthropic.claude, region: us-east-1, key: aws }
              voice: { provider: elevenlabs, model: eleven_v3, settings: { voice: V1, voice.alloy: V2 } }
              offline: { provider: local }
              any: { provider: openai, url: "http://localhost:11434/v1", model: "*" }
            """
        ).pools
        #expect(pools.map(\.name) == ["vertex", "claude", "voice", "offline", "any"])
        #expect(pools[0].endpoints.map(\.name) == ["vertex/us-central1", "vertex/europe-west1"])
        #expect(pools[0].endpoints.map(\.region) == ["us-central1", "europe-west1"])
        #expect(pools[0].endpoints[1].credential == .googleServiceAccount("/etc/account.json"))
        #expect(pools[1].endpoints[0].credential == .awsEnvironment)
        #expect(pools[2].endpoints[0].settings == ["voice": "V1", "voice.alloy": "V2"])
        #expect(pools[3].endpoints[0].model == "local")
    }

    @Test("every setting of a route")
    func routes() throws {
        let configuration = try read(
            """
            pools:
              one: { provider: openai, model: a }
              two: { provider: openai, model: b }
            routes:
              script:
                variants:
                  - { pool: one, weight: 9 }
                  - { name: canary, pool: two, weight: 1 }
                fallbacks: [two, local]
                cache:
                  ttl: 7d
                  size: 128MB
                  semantic: { matcher: embeddings, pool: two, error_bound: 2%, entries: 500, audit: 0.1 }
                share_identical: true
                retry: { attempts: 4, base: 500ms, longest: 20s }
                hedging: { budget: 5% }
                deadline: 60s
                bandit: { goal: latency, floor: 10% }
                repair_json: false
              plain: { pool: one, cache: exact, fallbacks: two, hedging: off }
              similar: { pool: one, cache: { semantic: { overlap: 90% } } }
            """)
        let semantic = SemanticCacheConfiguration(
            matcher: .embeddings(pool: "two"), errorBound: 0.02, maximumEntries: 500, auditShare: 0.1)
        #expect(
            configuration.route("script")
                == RouteConfiguration(
                    name: "script",
                    variants: [
                        RouteVariant(pool: "one", weight: 9), RouteVariant(name: "canary", pool: "two", weight: 1),
                    ],
                    fallbacks: ["two", "local"],
                    cache: CacheConfiguration(
                        exact: true, timeToLive: .seconds(7 * 86_400), maximumBytes: 128 << 20, semantic: semantic),
                    sharesIdentical: true,
                    retry: RetryConfiguration(attempts: 4, base: .milliseconds(500), cap: .seconds(20)),
                    hedging: HedgingConfiguration(isOn: true, budget: 0.05), deadline: .seconds(60),
                    bandit: BanditConfiguration(goal: .latency, floor: 0.1), repairsJSON: false))
        let plain = try #require(configuration.route("plain"))
        #expect(plain.cache.exact && plain.fallbacks == ["two"] && !plain.hedging.isOn)
        #expect(configuration.route("similar")?.cache.semantic?.matcher == .lexical(overlap: 0.9))
        #expect(configuration.pool("local")?.endpoints.map(\.provider) == ["local"], "named, so it is there")
    }

    @Test("slides: seven routes, the smaller models where they do, the offline writer last, answers kept")
    func slides() throws {
        let yaml = """
            pools:
              sees: { provider: openai, model: a }
              writes: { provider: openai, model: b }
              small: { provider: openai, model: c }
            slides: { visual: sees, text: writes, simple: small, deadline: 30s }
            routes:
              slides.script: { pool: small }
            """
        let configuration = try read(yaml)
        let pools = Dictionary(
            uniqueKeysWithValues: configuration.routes.map { ($0.name, $0.variants.map(\.pool)) })
        #expect(
            pools == [
                "slides.alt-text": ["sees"], "slides.slide-description": ["sees"],
                "slides.script": ["small"], "slides.instructor-notes": ["writes"],
                "slides.student-notes": ["writes"], "slides.references": ["small"], "slides.developer-notes": ["small"],
            ])
        let made = configuration.routes.filter { $0.name != "slides.script" }
        #expect(made.allSatisfy { $0.fallbacks == ["local"] && $0.cache.exact && $0.deadline == .seconds(30) })
        #expect(configuration.route("slides.script")?.fallbacks == [], "the file's own description counts")

        let short = try read(yaml.replacing(", text: writes, simple: small, deadline: 30s", with: ""))
        #expect(short.routes.filter { $0.name != "slides.script" }.allSatisfy { $0.variants[0].pool == "sees" })
        #expect(short.route("slides.references")?.deadline == .seconds(300))
    }

    @Test("aliases stand for routes, pools and models")
    func aliases() throws {
        let configuration = try read(
            pool + """
                routes: { words: { pool: main } }
                aliases: { gpt-4: words, best: main, old: gpt-4o }
                """)
        #expect(configuration.aliases == ["gpt-4": "words", "best": "main", "old": "gpt-4o"])
    }

    @Test("every setting of a key")
    func keys() throws {
        let digest = String(repeating: "ab", count: 32)
        let keys = try read(
            pool + """
                keys:
                  - name: studio
                    sha256: \(digest.uppercased())
                    tenant: films
                    operations: [chat, embeddings]
                    models: [slides.*, gpt-4o]
                    requests_per_minute: 120
                    tokens_per_minute: 1e6
                    budget: { dollars: 20.5, per: day }
                    priority: 9
                    operator: true
                  - name: guest
                    sha256: \(digest.replacing("a", with: "c"))
                    budget: { dollars: 1 }
                """
        ).keys
        #expect(
            keys == [
                KeyConfiguration(
                    name: "studio", digest: digest, tenant: "films", operations: [.chat, .embeddings],
                    models: ["slides.*", "gpt-4o"], requestsPerMinute: 120, tokensPerMinute: 1_000_000,
                    budget: SpendingBudget(amount: 20.5, period: .day), priority: 9, isOperator: true),
                KeyConfiguration(
                    name: "guest", digest: digest.replacing("a", with: "c"),
                    budget: SpendingBudget(amount: 1, period: .month)),
            ])
        #expect(keys[1].tenant == "guest")
    }

    @Test(
        "units of time and size",
        arguments: [("250ms", 250), ("5s", 5000), ("2m", 120_000), ("0.5", 500), ("1h", 3_600_000)])
    func times(text: String, milliseconds: Int) throws {
        #expect(
            try read(pool + "network: { head_timeout: \(text) }").network.headTimeout == .milliseconds(milliseconds))
    }

    @Test(
        "sizes in powers of 1024",
        arguments: [("4096", 4096), ("512kB", 512 << 10), ("64MB", 64 << 20), ("1GB", 1 << 30)])
    func sizes(text: String, bytes: Int) throws {
        #expect(try read(pool + "server: { maximum_body: \(text) }").server.maximumBodyBytes == bytes)
    }
}
