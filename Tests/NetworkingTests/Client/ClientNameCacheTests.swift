import HTTPMessages
import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import Networking

@Suite("Names and their addresses")
struct ClientNameCacheTests {
    private let start = ContinuousClock.now

    @Test("an answer is used for its time; then it is renewed beside, and later awaited")
    func ages() {
        var cache = NameCacheMachine<Int>(freshTime: .seconds(30))
        #expect(cache.ask("a", at: start) == .wait(ask: true))
        #expect(cache.ask("a", at: start) == .wait(ask: false))
        cache.found([1, 2], for: "a", at: start)
        #expect(cache.ask("a", at: start + .seconds(29)) == .known([1, 2], askAgain: false))
        #expect(cache.ask("a", at: start + .seconds(31)) == .known([1, 2], askAgain: true))
        #expect(cache.ask("a", at: start + .seconds(31)) == .known([1, 2], askAgain: false))
        cache.found([3], for: "a", at: start + .seconds(32))
        #expect(cache.ask("a", at: start + .seconds(60)) == .known([3], askAgain: false))
        #expect(cache.ask("a", at: start + .seconds(1000)) == .wait(ask: true))
    }

    @Test("when nobody answers any more, what was known is used, however old")
    func failing() {
        var cache = NameCacheMachine<Int>(freshTime: .seconds(30))
        #expect(cache.ask("a", at: start) == .wait(ask: true))
        #expect(cache.failed("a") == [])
        #expect(cache.ask("a", at: start) == .wait(ask: true))
        cache.found([1], for: "a", at: start)
        #expect(cache.ask("a", at: start + .seconds(5000)) == .wait(ask: true))
        #expect(cache.failed("a") == [1])
        #expect(cache.ask("a", at: start + .seconds(5001)) == .wait(ask: true))
    }

    @Test("addresses at which nobody answered are asked for anew; many names do not pile up")
    func distrusted() {
        var cache = NameCacheMachine<Int>(freshTime: .seconds(30), maximumNames: 2)
        for (offset, name) in ["a", "b", "c"].enumerated() {
            let now = start + .milliseconds(offset)
            #expect(cache.ask(name, at: now) == .wait(ask: true))
            cache.found([offset], for: name, at: now)
        }
        let later = start + .seconds(1)
        #expect(cache.ask("b", at: later) == .known([1], askAgain: false))
        #expect(cache.ask("c", at: later) == .known([2], askAgain: false))
        cache.distrust("b")
        #expect(cache.ask("b", at: later) == .wait(ask: true))
        #expect(cache.failed("b") == [1])
        #expect(cache.ask("a", at: later) == .wait(ask: true))
    }

    @Test("many who ask at once cause one question", .timeLimit(.minutes(1)))
    func singleFlight() async throws {
        let questions = Mutex(0)
        let cache = NameCache(
            freshTime: .seconds(30),
            lookUp: { _ in
                questions.withLock { $0 += 1 }
                return [try SocketAddress(ipAddress: "127.0.0.1", port: 0)]
            })
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        for future in (0..<50).map({ _ in cache.addresses(of: "a.test", on: loop) }) {
            #expect(try await future.get().count == 1)
        }
        #expect(questions.withLock { $0 } == 1)
        cache.shutDown()
    }

    @Test("the system knows localhost; a name without an address fails as such", .timeLimit(.minutes(1)))
    func system() async throws {
        #expect(try SystemNames.lookUp("localhost").isEmpty == false)
        let names = NameCache(
            freshTime: .seconds(30), lookUp: { throw NameCache.NoAddress(host: $0, reason: "unknown") })
        try await withServer(.silent) { server in
            try await withClient(names: names) { client in
                var request = server.request()
                request.origin.host = "nowhere.test"
                #expect(await client.failure(request) == .dns)
            }
        }
    }

    @Test("a dead resolver does not stop calls to a known host", .timeLimit(.minutes(1)))
    func deadResolver() async throws {
        let questions = Mutex(0)
        let names = NameCache(
            freshTime: .zero,
            lookUp: { host in
                let first = questions.withLock {
                    $0 += 1
                    return $0 == 1
                }
                guard first else { throw NameCache.NoAddress(host: host, reason: "no resolver") }
                return [try SocketAddress(ipAddress: "127.0.0.1", port: 0)]
            })
        let fields = "Connection: close\r\n"
        try await withServer(.always(Visit.answer("fine", fields))) { server in
            try await withClient(names: names) { client in
                var request = server.request()
                request.origin.host = "known.test"
                for _ in 0..<3 { try await client.expect("fine", for: request) }
                #expect(questions.withLock { $0 } > 1)
                #expect(server.connectionCount == 3)
            }
        }
    }
}
