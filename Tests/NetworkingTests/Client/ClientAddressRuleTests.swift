import HTTPMessages
import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import Networking

@Suite("A client that connects where it may", .timeLimit(.minutes(1)))
struct ClientAddressRuleTests {
    /// Names that lead to these addresses, and the questions that were asked.
    private final class Directory: Sendable {
        let questions = Mutex<[String]>([])
        let answers: Mutex<[[String]]>

        /// - Parameter answers: to the first question, the second, and so on; the last is given again.
        init(_ answers: [String]...) { self.answers = Mutex(answers) }

        func names() -> NameCache {
            NameCache(freshTime: .seconds(30)) { [self] host in
                questions.withLock { $0.append(host) }
                let answer = answers.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
                return try answer.map { try SocketAddress(ipAddress: $0, port: 0) }
            }
        }
    }

    private func request(_ server: ScriptedServer, _ host: String) -> HTTPRequest {
        var request = server.request()
        request.origin.host = host
        return request
    }

    @Test(
        "makes no connection at all to a name of which one address is refused",
        arguments: [["127.0.0.1"], ["127.0.0.2", "127.0.0.1"], ["127.0.0.1", "::1"], ["::1", "127.0.0.1"]])
    func refused(addresses: [String]) async throws {
        let directory = Directory(addresses)
        let refusedAddress = addresses.contains("::1") ? "::1" : "127.0.0.1"
        let refused = NetworkAddress(refusedAddress, port: 0)
        try await withServer(.always(Visit.answer("inside"))) { server in
            try await withClient(names: directory.names()) { plain in
                let client = plain.connecting(onlyWhere: { $0.bytes != refused?.bytes })
                #expect(await client.failure(request(server, "rebound.test")) == .forbiddenAddress)
                #expect(server.connectionCount == 0)
                #expect(directory.questions.withLock { $0 } == ["rebound.test"])
                #expect(client.statistics(of: request(server, "rebound.test").origin).failed == 1)
            }
        }
    }

    @Test("judges addresses without names, and names that hide one")
    func literals() async throws {
        try await withServer(.always(Visit.answer("inside"))) { server in
            try await withClient { plain in
                let client = plain.connecting(onlyWhere: { $0.bytes[0] != 127 })
                for host in ["127.0.0.1", "127.1", "0x7f000001", "2130706433", "017700000001"] {
                    #expect(await client.failure(request(server, host)) == .forbiddenAddress, "\(host)")
                }
                let mapped = plain.connecting(onlyWhere: { $0.isPublic })
                for host in ["::ffff:127.0.0.1", "::1", "localhost"] {
                    #expect(await mapped.failure(request(server, host)) == .forbiddenAddress, "\(host)")
                }
                #expect(server.connectionCount == 0)
            }
        }
    }

    @Test("is asked for the address and the port that are connected to")
    func port() async throws {
        let asked = Mutex<[String]>([])
        let directory = Directory(["127.0.0.1"])
        try await withServer(.always(Visit.answer("fine"))) { server in
            try await withClient(names: directory.names()) { plain in
                let client = plain.connecting(onlyWhere: { address in
                    asked.withLock { $0.append("\(address):\(address.port)") }
                    return true
                })
                try await client.expect("fine", for: request(server, "good.test"))
                #expect(Set(asked.withLock { $0 }) == ["127.0.0.1:\(server.port)"])
                #expect(directory.questions.withLock { $0.count } == 1)
            }
        }
    }

    @Test("judges the addresses that it connects to, so that a second answer changes nothing")
    func rebinding() async throws {
        let directory = Directory(["127.0.0.2"], ["127.0.0.1"])
        let forbidden = NetworkAddress("127.0.0.1", port: 0)
        try await withServer(.always(Visit.answer("inside"))) { server in
            try await withClient(names: directory.names()) { plain in
                let client = plain.connecting(onlyWhere: { $0.bytes != forbidden?.bytes })
                // Nobody listens at the first answer, so the name is looked up again; the second is refused.
                #expect(await client.failure(request(server, "rebound.test")) == .refused)
                #expect(await client.failure(request(server, "rebound.test")) == .forbiddenAddress)
                #expect(server.connectionCount == 0)
            }
        }
    }

    @Test("does not use a connection that was opened without its rule, and its own are used again")
    func kept() async throws {
        try await withServer(.always(Visit.answer("fine"))) { server in
            try await withClient { plain in
                try await plain.expect("fine", for: server.request())
                let strict = plain.connecting(onlyWhere: { _ in false })
                #expect(await strict.failure(server.request()) == .forbiddenAddress)
                let open = plain.connecting(onlyWhere: { _ in true })
                try await open.expect("fine", for: server.request())
                try await open.expect("fine", for: server.request())
                #expect(server.requests.map(\.connection) == [1, 2, 2])
            }
        }
    }

    @Test("is shut down with the client that it was made of")
    func shutDown() async throws {
        try await withServer(.always(Visit.answer("fine"))) { server in
            let client = try await withClient { plain in
                let client = plain.connecting(onlyWhere: { _ in true })
                try await client.expect("fine", for: server.request())
                return client
            }
            try await server.untilClosed(1)
            #expect(await client.failure(server.request()) == .shutDown)
        }
    }

    @Test("says which address it was")
    func error() {
        let error = TransportError(
            connecting: ForbiddenAddress(description: "127.0.0.1 port 80"), to: Origin(scheme: .http, host: "a.test"))
        #expect(error.code == "transport.forbidden-address")
        #expect(
            error.message == "http://a.test leads to an address that may not be connected to (127.0.0.1 port 80).")
    }
}
