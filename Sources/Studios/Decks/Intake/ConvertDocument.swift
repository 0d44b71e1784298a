import MediaTools
package import StepEngine

/// Brings a deck of another kind (OpenDocument, legacy PowerPoint) into the one that is read natively.
package struct ConvertDocument: Step {
    package static let kind: StepKind = "deck.convert"
    package static let revision = 1
    package static let lane = Lane.document
    package var tools: [String] { ["libreOffice", "fonts"] }

    package var document: Asset
    /// By which LibreOffice tells what it reads: `odp`, `fodp`, `ppt`.
    package var fileExtension: String

    package init(document: Asset, fileExtension: String) {
        self.document = document
        self.fileExtension = fileExtension
    }

    package var memoryCost: Int { 400 << 20 }

    /// A PPTX.
    package func run(in context: StepContext) async throws -> Asset {
        let toolbox = try context.service(MediaToolbox.self)
        let source = try context.url(of: document)
        return try await context.withScratchFolder { folder in
            let converted = try await toolbox.libreOffice.convert(
                source, name: "deck.\(fileExtension)", to: .pptx, into: folder)
            return try context.adopt(
                converted,
                mediaType: "application/vnd.openxmlformats-officedocument.presentationml.presentation")
        }
    }
}
