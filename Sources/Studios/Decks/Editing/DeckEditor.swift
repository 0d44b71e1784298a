package import Foundation

/// Changes alternative texts, notes and the order of shapes in a presentation, and nothing else.
///
/// Parts that need not change are passed on as they are packed, in their places; in those that change, only the bytes
/// in question do. New parts come after all others. What was written is recorded in the deck
/// (``AnnotationRecord``), so that reading it again can tell what is the author's.
package enum DeckEditor {
    /// The edited package, and what a person should know about it.
    ///
    /// When everything is as asked for already, these are the very bytes that came in. So is editing the result with
    /// the same edits.
    ///
    /// - Parameter language: the deck's (BCP 47), for the headings of the notes.
    /// - Throws: ``DeckError``: `deck.no-such-slide`, `deck.edit.no-such-shape`, `deck.edit.markup` for a part that cannot
    ///   be changed, or what is wrong with the archive.
    package static func edit(
        _ archive: ZipArchive, _ edits: DeckEdits, language: String?
    ) throws -> (bytes: Data, notes: [String]) {
        var session = try EditSession(archive, language: language)
        for (number, slide) in edits.slides.sorted(by: { $0.key < $1.key }) { try session.edit(slide, on: number) }
        return try session.finish()
    }
}
