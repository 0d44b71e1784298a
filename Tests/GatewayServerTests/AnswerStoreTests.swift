import Foundation
import HTTPMessages
import JSON
import Networking
import TestKit
import Testing

@Suite("Answers on disk")
struct AnswerStoreTests {
    private func yaml(_ folder: URL, size: String = "1MB") -> String {
        """
        cache: { folder: "\(folder.path)", size: \(size) }
        pools:
          main: { provider: openai, url: UPSTREAM, model: main, key: { env: PROVIDER_KEY } }
        routes:
          kept: { pool: main, cache: exact }
        """
    }

    private func ask(_ text: String, in folder: URL, stream: Bool = false) async throws -> (cache: String?, calls: Int)
    {
        try await GatewayTrial.run(yaml(folder)) { trial in
            let answer = try await trial.chat(text, model: "kept", stream: stream)
            #expect(answer.status == 200, "\(answer.text)")
            if !stream { #expect(answer.said == "You said: \(text)") }
            return (answer.headers["x-atelier-cache"], trial.upstream.calls.count)
        }
    }

    @Test("are there after a restart, whole and as a stream: nobody is called again")
    func restart() async throws {
        try await withTemporaryFolder { folder async throws in
            let folder = folder.appending(path: "answers")
            #expect(try await ask("one", in: folder) == ("miss", 1))
            #expect(try await ask("one", in: folder) == ("hit", 0))
            #expect(try await ask("one", in: folder, stream: true) == ("hit", 0))
            #expect(try await ask("two", in: folder) == ("miss", 1))
            #expect(try await ask("two", in: folder) == ("hit", 0))
        }
    }

    @Test("that a crash has left half written are forgotten, and those before them are not")
    func corruptTail() async throws {
        try await withTemporaryFolder { folder async throws in
            #expect(try await ask("one", in: folder) == ("miss", 1))
            let file = folder.appending(path: "answers-0.log")
            let whole = try Data(contentsOf: file)
            #expect(try await ask("two", in: folder) == ("miss", 1))
            let both = try Data(contentsOf: file)
            try both.dropLast((both.count - whole.count) / 2).write(to: file)
            #expect(try await ask("one", in: folder) == ("hit", 0))
            #expect(try await ask("two", in: folder) == ("miss", 1))
            #expect(try await ask("two", in: folder) == ("hit", 0), "what comes after the cut can be read again")
            try Data("this is no log of answers".utf8).write(to: file)
            #expect(try await ask("one", in: folder) == ("miss", 1))
        }
    }

    @Test("take no more room than they may, the newest the longest")
    func bounded() async throws {
        try await withTemporaryFolder { folder async throws in
            let long = String(repeating: "a", count: 4000)
            try await GatewayTrial.run(yaml(folder, size: "64kB")) { trial in
                for number in 0..<60 { _ = try await trial.chat("\(number) \(long)", model: "kept") }
            }
            let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            let sizes = try files.map { name in
                try FileManager.default.attributesOfItem(atPath: folder.appending(path: name).path)[.size] as? Int ?? 0
            }
            #expect(sizes.reduce(0, +) <= 64 << 10)
            #expect(try await ask("59 \(long)", in: folder) == ("hit", 0))
            #expect(try await ask("0 \(long)", in: folder) == ("miss", 1))
        }
    }

    @Test("in a folder that cannot be written are refused at the start, with the folder's name")
    func unwritable() async throws {
        try await withTemporaryFolder { folder async throws in
            let file = folder.appending(path: "a-file")
            try Data().write(to: file)
            await #expect { try await ask("one", in: file) } throws: { "\($0)".contains("a-file") }
        }
    }
}
