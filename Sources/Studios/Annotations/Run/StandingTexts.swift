import Decks
import Foundation

/// What stands in the deck for a field before anything is written.
struct StandingTexts {
    private let slide: Slide

    init(_ slide: Slide) {
        self.slide = slide
    }

    func value(of field: SlideField) -> FieldValue? {
        if field == .altText {
            let texts = slide.asItStands.visualSubjects.compactMap { subject -> AltText? in
                let shape = subject.shape
                guard shape.isDecorative || shape.altText != nil else { return nil }
                return AltText(shape: shape.id, name: shape.name, text: shape.isDecorative ? "" : shape.altText ?? "")
            }
            return texts.isEmpty ? nil : .altTexts(texts)
        }
        return slide.annotations?.sections.first { $0.name == field.rawValue }.map { field.value(of: $0.paragraphs) }
    }
}

/// Fields as paragraphs of the notes, and back.
extension SlideField {
    /// Each source is a paragraph, and so is each line of a text.
    func paragraphs(of value: FieldValue) -> [String] {
        switch value {
        case .text(let text):
            text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        case .references(let references): references.map(\.description)
        case .altTexts: []
        }
    }

    func value(of paragraphs: [String]) -> FieldValue {
        guard self == .references else {
            return .text(paragraphs.joined(separator: self == .instructorNotes ? "\n" : "\n\n"))
        }
        return .references(
            paragraphs.map { paragraph in
                guard let url = WebAddress.all(in: paragraph).last else { return Reference(title: paragraph, url: "") }
                let title = paragraph.replacing("(\(url))", with: "").trimmingCharacters(in: .whitespaces)
                return Reference(title: title, url: url)
            })
    }
}
