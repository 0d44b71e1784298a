import Decks
import StepEngine

/// Reads the pages of a PDF that have no text, because they are pictures: scans, or slides exported as such.
struct ScannedPages: Sendable {
    let engine: Engine

    /// Fewer letters and digits than this may be a page's number and the name of the program: the page may be a
    /// picture nevertheless.
    private static let fewLetters = 12

    /// Whether all or nearly all that the page says is in its picture.
    static func mayBeScan(_ slide: Slide, shownOn picture: SlidePicture) -> Bool {
        guard case .page = picture else { return false }
        return letters(of: slide) < fewLetters
    }

    /// The slide with the text of its picture; `nil` when it has text of its own, or when nothing can be read.
    ///
    /// - Parameter language: the language (BCP 47) that the text is most likely in.
    func reading(of slide: Slide, shownOn picture: SlidePicture, language: String?) async throws -> Slide? {
        guard case .page(let page) = picture, Self.mayBeScan(slide, shownOn: picture) else { return nil }
        let step = ReadPagePicture(page: page, languages: ReadingLanguages(language).names)
        let reading = try await engine.value(of: step, subject: "page \(page.page)")
        var read = slide
        read.title = reading.title
        read.elements = reading.elements
        // A page that says "Thanks" and shows a photo says no more when it is read.
        return Self.letters(of: read) > Self.letters(of: slide) + Self.fewLetters / 2 ? read : nil
    }

    private static func letters(of slide: Slide) -> Int {
        SlideEvidence(slide).texts.dropFirst().reduce(0) { $0 + $1.count { $0.isLetter || $0.isNumber } }
    }
}
