import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import Annotations
@testable import Networking

@Suite("Looking addresses up", .timeLimit(.minutes(1)))
struct WebLinksTests {
    /// Gives `body` a client that finds these addresses under any name.
    private func withClient(
        finding addresses: @escaping @Sendable (String) -> [String] = { _ in ["127.0.0.1"] },
        _ body: (HTTPClient) async throws -> Void
    ) async throws {
        let names = NameCache(freshTime: .seconds(30)) { host in
            try addresses(host).map { try SocketAddress(ipAddress: $0, port: 0) }
        }
        let client = HTTPClient(
            configuration: HTTPClient.Configuration(), group: MultiThreadedEventLoopGroup.singleton, names: names)
        let result: Result<Void, any Error>
        do { result = .success(try await body(client)) } catch { result = .failure(error) }
        await client.shutdown()
        try result.get()
    }

    @Test("finds what is there, and follows redirects to where it is")
    func found() async throws {
        let answer: TestSite.Answer = { target in
            switch target {
            case "/moved": (301, "/here?a=1#b")
            case "/circle": (302, "/circle")
            case "/gone": (404, nil)
            default: (200, nil)
            }
        }
        try await TestSite.run(answer) { site in
            try await withClient { client in
                let links = WebLinks(client: client) { _ in true }
                let base = "http://site.test:\(site.port)"
                #expect(await links.exists("\(base)/here#place"))
                #expect(await links.exists("\(base)/moved"))
                #expect(await links.exists(base))
                for gone in ["\(base)/gone", "\(base)/circle", "ftp://site.test:\(site.port)/", "site.test", ""] {
                    #expect(await !links.exists(gone), "\(gone)")
                }
                #expect(site.targets.prefix(5) == ["/here", "/moved", "/here?a=1", "/", "/gone"])
                #expect(site.targets.count { $0 == "/circle" } == 4)
            }
        }
    }

    @Test("does not follow a redirect to an address that may not be asked")
    func redirected() async throws {
        try await TestSite.run { inside in
            try await TestSite.run({ _ in (302, "http://127.0.0.1:\(inside.port)/secret") }) { outside in
                try await withClient { client in
                    let only = outside.port
                    let links = WebLinks(client: client) { $0.port == only }
                    #expect(await !links.exists("http://site.test:\(outside.port)/page"))
                    #expect(outside.targets == ["/page"])
                    #expect(inside.connections == 0)
                    // The same way is open where the rule allows it.
                    let open = WebLinks(client: client) { _ in true }
                    #expect(await open.exists("http://site.test:\(outside.port)/page"))
                    #expect(inside.connections == 1)
                }
            }
        }
    }

    @Test("connects to nothing where a name leads inside, also when it led outside at first")
    func inside() async throws {
        try await TestSite.run { site in
            let questions = Mutex(0)
            let addresses: @Sendable (String) -> [String] = { host in
                let number = questions.withLock {
                    $0 += 1
                    return $0
                }
                return switch host {
                // As the name server of somebody who rebinds it: public when it is checked, inside afterwards.
                case "rebound.test": number == 1 ? ["127.0.0.2"] : ["127.0.0.1"]
                case "both.test": ["127.0.0.2", "127.0.0.1"]
                default: ["127.0.0.1"]
                }
            }
            try await withClient(finding: addresses) { client in
                // 127.0.0.2, where nobody listens, is the public network here.
                let links = WebLinks(client: client) { $0.bytes == [127, 0, 0, 2] }
                for host in ["rebound.test", "rebound.test", "both.test", "inside.test", "127.0.0.1", "[::1]"] {
                    #expect(await !links.exists("http://\(host):\(site.port)/"), "\(host)")
                }
                #expect(questions.withLock { $0 } == 4)
                #expect(site.connections == 0)
            }
        }
    }

    @Test("asks public addresses at the ports of web sites only")
    func rule() throws {
        func asks(_ address: String, _ port: Int) throws -> Bool {
            WebLinks.isWebSite(try #require(NetworkAddress(address, port: port)))
        }
        for port in [80, 443, 8080, 8443] { #expect(try asks("93.184.216.34", port)) }
        for port in [21, 22, 25, 6379, 9200, 65535] { #expect(try !asks("93.184.216.34", port)) }
        #expect(try !asks("169.254.169.254", 80))
        #expect(try !asks("::1", 443))
    }

    @Test("refuses this machine by default")
    func byDefault() async throws {
        try await TestSite.run { site in
            try await withClient { client in
                let links = WebLinks(client: client)
                #expect(await !links.exists("http://127.0.0.1:\(site.port)/"))
                #expect(await !links.exists("http://site.test:\(site.port)/"))
                #expect(site.connections == 0)
            }
        }
    }
}
