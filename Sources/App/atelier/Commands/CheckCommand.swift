import Accessibility
import ArgumentParser
import Essentials
import Films
import Foundation

/// `atelier check`
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check how accessible a deck is.",
        discussion: """
            Looks for what keeps people out: pictures without alternative text, slides without titles, faint or tiny \
            text, a wrong reading order, and more. Exit status 1 when something as grave as --fail-on was found, so \
            that it can guard a deck in CI. The rules are listed in docs/accessibility.md.
            """)

    @Argument(help: "The deck: PPTX, ODP or PPT.", completion: .file())
    var deck: String

    @Option(help: "What makes the check fail: \(Severity.allCases.reversed().map(\.rawValue).joined(separator: ", ")).")
    var failOn = Severity.error

    @Option(help: "Write the report as a web page.", completion: .file())
    var html: String?

    @Option(help: "Write the report as JSON.", completion: .file())
    var json: String?

    @Option(help: "Write the report as SARIF 2.1.0, for code scanning.", completion: .file())
    var sarif: String?

    @Flag(help: "Write over files that are something else.")
    var overwrite = false

    @Flag(help: "Print errors only; the exit status tells the rest.")
    var quiet = false

    func validate() throws {
        let places = [html, json, sarif].compactMap { $0 }.map { URL(filePath: $0).standardizedFileURL.path }
        guard Set(places).count == places.count else {
            throw ValidationError("--html, --json and --sarif need files of their own.")
        }
    }

    func run() async throws {
        let file = URL(filePath: deck)
        // Before the work, so that a place that cannot be written to is told at once.
        let outputs = try CheckOutputs(html: html, json: json, sarif: sarif, sparing: file, overwrites: overwrite)
        let workshop = try Workshop(home: try Home())
        let report = try await AccessibilityCheck(engine: workshop.engine).report(on: file)
        try outputs.write(report, deckPath: deck)
        try await workshop.settle()
        if !quiet {
            let console = Console()
            for note in report.notes { console.note("Note: \(note)") }
            for line in CheckSummary(report).lines { console.print(line) }
        }
        if report.findings.contains(where: { $0.severity >= failOn }) { throw ExitCode(1) }
    }
}

extension Severity: ExpressibleByArgument {}
