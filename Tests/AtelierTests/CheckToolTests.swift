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
            let spoken = try await atelier(Self.example, home: folder)
            #expect(spoken.status == 1)
            #expect(spoken.output.contains("Slide 5\n  error    Picture 'Argand lamp' has no alternative text."))
            #expect(spoken.output.hasSuffix("on 11 slides; score 93 of 100\n"))
            #expect(spoken.errors == "Note: 1 hidden slide was checked too.\n")
            let quiet = try await atelier(Self.example, "--quiet", home: folder)
            #expect(quiet.status == 1)
            #expect(quiet.output.isEmpty)
            #expect(quiet.errors.isEmpty)
        }
    }

    @Test("ends with 0 when what was found is less grave", .enabled(if: sharedFixtures != nil))
    func lessGrave() async throws {
        // Its only fault is that it has no title among its properties.
        let deck = try #require(sharedFixtures).appending(path: "decks/bitcoin-2.pptx").path
        try await withTemporaryFolder { folder in
            var statuses: [Int32] = []
            for options in [[], ["--fail-on", "warning"], ["--fail-on", "tip"]] {
                statuses.append(try await ToolTests().atelier(["check", deck] + options, home: folder).status)
            }
            #expect(statuses == [0, 0, 1])
        }
    }

    @Test("writes its reports over its own, and over nothing else unless it is told to")
    func foreign() async throws {
        try await withTemporaryFolder { folder in
            let places = ["--html", "--json", "--sarif"].map { ($0, folder.appending(path: "file" + $0)) }
            for (option, place) in places {
                for _ in 1...2 {
                    #expect(try await atelier(Self.example, option, place.path, "--quiet", home: folder).status == 1)
                }
                try Data("<html>{\"format\": \"atelier.fields/1\"}".utf8).write(to: place)
                let refused = try await atelier(Self.example, option, place.path, home: folder)
                #expect(refused.status == 2 && refused.errors.contains("is there already"), "\(option)")
                let told = try await atelier(
                    Self.example, option, place.path, "--overwrite", "--quiet", home: folder)
                #expect(told.status == 1)
                #expect(try Data(contentsOf: place).count > 500)
            }
        }
    }

    @Test("writes reports, and never over the deck")
    func reports() async throws {
        try await withTemporaryFolder { folder in
            let json = folder.appending(path: "check.json")
            let run = try await atelier(Self.example, "--json", json.path, "--quiet", home: folder)
            #expect(run.status == 1)
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
