import JSON
import TestKit
import Testing

@testable import Accessibility

@Suite("A check as SARIF")
struct CheckReportSARIFTests {
    private func run(_ report: CheckReport = CheckSample.report(), path: String = "talk.pptx") throws -> JSONValue {
        let log = try JSONValue(parsing: CheckReportSARIF.sarif(report, deckPath: path, version: "1.2.3"))
        #expect(log["version"]?.string == "2.1.0")
        return try #require(log["runs"]?[0])
    }

    @Test("describes every rule of the book once, and each result points to its rule")
    func rules() throws {
        let run = try run()
        let rules = run["tool"]?["driver"]?["rules"]?.array ?? []
        #expect(rules.map { $0["id"]?.string } == RuleBook.all.map(\.id))
        #expect(Set(rules.compactMap { $0["id"]?.string }).count == rules.count)
        let levels = Set(rules.map { $0["defaultConfiguration"]?["level"]?.string })
        #expect(levels == ["error", "warning", "note"])
        #expect(rules.allSatisfy { $0["help"]?["text"]?.string?.isEmpty == false })
        let missing = rules.first { $0["id"]?.string == "alt-text-missing" }
        #expect(missing?["name"]?.string == "Alt text missing")
        #expect(missing?["defaultConfiguration"]?["level"]?.string == "error")
        for result in run["results"]?.array ?? [] {
            let place = try #require(result["ruleIndex"]?.int)
            #expect(rules[place]["id"]?.string == result["ruleId"]?.string)
        }
        #expect(run["tool"]?["driver"]?["version"]?.string == "1.2.3")
    }

    @Test("gives each finding a level, a message and the place of its shape")
    func results() throws {
        let results = try run()["results"]?.array ?? []
        #expect(results.map { $0["level"]?.string } == ["warning", "error", "error", "note", "error"])
        #expect(results[1]["message"]?["text"]?.string == "Something is wrong with alt-text-missing. Mend it.")
        let places = results.map { $0["locations"]?[0]?["logicalLocations"]?[0]?["fullyQualifiedName"]?.string }
        #expect(
            places == [
                nil, "slide 2/shape 'Picture 4'", "slide 2/shape 'Picture 9'", "slide 2/shape 'number 3'", "slide 3",
            ])
    }

    @Test("names the file by a reference that is one, whatever its name")
    func paths() throws {
        let expected = [
            "talk.pptx": "talk.pptx", "./a b/ü#1?.pptx": "a%20b/%C3%BC%231%3F.pptx", "c:x.pptx": "c%3Ax.pptx",
            "/tmp/a.pptx": "file:///tmp/a.pptx", "100%.pptx": "100%25.pptx",
        ]
        for (path, uri) in expected {
            let run = try run(path: path)
            #expect(run["artifacts"]?[0]?["location"]?["uri"]?.string == uri)
            let place = run["results"]?[0]?["locations"]?[0]?["physicalLocation"]
            #expect(place?["artifactLocation"]?["uri"]?.string == uri)
        }
    }

    @Test("names a finding alike in every check, whatever its message, and no two alike")
    func fingerprints() throws {
        let report = CheckSample.report()
        let names = FindingFingerprints.of(report.findings)
        #expect(Set(names).count == names.count)
        let later = CheckSample.report { "\($0) (3.1 instead of 2.9)" }
        var changed = report.findings
        for index in changed.indices { changed[index].message = later.findings[index].message }
        #expect(FindingFingerprints.of(changed) == names)
        #expect(FindingFingerprints.of(Array(changed.dropFirst())) == Array(names.dropFirst()))
        let twice = FindingFingerprints.of([report.findings[1], report.findings[1]])
        #expect(twice[0] == names[1] && twice[1] != twice[0])
        let results = try run()["results"]?.array ?? []
        #expect(results.map { $0["partialFingerprints"]?["atelierFinding/v1"]?.string } == names)
    }

    @Test("lets no text of a deck become a placeholder or a link")
    func messages() {
        #expect(SARIFMessage.escaped("{0} [a] \\") == "{{0}} [a] \\")
        #expect(SARIFMessage.escaped("[a](http://evil.example)") == "\\[a\\](http://evil.example)")
    }

    @Test("is the same bytes each time")
    func stable() {
        let report = CheckSample.report()
        let texts = (0..<5).map { _ in CheckReportSARIF.sarif(report, deckPath: "a.pptx", version: "1") }
        #expect(Set(texts).count == 1)
    }
}

@Suite("A check as JSON")
struct CheckReportJSONTests {
    @Test("has the figures and every finding, with nothing where nothing applies")
    func form() throws {
        let value = try JSONValue(parsing: CheckReportJSON.json(CheckSample.report()))
        #expect(value["format"]?.string == "atelier.check/1")
        #expect(value["score"]?.int == CheckSample.report().score)
        #expect(value["counts"] == ["error": 3, "warning": 1, "tip": 1])
        #expect(value["before"] == nil)
        let findings = value["findings"]?.array ?? []
        #expect(
            findings[0].object?.keys == ["rule", "severity", "message", "why", "remedy", "fingerprint"])
        #expect(findings[1]["shapeName"]?.string == "Picture 4")
        #expect(findings[1]["fingerprint"]?.string?.count == 64)
    }

    @Test("tells what was before")
    func before() throws {
        let report = CheckReport(deck: "a", slides: 3, findings: [])
        let value = try JSONValue(parsing: CheckReportJSON.json(report, before: CheckSample.report()))
        #expect(value["before"]?["counts"]?["error"]?.int == 3)
        #expect(value["score"]?.int == 100)
    }

    @Test("gives hostile texts back as they were", arguments: 0..<40)
    func hostile(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let report = CheckSample.report { $0 + HostileText.any(using: &generator) }
        let value = try JSONValue(parsing: CheckReportJSON.json(report))
        let messages = value["findings"]?.array?.compactMap { $0["message"] }
        #expect(messages == report.findings.map { JSONValue($0.message) })
    }
}
