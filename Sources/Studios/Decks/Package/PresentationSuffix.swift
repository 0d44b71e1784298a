package import Foundation

/// What a presentation's file name may end in. Office programs refuse a package whose suffix promises another kind.
package enum PresentationSuffix {
    /// The suffixes that suit what `file` makes when it is written back: its own kind, or PPTX for a deck that has to be
    /// converted. The usual one is the first.
    ///
    /// - Throws: ``DeckError`` when it is no deck.
    package static func suitable(for file: URL) throws -> [String] {
        guard try DeckFormat.detect(file) == .presentation else { return plain }
        let package = try OpenPackage(ZipArchive(Data.mapped(file), name: file.lastPathComponent))
        let main = try package.relationships(of: "").part("officeDocument")
        return suffixes(ofType: main.flatMap { package.contentType(of: $0) } ?? "")
    }

    private static let plain = ["pptx", "ppsx"]

    /// By the media type of the main part (ECMA-376 part 1, 15.2; MS-OFFMACRO2). A show is a presentation that begins at
    /// once, and is called by either name.
    static func suffixes(ofType type: String) -> [String] {
        let isTemplate = type.contains(".template")
        let isShow = type.contains(".slideshow")
        guard type.contains("macroEnabled") else {
            return isTemplate ? ["potx"] : isShow ? plain.reversed() : plain
        }
        return isTemplate ? ["potm"] : isShow ? ["ppsm", "pptm"] : ["pptm", "ppsm"]
    }
}
