import Accessibility
import ArgumentParser
import Essentials
import Foundation
import HTMLPages
import JSON

/// The files that a check is written to.
struct CheckOutputs {
    private let html: OutputFile?
    private let json: OutputFile?
    private let sarif: OutputFile?

    /// - Throws: ``OutputError`` when a place cannot be written to, or is the deck itself; ``UsageProblem`` when something
    ///   else stands there, unless that is to be overwritten.
    init(html: String?, json: String?, sarif: String?, sparing deck: URL, overwrites: Bool) throws {
        self.html = try html.map { try OutputFile(URL(filePath: $0), sparing: [deck]) }
        self.json = try json.map { try OutputFile(URL(filePath: $0), sparing: [deck]) }
        self.sarif = try sarif.map { try OutputFile(URL(filePath: $0), sparing: [deck]) }
        guard !overwrites else { return }
        try Self.check(self.html, "page that --html wrote", isOwn: Page.isOwn)
        try Self.check(self.json, "file that --json wrote") { bytes in
            (try? JSONValue(parsing: bytes))?["format"]?.string?.hasPrefix("atelier.check/") == true
        }
        try Self.check(self.sarif, "SARIF file") { (try? JSONValue(parsing: $0))?["runs"]?.array != nil }
    }

    private static func check(_ file: OutputFile?, _ what: String, isOwn: ([UInt8]) -> Bool) throws {
        guard let file, let bytes = try? Data(contentsOf: file.place), !bytes.isEmpty, !isOwn([UInt8](bytes)) else {
            return
        }
        throw UsageProblem(
            "'\(file.place.path)' is there already, and is no \(what).",
            remedy: "Give another place, or remove it, or give --overwrite.")
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
