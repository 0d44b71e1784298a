import ArgumentParser
import Caching
import Essentials
import Films
import Foundation
import StepEngine

/// `atelier film`
struct FilmCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "film", abstract: "Make a narrated film of a deck.",
        discussion: """
            Each slide is shown while its speaker notes are spoken; a slide without notes is described from what is on \
            it. Beside the film a .vtt file with the captions is written. Whatever was made before is used again: \
            after an edit, only what the edit changed is made.
            """)

    @Argument(help: "The deck: PPTX, ODP, PPT or PDF.", completion: .file())
    var deck: String

    @Option(name: [.short, .customLong("output")], help: "The film, an MP4 file. (default: beside the deck)")
    var output: String?

    @OptionGroup var film: FilmOptions

    @Flag(help: "Print which steps would run and which are there already; make nothing.")
    var dryRun = false

    @Flag(help: "Print afterwards why each step ran.")
    var explain = false

    @OptionGroup var reporting: ReportingOptions

    func run() async throws {
        do {
            try await work()
        } catch let failure as any DescribedFailure {
            if reporting.json { Console().print(JSONLine.of(JSONFailure(failure))) }
            throw failure
        } catch is CancellationError {
            if reporting.json { Console().print(JSONLine.of(JSONFailure.interrupted)) }
            throw CancellationError()
        }
    }

    private func work() async throws {
        let started = ContinuousClock.now
        let console = Console()
        let home = try Home()
        let cores = ProcessInfo.processInfo.activeProcessorCount
        let request = try film.request(deck: URL(filePath: deck))
        let place = outputPlace
        let captionsPlace = place.deletingPathExtension().appendingPathExtension("vtt")
        guard place.pathExtension.lowercased() != "vtt" else {
            throw ValidationError("-o must not end in .vtt: the captions go there.")
        }
        let file = dryRun ? nil : try OutputFile(place, sparing: request.inputs)
        let captions = dryRun ? nil : try OutputFile(captionsPlace, sparing: request.inputs)
        let reporter = ProgressReporter(
            style: reporting.json ? .json : reporting.quiet ? .quiet : .people, console: console, parallelism: cores)
        let workshop = try Workshop(home: home, explains: explain, observers: [reporter])
        let durations = try await workshop.disk.records.durations()
        let maker = FilmMaker(engine: workshop.engine)

        if dryRun {
            let survey = try await maker.survey(request)
            DryRunReport(survey, durations: durations, parallelism: cores).print(on: console, json: reporting.json)
            return
        }
        let made = try await withThrowingTaskGroup(of: FinishedFilm?.self) { group in
            group.addTask {
                await reporter.drawBar()
                return nil
            }
            group.addTask {
                try await maker.make(request) { demands in
                    reporter.expect(demands, durations: durations, parallelism: cores)
                }
            }
            defer { group.cancelAll() }
            while let result = try await group.next() {
                if let result { return result }
            }
            throw CancellationError()
        }
        console.show(bar: "")
        try file?.write(copyOf: workshop.engine.url(of: made.film))
        try captions?.write(Data(made.captions.utf8))
        try await workshop.settle()
        report(made, at: place, reporter, console, elapsed: ContinuousClock.now - started)
    }

    private var outputPlace: URL {
        if let output { return URL(filePath: output) }
        return URL(filePath: deck).deletingPathExtension().appendingPathExtension("mp4")
    }

    private func report(
        _ made: FinishedFilm, at place: URL, _ reporter: ProgressReporter, _ console: Console, elapsed: Duration
    ) {
        let totals = reporter.totals
        if reporting.json {
            console.print(
                JSONLine.of(
                    JSONFilm(
                        output: place.path, seconds: made.seconds, slides: made.slides, made: totals.made,
                        reused: totals.reused, warnings: made.warnings)))
        } else if !reporting.quiet {
            for warning in made.warnings { console.note("Note: \(warning)") }
            let time = String(
                format: "%.1f", Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18)
            console.print(
                "\(place.path): \(Self.clock(made.seconds)), \(made.slides) slides; "
                    + "\(totals.made) steps made, \(totals.reused) kept from before, in \(time) s")
        }
        if explain, !reporting.quiet, !reporting.json {
            for line in reporter.explanations { console.print("  " + line) }
        }
    }

    private static func clock(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded())
        return whole < 60 ? "\(whole) s" : "\(whole / 60) min \(whole % 60) s"
    }
}

private struct JSONFilm: Encodable {
    var event = "done"
    var output: String
    var seconds: Double
    var slides: Int
    var made: Int
    var reused: Int
    var warnings: [String]
}

/// An error as one line of JSON.
struct JSONFailure: Encodable {
    var event = "error"
    var code: String
    var message: String
    var remedy: String?
    var status: Int32

    static let interrupted = JSONFailure(
        code: "interrupted", message: "Interrupted. What was finished is kept.", status: 130)

    private init(code: String, message: String, status: Int32) {
        self.code = code
        self.message = message
        self.status = status
    }

    init(_ failure: any DescribedFailure) {
        code = failure.code
        message = failure.message
        remedy = failure.remedy
        status = ExitReport.status(of: failure.category)
    }
}
