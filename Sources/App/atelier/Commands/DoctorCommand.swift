import ArgumentParser
import Caching
import Essentials
import Foundation
import MediaTools
import Speech

/// `atelier doctor`
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Say what is installed, what really works, and how to get what is missing.",
        discussion: "Exit status 69 when a tool that films need is missing.")

    func run() async throws {
        let console = Console()
        let runner = SubprocessRunner()
        let home = try Home()
        console.print("Home: \(home.folder.path) (limit \(Size.text(home.quota.bytes)))")
        // A home that cannot be used is told here, and not by the first film.
        _ = try DiskCache(home: home.folder)
        let missing = try await tools(ToolFingerprints(tools: runner), console)
        try await voices(runner, console)
        try await encoders(runner, console)
        if !missing.isEmpty {
            let packages = Set(missing.compactMap(\.package)).sorted().joined(separator: " ")
            console.print("Missing. Get it with: apt-get install \(packages)")
            throw ExitCode(69)
        }
        console.print("Everything that films need is here.")
    }

    private func tools(_ fingerprints: ToolFingerprints, _ console: Console) async throws -> [Tool] {
        let installed = await fingerprints.installed()
        console.print("Tools:")
        for tool in Tool.allCases {
            let line = installed[tool] ?? "not installed (apt-get install \(tool.package ?? tool.rawValue))"
            console.print("  " + tool.rawValue.padded(14) + line)
        }
        return Tool.allCases.filter { installed[$0] == nil && $0.isNeededForFilms }
    }

    private func voices(_ runner: any ToolRunner, _ console: Console) async throws {
        let catalogue = try await VoiceCatalogue.discover(using: runner)
        console.print("Voices:")
        for engine in Set(catalogue.voices.map(\.engine)).sorted() {
            let names = catalogue.voices.filter { $0.engine == engine }.map { "\($0.name) (\($0.language))" }
            let shown = names.prefix(12).joined(separator: ", ")
            console.print("  " + engine.padded(14) + shown + (names.count > 12 ? ", and \(names.count - 12) more" : ""))
        }
        for (engine, reason) in catalogue.unavailable.sorted(by: { $0.key < $1.key }) {
            console.print("  " + engine.padded(14) + reason)
        }
    }

    /// Each encoder is tried with a real frame: a name in a list says nothing about a missing driver.
    private func encoders(_ runner: any ToolRunner, _ console: Console) async throws {
        guard let findings = try? await VideoEncoderProbe(tools: runner).findings() else { return }
        try Task.checkCancellation()
        console.print("Video encoders, tried by encoding a frame:")
        for trial in findings.trials {
            console.print("  " + trial.encoder.name.padded(20) + (trial.failure ?? "works"))
        }
        console.print("  Films use libx264: a still is one frame, which a graphics card does not make sooner.")
    }
}

extension Tool {
    /// Reading the text in pictures helps to annotate decks only, which works without it as well.
    fileprivate var isNeededForFilms: Bool { self != .tesseract }

    /// The Debian package that has it.
    fileprivate var package: String? {
        switch self {
        case .ffmpeg: "ffmpeg"
        case .libreOffice: "libreoffice-impress-nogui"
        case .flite: "flite"
        case .espeak: "espeak-ng"
        case .poppler: "poppler-utils"
        case .vips: "libvips42"
        case .tesseract: "tesseract-ocr"
        }
    }
}
