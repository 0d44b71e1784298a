import Foundation
import Gateway
import HTTPMessages
import JSON
import Networking
import Resilience
import Synchronization
import TestKit
import Testing

@Suite("Secrets")
struct CredentialStoreTests {
    private static let secret = "sk-very-secret-4711"

    @Test("come from the environment or a file, without white space")
    func sources() throws {
        let store = CredentialStore(
            environment: ["KEY": " \(Self.secret)\n", "EMPTY": " "],
            readFile: { path in
                guard path == "/run/key" else { throw TestProblem("There is no such file.") }
                return "\(Self.secret)\n"
            })
        #expect(try store.credential(from: .environment("KEY"), at: .now) == .key(Self.secret))
        #expect(try store.credential(from: .file("/run/key"), at: .now) == .key(Self.secret))
        for source: CredentialSource in [.environment("NONE"), .environment("EMPTY"), .file("/none"), .awsEnvironment] {
            let error = #expect(throws: CredentialError.self) { try store.credential(from: source, at: .now) }
            #expect(error?.code == "credential.missing")
        }
    }

    @Test("are read again when their file has changed")
    func renewal() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "key")
            try "first\n".write(to: file, atomically: true, encoding: .utf8)
            try await withUpstream({ call in
                .answer(call.headers["Authorization"] ?? "none")
            }) { upstream in
                let time = ManualTime()
                var bench = try GatewayBench(.scripted(upstream, credential: .file(file.path)))
                bench.time = time.source
                let gateway = try bench.gateway()
                #expect(try await gateway.ask().text == "Bearer first")
                try "second".write(to: file, atomically: true, encoding: .utf8)
                time.advance(by: .seconds(6))
                #expect(try await gateway.ask().text == "Bearer second")
            }
        }
    }

    @Test("are printed nowhere")
    func printing() async throws {
        let store = CredentialStore(environment: ["KEY": Self.secret], readFile: { _ in Self.secret })
        let credential = try store.credential(from: .environment("KEY"), at: .now)
        _ = try store.credential(from: .file("/key"), at: .now)
        var dumped = ""
        dump(store, to: &dumped)
        dump(credential, to: &dumped)
        for text in [dumped, "\(store)", "\(credential)", String(reflecting: store), String(reflecting: credential)] {
            #expect(!text.contains(Self.secret))
        }
        // Nor when a provider repeats the key in its refusal.
        try await withUpstream({ _ in
            .json(
                ["error": ["message": .string("Incorrect key: \(Self.secret)"), "code": "invalid_api_key"]], status: 401
            )
        }) { upstream in
            var bench = try GatewayBench(.scripted(upstream, credential: .environment("KEY")))
            bench.credentials = store
            let gateway = try bench.gateway()
            let error = try await gateway.failure()
            #expect(!"\(error) \(error.message)".contains(Self.secret))
            #expect(!"\(gateway.endpointReports())".contains(Self.secret))
        }
    }

    @Test("that are missing rest their endpoint only")
    func missing() async throws {
        try await withUpstreams({ _ in .answer("never") }, { _ in .answer("well") }) { one, other in
            let gateway = try GatewayBench(
                .scripted(one, credential: .environment("NONE")), .scripted(other, name: "two")
            ).gateway()
            for _ in 0..<10 { #expect(try await gateway.ask().text == "well") }
            #expect(one.calls.count == 0)
        }
    }
}
