import Accessibility
import ArgumentParser
import Essentials
import Foundation

/// The files that a check is written to.
struct CheckOutputs {
    private let html: OutputFile?
    private let json: OutputFile?
    private let sarif: OutputFile?

    /// - Throws: ``OutputError`` when a place cannot be written to, or is the deck itself.
    init(html: String?, json: String?, sarif: String?, sparing deck: URL) throws {
        self.html = try html.map { try OutputFile(URL(filePath: $0), sparing: [deck]) }
        self.json = try json.map { try OutputFile(URL(filePath: $0), sparing: [deck]) }
        self.sarif = try sarif.map { try OutputFile(URL(filePath: $0), sparing: [deck]) }
    }

    /// - Parameter deckPath: as it was given: what code scanning finds the deck by.
    func write(_ report: CheckReport, deckPath: String) throws {
        try html?.write(Data(CheckReportHTML.html(report, before: nil).utf8))
        try json?.write(Data(CheckReportJSON.json(report).utf8))
        try sarif?.write(
            Data(
                CheckReportSARIF.sarif(
                    report, deckPath: deckPath, version: AtelierCommand.configuration.version
                ).utf8))
    }
}
