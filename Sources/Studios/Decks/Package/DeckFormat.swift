package import Foundation

/// The kinds of files that hold decks.
package enum DeckFormat: String, Codable, Hashable, Sendable, CaseIterable {
    /// Office Open XML: PPTX, PPTM, PPSX, PPSM, POTX, POTM.
    case presentation
    /// ODP or OTP.
    case openDocument
    /// FODP: OpenDocument as one XML file.
    case flatOpenDocument
    /// PPT or PPS, the format before 2007.
    case legacyBinary
    case pdf

    /// What the file is, by what is in it: names and endings do not count.
    ///
    /// - Throws: ``DeckError`` of category `badInput`: `deck.password`, `deck.keynote`, `deck.unknown-format` (whose
    ///   message says what the file looks like), `deck.unreadable`, or a `zip.` code when an archive is damaged.
    package static func detect(_ url: URL) throws -> DeckFormat {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder), isFolder.boolValue {
            let index = ["Index.zip", "index.apxl", "Index"].map { url.appending(path: $0).path }
            if index.contains(where: FileManager.default.fileExists(atPath:)) { throw keynote(url.lastPathComponent) }
            throw PresentationError.notPresentation(url.lastPathComponent, "a folder")
        }
        return try detect(Data.mapped(url), name: url.lastPathComponent)
    }

    static func detect(_ data: Data, name: String) throws -> DeckFormat {
        if data.isEmpty { throw PresentationError.notPresentation(name, "an empty file") }
        if let file = CompoundFile(data) { return try detect(file, name: name) }
        if ByteWindow(data).starts(with: [0x50, 0x4B]) { return try detect(ZipArchive(data, name: name)) }
        // Some printers put bytes before the header; readers look for it in the first kilobyte.
        if data.prefix(1024).range(of: Data("%PDF-".utf8)) != nil { return .pdf }
        if isFlatOpenDocument(data) { return .flatOpenDocument }
        throw PresentationError.notPresentation(name, FileLooks.describe(data))
    }

    // MARK: Containers

    private static func detect(_ file: CompoundFile, name: String) throws -> DeckFormat {
        let names = file.names
        if names.contains("EncryptedPackage") || names.contains("EncryptedSummary") { throw password(name) }
        if names.contains("PowerPoint Document") { return .legacyBinary }
        let looks =
            names.contains("WordDocument")
            ? "an old Word document"
            : names.contains("Workbook") || names.contains("Book")
                ? "an old Excel workbook" : "an old office file of another kind"
        throw PresentationError.notPresentation(name, looks)
    }

    private static func detect(_ archive: ZipArchive) throws -> DeckFormat {
        if let type = archive.entry(named: "mimetype"), type.size < 200 {
            return try detectOpenDocument(String(decoding: archive.bytes(of: type), as: UTF8.self), archive)
        }
        let names = archive.entries.map { $0.name.lowercased() }
        if names.contains(PartName.key(OpenPackage.contentTypesName)) {
            let package = try OpenPackage(archive)
            let main = try package.relationships(of: "").part("officeDocument")
            guard let main else {
                throw PresentationError.notPresentation(archive.name, "a package without a document")
            }
            if let other = PresentationOutline.otherDocument(package.contentType(of: main)) {
                throw PresentationError.notPresentation(archive.name, other)
            }
            return .presentation
        }
        if names.contains(where: { $0.hasSuffix(".iwa") || $0.hasSuffix("index.zip") || $0.hasSuffix("index.apxl") }) {
            throw keynote(archive.name)
        }
        throw PresentationError.notPresentation(archive.name, "a ZIP archive of other files")
    }

    private static func detectOpenDocument(_ type: String, _ archive: ZipArchive) throws -> DeckFormat {
        let prefix = "application/vnd.oasis.opendocument."
        let kind = type.trimmingCharacters(in: .whitespacesAndNewlines)
        guard kind.hasPrefix(prefix + "presentation") else {
            let words = ["text": "an OpenDocument text", "spreadsheet": "an OpenDocument spreadsheet"]
            let looks = words.first { kind.hasPrefix(prefix + $0.key) }?.value ?? "a document of type '\(kind)'"
            throw PresentationError.notPresentation(archive.name, looks)
        }
        if let list = archive.entry(named: "META-INF/manifest.xml") {
            let manifest = try XMLTree.parse(archive.bytes(of: list), part: list.name)
            if manifest.contains(where: { $0.name == "encryption-data" }) { throw password(archive.name) }
        }
        return .openDocument
    }

    private static func isFlatOpenDocument(_ data: Data) -> Bool {
        let head = String(decoding: data.prefix(16 << 10), as: UTF8.self)
        return head.contains("office:document") && head.contains("application/vnd.oasis.opendocument.presentation")
    }

    // MARK: Refusals

    private static func password(_ name: String) -> DeckError {
        DeckError(
            code: "deck.password", message: "'\(name)' is protected with a password.",
            remedy: "Open it with the password and save a copy without one.")
    }

    private static func keynote(_ name: String) -> DeckError {
        DeckError(
            code: "deck.keynote", message: "'\(name)' is a Keynote presentation, which only Keynote can read.",
            remedy: "Export it from Keynote as PowerPoint (PPTX) or PDF.")
    }
}

extension DeckFormat: CustomStringConvertible {
    /// With its article, for messages.
    package var description: String {
        switch self {
        case .presentation: "a PowerPoint presentation"
        case .openDocument: "an OpenDocument presentation"
        case .flatOpenDocument: "a flat OpenDocument presentation"
        case .legacyBinary: "a PowerPoint presentation of before 2007"
        case .pdf: "a PDF document"
        }
    }
}
