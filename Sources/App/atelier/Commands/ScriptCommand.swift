import ArgumentParser
import Essentials
import Films
import Foundation

/// `atelier script`
struct ScriptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "script", abstract: "Write down what a film of a deck would say, for you to edit.",
        discussion: "Film what you edited with 'atelier film DECK --script FILE'.")

    @Argument(help: "The deck: PPTX, ODP, PPT or PDF.", completion: .file())
    var deck: String

    @Option(name: [.short, .customLong("output")], help: "The script, a Markdown file. (default: standard output)")
    var output: String?

    @Flag(help: "For PDFs: take pages that build up one slide step by step as one slide.")
    var mergeOverlays = false

    func run() async throws {
        let file = try output.map { try OutputFile(URL(filePath: $0), sparing: [URL(filePath: deck)]) }
        let workshop = try Workshop(home: try Home())
        let text = try await FilmMaker(engine: workshop.engine)
            .script(of: URL(filePath: deck), mergesOverlays: mergeOverlays)
        if let file {
            try file.write(Data(text.utf8))
        } else {
            do {
                try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
            } catch {
                throw OutputError.notWritable("standard output", error.localizedDescription)
            }
        }
        try await workshop.settle()
    }
}
