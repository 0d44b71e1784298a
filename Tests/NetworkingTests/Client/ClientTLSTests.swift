import Foundation
import HTTPMessages
import NIOCore
import TestKit
import Testing

@testable import Networking

@Suite("Over TLS", .timeLimit(.minutes(1)))
struct ClientTLSTests {
    /// "localhost" and "other.test" are both 127.0.0.1, whatever this machine says.
    private func names() -> NameCache {
        NameCache(freshTime: .seconds(30), lookUp: { _ in [try SocketAddress(ipAddress: "127.0.0.1", port: 0)] })
    }

    private func withTLS(
        trusted: Bool, _ script: Script,
        _ body: (ScriptedServer, HTTPClient) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "roots.pem")
            try TestCertificate.certificate.write(to: file, atomically: true, encoding: .utf8)
            try await withServer(tls: TestCertificate.serverContext(), script) { server in
                let configuration = HTTPClient.Configuration.with {
                    $0.tls.additionalRootsFile = trusted ? file.path : nil
                }
                try await withClient(configuration, names: names()) { try await body(server, $0) }
            }
        }
    }

    private func request(_ server: ScriptedServer, host: String) -> HTTPRequest {
        HTTPRequest(method: "GET", origin: Origin(scheme: .https, host: host, port: server.port), target: "/")
    }

    @Test("a trusted server answers, and its connection is kept")
    func trusted() async throws {
        try await withTLS(trusted: true, .always(Visit.answer("secret"))) { server, client in
            for _ in 0..<3 {
                let text = try await client.text(request(server, host: "localhost"))
                #expect(text == "secret")
            }
            #expect(server.connectionCount == 1)
            #expect(server.requests.first?.text.contains("Host: localhost:\(server.port)\r\n") == true)
        }
    }

    @Test("a certificate for another name is refused, by name and by address", arguments: ["other.test", "127.0.0.1"])
    func wrongHost(host: String) async throws {
        try await withTLS(trusted: true, .silent) { server, client in
            #expect(await client.failure(request(server, host: host)) == .tls)
            #expect(server.requests.isEmpty)
        }
    }

    @Test("a certificate that nobody vouches for is refused")
    func untrusted() async throws {
        try await withTLS(trusted: false, .silent) { server, client in
            #expect(await client.failure(request(server, host: "localhost")) == .tls)
            #expect(server.requests.isEmpty)
        }
    }

    @Test("an answer cut short is an error; one that ends with the connection is whole with a farewell")
    func cut() async throws {
        try await withTLS(
            trusted: true,
            Script { visit in
                switch (visit.connection, visit.request) {
                case (_, 0): []
                case (1, _): [.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhal"), .close]
                default: [.send("HTTP/1.1 200 OK\r\n\r\nwhole"), .close]
                }
            }
        ) { server, client in
            #expect(await client.failure(request(server, host: "localhost")) == .truncated)
            let text = try await client.text(request(server, host: "localhost"))
            #expect(text == "whole")
        }
    }

    @Test("a server that speaks no TLS, or nothing, is told apart from one that is slow")
    func noTLS() async throws {
        try await withServer(Script { $0.request == 0 ? [.send("220 mail.example.org ready\r\n")] : [] }) { server in
            try await withClient(names: names()) { client in
                #expect(await client.failure(request(server, host: "localhost")) == .tls)
            }
        }
        try await withServer(.silent) { server in
            try await withClient(.with { $0.connectTimeout = .milliseconds(80) }, names: names()) { client in
                #expect(await client.failure(request(server, host: "localhost")) == .connectTimeout)
                #expect(client.statistics(of: request(server, host: "localhost").origin).failed == 1)
            }
        }
        try await withServer(.silent) { server in
            try await withClient(names: names()) { client in
                let limits = CallLimits(connect: .milliseconds(40))
                #expect(await client.failure(request(server, host: "localhost"), limits) == .connectTimeout)
            }
        }
    }
}
