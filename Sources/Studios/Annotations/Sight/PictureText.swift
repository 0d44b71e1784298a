import MediaTools

/// Finds the text in pictures with tesseract, in the languages that are asked for and installed.
struct PictureText {
    let toolbox: MediaToolbox
    /// By tesseract's names, the most likely first.
    let languages: [String]

    /// None where tesseract is missing: that is no failure of the picture.
    func lines(in picture: Picture) async throws -> [ReadLine] {
        let tesseract = Tesseract(tools: toolbox.runner)
        guard let installed = try? await tesseract.languages(), !installed.isEmpty else {
            try Task.checkCancellation()
            return []
        }
        // English words are in pictures everywhere.
        let known = (languages + ["eng"]).filter(installed.contains)
        var chosen: [String] = []
        for language in known where !chosen.contains(language) { chosen.append(language) }
        guard !chosen.isEmpty else { return [] }
        do {
            return try await tesseract.lines(in: toolbox.images.png(picture), languages: chosen)
        } catch let error as ToolError where error.code == "tool.failed" || error.code == "tool.too-long" {
            return []
        }
    }
}
