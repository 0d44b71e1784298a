import Accessibility
import Annotations
import ArgumentParser
import Decks
import Essentials
import Foundation
import StepEngine

/// `atelier annotate`
struct AnnotateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "annotate", abstract: "Write seven texts for every slide, and an accessible copy of the deck.",
        discussion: """
            Alternative texts, a description, a script, notes for teachers, learners and developers, references. A model \
            writes them (--config or --upstream), or, without one, the program from what the slides say and show. What \
            was written before is looked up; what a person edited stays.
            """)

    @Argument(help: "The deck: PPTX, ODP, PPT or PDF.", completion: .file())
    var deck: String

    @Option(
        name: [.short, .customLong("output")], help: "The annotated deck, of the kind that the deck is.",
        completion: .file())
    var output: String?

    @Option(help: "Write all fields as JSON: to edit, and to give back with --edits.", completion: .file())
    var json: String?

    @Option(help: "Write the review as a web page.", completion: .file())
    var report: String?

    @OptionGroup(title: "Who writes") var writer: WriterOptions
    @OptionGroup(title: "How") var how: AnnotationOptions

    @ArgumentParser.Flag(help: "Put the shapes of slides that are read in a wrong order into a better one.")
    var fixOrder = false

    @ArgumentParser.Flag(help: "Leave texts with flags out of the deck.")
    var holdFlagged = false

    @ArgumentParser.Flag(help: "Write over files that a person changed since, or that are something else.")
    var overwrite = false

    @ArgumentParser.Flag(help: "Print what would be written and how many calls that takes; ask and write nothing.")
    var dryRun = false

    @ArgumentParser.Flag(help: "Print what happens as lines of JSON.")
    var events = false

    @ArgumentParser.Flag(help: "Print errors only.")
    var quiet = false

    func validate() throws {
        guard ![output, json, report].contains("-") else {
            throw ValidationError("'-' is no file, and standard output is not written to: give a path.")
        }
        let places = [output, json, report].compactMap { $0 }.map { URL(filePath: $0).standardizedFileURL.path }
        guard Set(places).count == places.count else {
            throw ValidationError("-o, --json and --report need files of their own.")
        }
    }

    func run() async throws {
        do {
            try await work()
        } catch let failure as any DescribedFailure {
            if events { Console().print(JSONLine.of(JSONFailure(failure))) }
            throw failure
        } catch is CancellationError {
            if events { Console().print(JSONLine.of(JSONFailure.interrupted)) }
            throw CancellationError()
        }
    }

    private func work() async throws {
        guard dryRun || output != nil || json != nil || report != nil else {
            throw UsageProblem("Nothing to write.", remedy: "Give -o, --json or --report, or --dry-run.")
        }
        let console = Console()
        let configuration = try writer.configuration()
        let request = try how.request(deck: URL(filePath: deck))
        let format = try DeckFormat.detect(request.deck)
        try checkSuffix(of: request.deck, format)
        let reporter = AnnotationReporter(
            style: events ? .events : quiet ? .quiet : .people, console: console, hasModel: configuration != nil,
            notes: notes(on: request, hasModel: configuration != nil))
        let studio = AnnotationStudio(
            request: request, configuration: configuration, reporter: reporter, upstreams: writer.addresses)
        guard !dryRun else {
            AnnotationPlanReport(try await studio.plan()).print(on: console, json: events)
            return
        }
        // Before the work, so that a place that cannot be written to is told at once.
        let outputs = try outputs(for: request, format)
        let started = ContinuousClock.now
        try await studio.work { annotation, engine in
            let summary = try await outputs.write(
                annotation, request: request, engine: engine, fixesOrder: fixOrder, holdsFlagged: holdFlagged)
            if !quiet, !events {
                if format != .presentation, output != nil {
                    console.note("Note: '\(request.deck.lastPathComponent)' was converted to PPTX by LibreOffice.")
                }
                for note in summary.notes { console.note("Note: \(note)") }
                for line in AnnotationTotals(annotation.deck).lines(summary, elapsed: ContinuousClock.now - started) {
                    console.print(line)
                }
            }
            guard annotation.deck.slides.flatMap(\.fields).allSatisfy({ $0.value != nil }) else { throw ExitCode(1) }
        }
    }

    /// What is written has to open under the name that it gets.
    private func checkSuffix(of deck: URL, _ format: DeckFormat) throws {
        guard let output else { return }
        guard format != .pdf else { throw AnnotationError.portable(deck.lastPathComponent) }
        var isFolder: ObjCBool = false
        // Told as what it is by the output itself.
        if FileManager.default.fileExists(atPath: output, isDirectory: &isFolder), isFolder.boolValue { return }
        let suffixes = try PresentationSuffix.suitable(for: deck)
        let suffix = URL(filePath: output).pathExtension
        guard suffixes.contains(suffix.lowercased()) else {
            throw AnnotationError.suffix(deck.lastPathComponent, suffixes, insteadOf: suffix)
        }
    }

    private func outputs(for request: AnnotationRequest, _ format: DeckFormat) throws -> AnnotationOutputs {
        var earlier: EarlierOutput?
        if !overwrite {
            let deck = format == .presentation ? try PresentationReader.read(contentsOf: request.deck) : nil
            earlier = EarlierOutput(deck: deck, edits: request.edits)
        }
        return try AnnotationOutputs(
            deck: output, json: json, report: report, sparing: [request.deck] + how.inputs + writer.inputs,
            earlier: earlier)
    }

    /// What a person should know before the work.
    private func notes(on request: AnnotationRequest, hasModel: Bool) -> [String] {
        var notes: [String] = []
        if !hasModel {
            notes.append("No model is configured: the texts are written from what the slides say and show.")
        }
        let left = SlideField.allCases.filter { field in
            !request.fields.contains(field) && request.edits.contains { $0.field == field }
        }
        if !left.isEmpty {
            let names = left.map(\.rawValue).joined(separator: ", ")
            notes.append("Note: --edits has texts for \(names), which --fields leaves out.")
        }
        return notes
    }
}
