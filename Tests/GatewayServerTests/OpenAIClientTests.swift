import Foundation
import HTTPMessages
import JSON
import Networking
import Testing

@Suite("The official Python client works as it is", .serialized)
struct OpenAIClientTests {
    private static let script = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Resources/openai_client_check.py")

    /// Why the client cannot be run here; `nil`: it can.
    private static let obstacle: String? = {
        let result = try? PythonProcess.run(["-c", "import openai, pydantic; print(openai.__version__)"])
        guard let result else { return "there is no python3" }
        return result.status == 0 ? nil : "python3 has no module 'openai' (pip install openai)"
    }()

    private static let yaml = """
        pools:
          main: { provider: openai, url: UPSTREAM, model: "*", price: { input: 10, output: 100 } }
          only: { provider: openai, url: UPSTREAM, model: known }
        routes:
          quick: { pool: only, retry: { attempts: 2, base: 1ms } }
          single: { pool: only, retry: { attempts: 1 } }
          kept: { pool: only, cache: exact }
        keys:
          - { name: studio, sha256: \(GatewayTrial.digest("studio-key")) }
          - { name: slow, sha256: \(GatewayTrial.digest("slow-key")), requests_per_minute: 30 }
          - { name: narrow, sha256: \(GatewayTrial.digest("narrow-key")), models: [kept] }
        """

    @Test(
        "everything that programs use of it",
        .enabled(if: obstacle == nil, Comment(rawValue: obstacle ?? "")), .timeLimit(.minutes(2)))
    func client() async throws {
        try await GatewayTrial.run(Self.yaml, upstream: PlausibleModel.script) { trial in
            let address = "http://127.0.0.1:\(trial.port)/v1"
            let result = try await PythonProcess.runBeside([Self.script.path, address])
            #expect(result.status == 0, "\(result.output)")
            #expect(result.output.hasSuffix("all good\n"), "\(result.output)")
            let lines = result.output.split(separator: "\n")
            #expect(lines.count(where: { $0.hasPrefix("ok ") }) >= 20, "\(result.output)")
        }
    }
}
