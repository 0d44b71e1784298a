import Foundation
import TestKit
import Testing

@Suite("What atelier annotate refuses")
struct AnnotateRefusalTests {
    private static let example = AnnotateToolTests.example

    /// Runs it offline, and expects one line and nothing new in the folder.
    private func refusal(_ arguments: [String], in folder: URL, _ place: String) async throws -> ToolTests.Run {
        let before = Set(try folder.names())
        let run = try await ToolTests().atelier(["annotate", "--offline"] + arguments, home: folder)
        #expect(run.output.isEmpty, "\(place)")
        #expect(
            run.errors.hasPrefix("atelier: ") && run.errors.split(separator: "\n").count == 1, "\(place): \(run.errors)"
        )
        #expect(Set(try folder.names()).subtracting(before).subtracting(["home"]).isEmpty, "\(place)")
        return run
    }

    @Test("is what is no deck, or one that cannot be opened: status 65 and one line")
    func noDeck() async throws {
        let whole = try Data(contentsOf: URL(filePath: Self.example))
        let contents: [(String, Data)] = [
            ("a text", Data("hello".utf8)), ("nothing", Data()), ("half a deck", whole.prefix(whole.count / 2)),
            ("a PDF that is none", Data("%PDF-1.7 and no more".utf8)), ("an encrypted deck", Self.encrypted),
        ]
        try await withTemporaryFolder { folder in
            for (name, content) in contents {
                try content.write(to: folder.appending(path: "talk.pptx"))
                let run = try await refusal(
                    [folder.place("talk.pptx"), "--json", folder.place("f.json"), "--report", folder.place("r.html")],
                    in: folder, name)
                #expect(run.status == 65, "\(name)")
                #expect(run.errors.hasPrefix("atelier: 'talk.pptx' "), "\(name)")
                #expect(name != "an encrypted deck" || run.errors.contains("password"))
            }
            let missing = try await refusal(
                [folder.place("none.pptx"), "--json", folder.place("f.json")], in: folder, "none")
            #expect(missing.status == 65)
        }
    }

    @Test("is a place that cannot be written to, before any work, and the deck itself by whatever path")
    func places() async throws {
        try await withTemporaryFolder { folder in
            let deck = folder.appending(path: "talk.pptx")
            try FileManager.default.copyItem(atPath: Self.example, toPath: deck.path)
            try FileManager.default.createSymbolicLink(
                at: folder.appending(path: "link.pptx"), withDestinationURL: deck)
            try FileManager.default.createDirectory(
                at: folder.appending(path: "f.pptx"), withIntermediateDirectories: true)
            let (before, places) = (
                try Data(contentsOf: deck),
                [("none/o.pptx", 1), ("talk.pptx", 2), ("./talk.pptx", 2), ("link.pptx", 2), ("f.pptx", 1)]
            )
            for (place, status) in places {
                let run = try await refusal([deck.path, "-o", folder.path + "/" + place], in: folder, place)
                #expect(run.status == Int32(status), "\(place)")
            }
            let fields = try await refusal([deck.path, "--json", folder.place("link.pptx")], in: folder, "json")
            #expect(fields.status == 2)
            #expect(try Data(contentsOf: deck) == before)
        }
    }

    @Test("is a name under which the deck would not open")
    func suffixes() async throws {
        try await withTemporaryFolder { folder in
            for name in ["o.pptm", "o.ppt", "o.pdf", "o", "o.zip"] {
                let run = try await refusal([Self.example, "-o", folder.place(name)], in: folder, name)
                #expect(run.status == 2 && run.errors.contains(".pptx or .ppsx"), "\(name)")
            }
            // The content counts, not the name that the deck came by.
            try FileManager.default.copyItem(atPath: Self.example, toPath: folder.place("talk.pptm"))
            let run = try await refusal(
                [folder.place("talk.pptm"), "-o", folder.place("o.pptm")], in: folder, "renamed")
            #expect(run.status == 2)
        }
    }

    @Test("is a deck with macros that would lose its name", .enabled(if: sharedFixtures != nil))
    func macros() async throws {
        let deck = try #require(sharedFixtures).appending(path: "decks/macro-deck.pptm").path
        try await withTemporaryFolder { folder in
            let run = try await refusal([deck, "-o", folder.place("o.pptx")], in: folder, "macros")
            #expect(run.status == 2 && run.errors.contains(".pptm or .ppsm"))
            let good = try await ToolTests().atelier(
                ["annotate", "--offline", deck, "-o", folder.place("o.pptm")], home: folder)
            #expect(good.status == 0)
        }
    }

    @Test("is a PDF that is to be written back")
    func pdf() async throws {
        try await withTemporaryFolder { folder in
            try Data("%PDF-1.7\n".utf8).write(to: folder.appending(path: "talk.pdf"))
            let run = try await refusal([folder.place("talk.pdf"), "-o", folder.place("o.pptx")], in: folder, "PDF")
            #expect(run.status == 65 && run.errors.contains("'talk.pdf' is a PDF"))
        }
    }

    @Test("is a file beside the deck that makes no sense, by name")
    func files() async throws {
        let cases: [(option: String, content: String, status: Int32, words: String)] = [
            ("--edits", "hello", 65, "is not a file that --json wrote"),
            ("--edits", #"{"slides": [{"number": 1, "fields": {"skript": {"text": "x"}}}]}"#, 65, "'skript'"),
            (
                "--edits", #"{"slides": [{"number": 40, "title": "X", "fields": {"script": {"text": "x"}}}]}"#, 65,
                "slide 40 'X'"
            ),
            ("--edits", #"{"slides": [{"number": 1, "fields": {"script": {"text": "x"}}}]}"#, 65, "has no title there"),
            ("--sources", "a book without an address", 65, "without a web address"),
            ("--glossary", "lamp", 65, "without '='"),
            ("--glossary", "\u{0}\u{1}", 65, "without '='"),
        ]
        try await withTemporaryFolder { folder in
            let file = folder.place("file.txt")
            for (option, content, status, words) in cases {
                try content.write(toFile: file, atomically: true, encoding: .utf8)
                let run = try await refusal(
                    [Self.example, option, file, "--json", folder.place("f.json")], in: folder, "\(option) \(content)")
                #expect(run.status == status && run.errors.contains(words), "\(option) \(content): \(run.errors)")
            }
            for option in ["--edits", "--sources", "--glossary"] {
                let run = try await refusal(
                    [Self.example, option, folder.place("none"), "--json", folder.place("f.json")], in: folder, option)
                #expect(run.status == 65)
            }
            for option in ["-o", "--json", "--report"] {
                let place = option == "-o" ? folder.place("there.pptx") : folder.place("there")
                try "dear diary".write(toFile: place, atomically: true, encoding: .utf8)
                let run = try await refusal([Self.example, option, place], in: folder, option)
                #expect(run.status == 2 && run.errors.contains("is there already"))
                #expect(try String(contentsOfFile: place, encoding: .utf8) == "dear diary")
            }
        }
    }

    @Test("is an upstream where nobody is, at once, unless nothing is to be asked")
    func nobodyThere() async throws {
        try await withTemporaryFolder { folder in
            let options = [
                Self.example, "--json", folder.place("f.json"), "--upstream", "http://127.0.0.1:1/v1", "--model", "m",
                "--fields",
            ]
            let run = try await ToolTests().atelier(["annotate"] + options + ["script"], home: folder)
            #expect(run.status == 1, "\(run.errors)")
            #expect(run.errors.hasPrefix("atelier: Nothing answers at http://127.0.0.1:1."), "\(run.errors)")
            #expect(try !folder.names().contains("f.json"))
        }
    }

    @Test(
        "is a command line that makes no sense: status 2, and it says which",
        arguments: [
            ([], "Nothing to write"), (["--json", "x", "--fields", "altText,skript"], "slideDescription"),
            (["--json", "x", "--fields", ""], "fields"), (["--json", "x", "--workers", "0"], "--workers"),
            (["--json", "x", "--batch", "0"], "--batch"), (["--json", "x", "--report", "./x"], "files of their own"),
            (["--json", "x", "--model", "m"], "--upstream"), (["--json", "-"], "'-' is no file"),
            (["--json", "x", "--language", "german"], "de"), (["--json", "x", "--language", ""], "no language tag"),
            (["--json", "x", "--language", "xx"], "no language tag"), (["--jsn", "x"], "--jsn"),
            (
                ["--json", "x", "--upstream", "http://127.0.0.1:1/v1", "--model", "m", "--key-env", "ATELIER_NO_KEY"],
                "no key in the environment variable ATELIER_NO_KEY"
            ),
        ])
    func usage(arguments: [String], words: String) async throws {
        try await withTemporaryFolder { folder in
            let run = try await ToolTests().atelier(["annotate", Self.example] + arguments, home: folder)
            #expect(run.status == 2 && run.errors.contains(words), "\(run.errors)")
            #expect(try folder.names().isEmpty)
        }
    }

    /// An office file with a password: a compound file ([MS-CFB]) with one sector of directory.
    private static let encrypted: Data = {
        var data = Data([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) + Data(count: 22) + Data([9, 0])
        data += Data(count: 16) + Data([1, 0, 0, 0]) + Data(count: 24) + Data([0, 0, 0, 0]) + Data(count: 432)
        data += Data([0xFD, 0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0xFF, 0xFF]) + Data(repeating: 0xFF, count: 504)
        for name in ["Root Entry", "EncryptedPackage", "", ""] {
            let units = name.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
            let length = name.isEmpty ? 0 : units.count + 2
            data += Data(units) + Data(count: 64 - units.count) + Data([UInt8(length), 0]) + Data(count: 62)
        }
        return data
    }()
}
