import Foundation
import TestKit
import Testing

@Suite("The files that atelier check writes")
struct CheckReportFileTests {
    private static let example = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Examples/lighthouse.pptx").path

    @Test("tell the same findings as a web page, as JSON and as SARIF")
    func allThree() async throws {
        try await withTemporaryFolder { folder in
            let files = ["html", "json", "sarif"].map { folder.appending(path: "check.\($0)") }
            let options = zip(["--html", "--json", "--sarif"], files).flatMap { [$0, $1.path] }
            let run = try await ToolTests().atelier(["check", Self.example, "--quiet"] + options, home: folder)
            #expect(run.status == 1)
            let finding = "Picture 'Argand lamp' has no alternative text."

            let page = try String(contentsOf: files[0], encoding: .utf8)
            #expect(page.hasPrefix("<!DOCTYPE html>"))
            #expect(page.contains("Argand lamp"))

            let report = try object(files[1])
            #expect(report["format"] as? String == "atelier.check/1")
            #expect(report["notes"] as? [String] == ["1 hidden slide was checked too."])
            let findings = try #require(report["findings"] as? [[String: Any]])
            #expect(findings.contains { $0["message"] as? String == finding && $0["slide"] as? Int == 5 })

            let log = try object(files[2])
            #expect(log["version"] as? String == "2.1.0")
            let results = try #require((log["runs"] as? [[String: Any]])?.first?["results"] as? [[String: Any]])
            #expect(results.count == findings.count)
            let messages = results.compactMap { ($0["message"] as? [String: Any])?["text"] as? String }
            #expect(messages.contains { $0.hasPrefix(finding) })
        }
    }

    private func object(_ file: URL) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
    }
}
