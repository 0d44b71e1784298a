package import Decks
package import StepEngine

package struct PictureViewer: Sendable {
    private let engine: Engine

    package init(engine: Engine) {
        self.engine = engine
    }

    /// What can be made out in the pictures of `slide`, in reading order.
    ///
    /// - Parameters:
    ///   - package: the deck (a PPTX) as an asset.
    ///   - language: the language (BCP 47) that text in the pictures is most likely in.
    package func sights(of slide: Slide, in package: Asset, language: String?) async throws -> [PictureSight] { [] }

    /// What a person should know about the reading of text in pictures, in one line; `nil` when all is well.
    package func advice(language: String?) async -> String? { nil }
}
