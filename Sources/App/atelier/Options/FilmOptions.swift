import ArgumentParser
import Films
import Foundation

/// How a film is to be: shared by all commands that need to know.
struct FilmOptions: ParsableArguments {
    @Option(help: "Say what this file says, as 'atelier script' wrote it and you edited it.", completion: .file())
    var script: String?

    @Option(help: "Width x height in pixels.")
    var size = "1920x1080"

    @Option(help: "Pictures a second, such as 25, 30 or 30000/1001.")
    var fps = "30"

    @Option(
        help: "How one slide gives way to the next: \(Transition.allCases.map(\.rawValue).joined(separator: ", ")).")
    var transition = Transition.fade

    @Option(help: "How long that takes, 0 to 2 seconds.")
    var transitionSeconds = 0.5

    @Option(help: "The voice, such as slt, flite:rms or espeak-ng:de; 'atelier doctor' lists them.")
    var voice: String?

    @Option(help: "The language that is spoken, such as en or pt-BR. (default: found from the text)")
    var language: String?

    @Option(help: "How fast, 0.5 to 2.")
    var rate = 1.0

    @Option(help: "Music to lay under the speech.", completion: .file())
    var music: String?

    @Option(help: "How to say certain words: lines of 'written = spoken'.", completion: .file())
    var lexicon: String?

    @Flag(help: "Film hidden slides too.")
    var includeHidden = false

    @Flag(help: "For PDFs: take pages that build up one slide step by step as one slide.")
    var mergeOverlays = false

    func validate() throws {
        guard (0...2).contains(transitionSeconds) else {
            throw ValidationError("--transition-seconds must be between 0 and 2.")
        }
        guard (0.5...2).contains(rate) else { throw ValidationError("--rate must be between 0.5 and 2.") }
    }

    func request(deck: URL) throws -> FilmRequest {
        FilmRequest(
            deck: deck, script: script.map { URL(filePath: $0) }, format: try format, transition: transition,
            transitionSeconds: transitionSeconds, voice: voice, language: language, speechRate: rate,
            music: music.map { URL(filePath: $0) }, lexicon: lexicon.map { URL(filePath: $0) },
            includesHidden: includeHidden, mergesOverlays: mergeOverlays)
    }

    private var format: VideoFormat {
        get throws {
            let sides = size.lowercased().split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
            guard sides.count == 2, let width = sides[0], let height = sides[1] else {
                throw ValidationError("--size must be like 1920x1080, not '\(size)'.")
            }
            let parts = fps.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
            guard (1...2).contains(parts.count), let numerator = parts[0],
                let denominator = parts.count == 2 ? parts[1] : 1
            else { throw ValidationError("--fps must be like 30 or 30000/1001, not '\(fps)'.") }
            return try VideoFormat(width: width, height: height, rate: FrameRate(numerator, denominator))
        }
    }
}

extension Transition: ExpressibleByArgument {}
