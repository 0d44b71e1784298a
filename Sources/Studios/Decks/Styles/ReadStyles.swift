import Foundation
import MediaTools
package import StepEngine

/// Reads how the slides of a PPTX look.
package struct ReadStyles: Step {
    package static let kind: StepKind = "deck.styles"
    package static let revision = 1
    package static let lane = Lane.cpu
    package static let retention = Retention.memory

    package var package: Asset
    /// For messages.
    package var name: Incidental<String>

    package init(package: Asset, name: String) {
        self.package = package
        self.name = Incidental(name)
    }

    /// - Throws: ``DeckError``.
    package func run(in context: StepContext) async throws -> StyledDeck {
        let toolbox = try context.service(MediaToolbox.self)
        let file = try context.url(of: package)
        return try await toolbox.blocking.run {
            try StyleReader.read(ZipArchive(Data.mapped(file), name: name.value))
        }
    }
}
