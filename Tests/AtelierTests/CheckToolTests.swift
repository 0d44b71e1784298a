import Foundation
import TestKit
import Testing

@Suite("atelier check")
struct CheckToolTests {
    private static let example = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Examples/lighthouse.pptx").path

    private func atelier(_ arguments: String..., home: URL) async throws -> ToolTests.Run {
        try await ToolTests().atelier(["check"] + arguments, home: home)
    }

    @Test("tells by its status whether something as grave as was asked for was found")
    func status() async throws {
        try await withTemporaryFolder { folder in
            let errors = try await atelier(Self.example, home: folder)
            #expect(errors.status == 0)
            let line = try #require(errors.output.split(separator: "\n").last)
            #expect(line.contains("0 errors"))
            let quiet = try await atelier(Self.example, "--fail-on", "tip", "--quiet", home: folder)
            #expect(quiet.output.isEmpty)
            #expect(quiet.errors.isEmpty)
            // It is 1 when there is at least a tip.
            #expect(quiet.status == (line.contains("0 errors, 0 warnings, 0 tips") ? 0 : 1))
        }
    }

    @Test("writes reports, and never over the deck")
    func reports() async throws {
        try await withTemporaryFolder { folder in
            let json = folder.appending(path: "check.json")
            let run = try await atelier(Self.example, "--json", json.path, "--quiet", home: folder)
            #expect(run.status == 0)
            let report = try #require(JSONSerialization.jsonObject(with: Data(contentsOf: json)) as? [String: Any])
            #expect(report["deck"] as? String == "lighthouse.pptx")
            #expect(report["score"] is Int)

            let deck = folder.appending(path: "talk.pptx")
            try Data("a deck".utf8).write(to: deck)
            for option in ["--json", "--html", "--sarif"] {
                let over = try await atelier(deck.path, option, deck.path, home: folder)
                #expect(over.status == 2)
            }
            #expect(try Data(contentsOf: deck) == Data("a deck".utf8))
        }
    }

    @Test("refuses what is no deck with status 65 and one line", arguments: ["hello", "%PDF-1.7 and no more", ""])
    func badInput(content: String) async throws {
        try await withTemporaryFolder { folder in
            let deck = folder.appending(path: "talk.pptx")
            try Data(content.utf8).write(to: deck)
            let run = try await atelier(deck.path, "--json", folder.appending(path: "c.json").path, home: folder)
            #expect(run.status == 65)
            #expect(run.errors.hasPrefix("atelier: 'talk.pptx' "))
            #expect(run.errors.split(separator: "\n").count == 1)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["home", "talk.pptx"])
        }
    }

    @Test(
        "ends with 2 when it is used wrongly",
        arguments: [[], ["a.pptx", "--fail-on", "never"], ["a.pptx", "--json", "x", "--html", "./x"]])
    func usage(arguments: [String]) async throws {
        try await withTemporaryFolder { folder in
            let run = try await ToolTests().atelier(["check"] + arguments, home: folder)
            #expect(run.status == 2)
        }
    }
}
