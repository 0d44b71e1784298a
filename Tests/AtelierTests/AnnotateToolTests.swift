import Foundation
import TestKit
import Testing

@Suite("atelier annotate")
struct AnnotateToolTests {
    static let example = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Examples/lighthouse.pptx").path

    private func annotate(_ arguments: [String], home: URL) async throws -> ToolTests.Run {
        try await ToolTests().atelier(["annotate"] + arguments, home: home)
    }

    @Test("writes deck, JSON and review and says so; a second run changes no byte, and nor does one on its own output")
    func whole() async throws {
        try await withTemporaryFolder { folder in
            let (deck, json, page) = (folder.place("o.pptx"), folder.place("f.json"), folder.place("r.html"))
            let all = [Self.example, "--offline", "-o", deck, "--json", json, "--report", page]
            let first = try await annotate(all, home: folder)
            #expect(first.status == 0)
            #expect(first.output.hasPrefix("\(deck), \(json), \(page): 11 slides, 77 fields, in "))
            #expect(first.output.contains("\nAccessibility: 93 before, "))
            let once = try folder.bytes("o.pptx")
            #expect(try String(contentsOfFile: page, encoding: .utf8).hasPrefix("<!DOCTYPE html>"))
            #expect(try folder.fields("f.json").count == 11)

            let second = try await annotate(all, home: folder)
            #expect(second.output.contains("77 fields (68 from before)"))
            #expect(try folder.bytes("o.pptx") == once)
            _ = try await annotate([deck, "--offline", "-o", folder.place("again.pptx")], home: folder)
            #expect(try folder.bytes("again.pptx") == once)
            #expect(try folder.names() == ["again.pptx", "f.json", "home", "o.pptx", "r.html"])
        }
    }

    @Test("says what it would do, and then does nothing")
    func dryRun() async throws {
        try await withTemporaryFolder { folder in
            let upstream = ["--upstream", "http://127.0.0.1:1/v1", "--model", "m"]
            let output = ["-o", folder.place("o.pptx")]
            let dry = try await annotate([Self.example, "--dry-run"] + upstream + output, home: folder)
            #expect(dry.status == 0)
            #expect(dry.output.hasPrefix("Slides: 11 (1 moduleTitle, 10 content)\nFields: 77\n  written by a model"))
            #expect(dry.output.hasSuffix("Calls to the model: at least 63.\n"))
            let some = try await annotate(
                [Self.example, "--dry-run", "--events", "--fields", "script,altText"] + upstream, home: folder)
            let plan = try #require(
                JSONSerialization.jsonObject(with: Data(some.output.utf8)) as? [String: Any])
            #expect(plan["calls"] as? Int == 12)
            #expect(plan["sources"] as? [String: Int] == ["model": 12, "fixedForm": 1, "deck": 9])
            #expect(try folder.names() == ["home"])
        }
    }

    @Test("keeps what a person edited, and writes over no such file unless it is told to")
    func edits() async throws {
        try await withTemporaryFolder { folder in
            let (deck, json) = (folder.place("o.pptx"), folder.place("f.json"))
            let all = [Self.example, "--offline", "-o", deck, "--json", json]
            _ = try await annotate(all, home: folder)
            let made = try String(contentsOfFile: json, encoding: .utf8)
            let line = try #require(made.firstMatch(of: /"text" : "(Every night, .*?)"/)?.1)
            try made.replacing(line, with: "A person says this.").write(toFile: json, atomically: true, encoding: .utf8)

            let over = try await annotate(all, home: folder)
            #expect(over.status == 2)
            #expect(
                over.errors.hasPrefix(
                    "atelier: '\(json)' holds texts that a person changed (slide 1). Give it with --edits"))
            #expect(over.errors.split(separator: "\n").count == 1)
            let given = [Self.example, "--offline", "--edits", json, "-o", deck, "--json", folder.place("g.json")]
            for _ in 1...2 { #expect(try await annotate(given, home: folder).status == 0) }
            let edited = try folder.bytes("o.pptx")
            #expect(try folder.fields("g.json")[0]["script"]?["text"] as? String == "A person says this.")

            let without = try await annotate([Self.example, "--offline", "-o", deck], home: folder)
            #expect(without.status == 2)
            #expect(
                without.errors.contains("'\(deck)' holds texts that a person changed (slide 1). Annotate that file"))
            #expect(try folder.bytes("o.pptx") == edited)
            _ = try await annotate([deck, "--offline", "-o", folder.place("p.pptx")], home: folder)
            #expect(try folder.bytes("p.pptx") == edited)
            #expect(
                try await annotate([Self.example, "--offline", "-o", deck, "--overwrite"], home: folder).status == 0)
            #expect(try folder.bytes("o.pptx") != edited)
        }
    }

    @Test("writes the fields that it is told to, and leaves out edits of others with a note")
    func fields() async throws {
        try await withTemporaryFolder { folder in
            let edits =
                #"{"slides": [{"number": 1, "title": "How a lighthouse works", "fields": {"script": {"text": "x"}}}]}"#
            try Data(edits.utf8).write(to: folder.appending(path: "e.json"))
            let run = try await annotate(
                [
                    Self.example, "--offline", "--fields", "references, studentNotes", "--json", folder.place("f.json"),
                    "--edits", folder.place("e.json"),
                ], home: folder)
            #expect(run.status == 0)
            #expect(run.output.contains("11 slides, 22 fields"))
            #expect(run.errors.hasSuffix("Note: --edits has texts for script, which --fields leaves out.\n"))
            #expect(try folder.fields("f.json").allSatisfy { Set($0.keys) == ["references", "studentNotes"] })
        }
    }

    @Test("lets a program see how far it is")
    func events() async throws {
        try await withTemporaryFolder { folder in
            try await withMockUpstream(home: folder) { address in
                let run = try await annotate(
                    [
                        Self.example, "--events", "--json", folder.place("f.json"), "--upstream", address, "--model",
                        "m",
                    ], home: folder)
                let events = try Self.events(run.output.split(separator: "\n").map(String.init))
                let finished = events.filter { $0["event"] as? String == "fieldFinished" }
                #expect(finished.compactMap { $0["done"] as? Int } == Array(1...77))
                #expect(finished.allSatisfy { $0["of"] as? Int == 77 })
                #expect(finished.last?["etaSeconds"] as? Double == 0)
                #expect(finished.contains { ($0["etaSeconds"] as? Double ?? 0) > 0 })
                let tally = try #require(events.last?["tally"] as? [String: Any])
                #expect(tally["began"] as? Int == 77 && tally["written"] as? Int == 77)
                #expect(run.status == 0)
            }
        }
    }

    @Test("ends at Ctrl-C with every field accounted for and no file, and goes on from there the next time")
    func interrupted() async throws {
        try await withTemporaryFolder { folder in
            let output = ["-o", folder.place("o.pptx"), "--json", folder.place("f.json"), "--events"]
            let config = folder.appending(path: "models.yaml")
            // The model that sees never answers; the other one writes 50 fields.
            try await withMockUpstream(scenario: "rules: [{model: slow, fault: hang}]", home: folder) { address in
                try Data(Self.models(at: address).utf8).write(to: config)
                let tool = try RunningTool(["annotate", Self.example, "--config", config.path] + output, home: folder)
                let line = await tool.line(8) { $0.contains("fieldFinished") && $0.contains(#""writer":"model""#) }
                #expect(line != nil)
                tool.interrupt()
                let (status, lines) = await tool.end()
                #expect(status == 130)
                let events = try Self.events(lines.filter { $0.hasPrefix("{") })
                #expect(events.last?["code"] as? String == "interrupted")
                let tally = try #require(events.dropLast().last?["tally"] as? [String: Any])
                let counts = ["began", "written", "cancelled"].map { tally[$0] as? Int ?? -1 }
                // Slides that were not looked at yet have begun no field.
                #expect(counts[0] == counts[1] + counts[2] && counts[1] >= 8 && counts[2] >= 1)
                for (name, count) in zip(["fieldBegan", "fieldFinished", "fieldCancelled"], counts) {
                    #expect(events.count { $0["event"] as? String == name } == count)
                }
                let files = try folder.names().filter { !$0.hasPrefix("scenario") }
                #expect(files == ["home", "models.yaml"])
            }
            try await withMockUpstream(home: folder) { address in
                // Where a model is found is no part of what it is.
                try Data(Self.models(at: address).utf8).write(to: config)
                let run = try await annotate([Self.example, "--config", config.path] + output, home: folder)
                #expect(run.status == 0)
                let events = try Self.events(run.output.split(separator: "\n").map(String.init))
                let models = events.filter { $0["writer"] as? String == "model" }
                let reused = models.count { $0["reused"] as? Bool == true }
                #expect(models.count == 63 && reused >= 8 && reused <= 50)
                #expect(try folder.names().contains("o.pptx"))
            }
        }
    }

    private static func models(at address: String) -> String {
        """
        pools:
          seeing: { provider: openai, url: "\(address)", model: slow }
          reading: { provider: openai, url: "\(address)", model: quick }
        slides: { visual: seeing, text: reading }
        """
    }

    static func events(_ lines: [String]) throws -> [[String: Any]] {
        try lines.map { try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]) }
    }
}

extension URL {
    /// The path of a file in this folder.
    func place(_ name: String) -> String { appending(path: name).path }

    func bytes(_ name: String) throws -> Data { try Data(contentsOf: appending(path: name)) }

    func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }

    /// The fields of each slide in a file of --json.
    func fields(_ name: String) throws -> [[String: [String: Any]]] {
        let file = try #require(JSONSerialization.jsonObject(with: bytes(name)) as? [String: Any])
        let slides = try #require(file["slides"] as? [[String: Any]])
        return slides.compactMap { $0["fields"] as? [String: [String: Any]] }
    }
}
