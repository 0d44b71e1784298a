import Foundation
import HTTPMessages
import JSON
import Networking
import TestKit
import Testing

@Suite("What keys have spent survives a restart")
struct SpendingBookTests {
    private static let yaml =
        GatewayTrial.plain + """

            keys:
              - { name: poor, sha256: \(GatewayTrial.digest("poor")), budget: { dollars: 0.002, per: month } }
            """

    @Test("a spent budget is still spent, and for no longer than it was")
    func survives() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "gateway/spending.json")
            try await GatewayTrial.run(Self.yaml, spendingFile: file) { trial async throws in
                #expect(try await trial.chat(key: "poor").status == 200)
                #expect(try await trial.chat(key: "poor").status == 429)
            }
            let text = try String(contentsOf: file, encoding: .utf8)
            #expect(text.contains("\"poor\"") && !text.contains(GatewayTrial.digest("poor")))
            try await GatewayTrial.run(Self.yaml, spendingFile: file) { trial in
                let answer = try await trial.chat(key: "poor")
                #expect(answer.status == 429 && answer.error?["code"] == "budget.spent")
                #expect(answer.headers["retry-after"].flatMap { Int($0) }.map { $0 <= 30 * 86_400 } == true)
                #expect(trial.upstream.calls.isEmpty)
            }
        }
    }

    @Test("a period that is over is forgotten")
    func over() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "spending.json")
            try Data(#"{"keys": {"poor": {"spent": 99, "period_end": 1000}}}"#.utf8).write(to: file)
            try await GatewayTrial.run(Self.yaml, spendingFile: file) { trial async throws in
                #expect(try await trial.chat(key: "poor").status == 200)
            }
        }
    }

    @Test("strange figures do no harm", arguments: ["-1", "1e999", "\"a\"", "null"])
    func strange(figure: String) async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "spending.json")
            try Data("{\"keys\": {\"poor\": {\"spent\": \(figure), \"period_end\": 9e15}}}".utf8).write(to: file)
            try await GatewayTrial.run(Self.yaml, spendingFile: file) { trial async throws in
                #expect(try await trial.chat(key: "poor").status == 200)
            }
        }
    }

    @Test("a damaged file is not taken for an empty one", arguments: ["", "{", "[]", #"{"keys": 1}"#])
    func damaged(text: String) async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "spending.json")
            try Data(text.utf8).write(to: file)
            await #expect(throws: (any Error).self) {
                try await GatewayTrial.run(Self.yaml, spendingFile: file) { _ in }
            }
            #expect(try Data(contentsOf: file) == Data(text.utf8))
        }
    }

    @Test("without budgets, nothing is written")
    func nothing() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "gateway/spending.json")
            try await GatewayTrial.run(spendingFile: file) { trial in _ = try await trial.chat() }
            #expect(!FileManager.default.fileExists(atPath: file.path))
        }
    }
}
