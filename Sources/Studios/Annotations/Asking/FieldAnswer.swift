import Foundation
import JSON

/// Reads a model's answer for a field.
enum FieldAnswer {
    /// What the answer has to look like; `nil` for plain text.
    static func schema(for field: SlideField) -> JSONValue? {
        switch field {
        case .altText: list("altTexts", of: ["shape": ["type": "integer"], "text": ["type": "string"]])
        case .references: list("references", of: ["title": ["type": "string"], "url": ["type": "string"]])
        default: nil
        }
    }

    private static func list(_ name: String, of properties: JSONValue) -> JSONValue {
        let members = (properties.object ?? [:]).map { JSONValue.string($0.0) }
        let item: JSONValue = [
            "type": "object", "required": .array(members), "additionalProperties": false, "properties": properties,
        ]
        let items: JSONValue = ["type": "array", "items": item]
        return [
            "type": "object", "required": [.string(name)], "additionalProperties": false,
            "properties": .object(JSONObject([(name, items)])),
        ]
    }

    /// - Parameter names: the shapes' names, by number.
    /// - Throws: ``AnnotationError`` `annotate.unusable-answer`.
    static func value(of text: String, for field: SlideField, names: [Int: String]) throws -> FieldValue {
        switch field {
        case .altText:
            return .altTexts(
                try items("altTexts", in: text, field).map { item in
                    guard let shape = item["shape"]?.int, let words = item["text"]?.string else {
                        throw AnnotationError.unusableAnswer(field, "an entry lacks its shape or its text")
                    }
                    return AltText(shape: shape, name: names[shape] ?? "shape \(shape)", text: tidied(words))
                })
        case .references:
            return .references(
                try items("references", in: text, field).map { item in
                    guard let title = item["title"]?.string, let url = item["url"]?.string else {
                        throw AnnotationError.unusableAnswer(field, "an entry lacks its title or its address")
                    }
                    return Reference(title: tidied(title), url: url.trimmingCharacters(in: .whitespaces))
                })
        default:
            let text = tidied(text)
            guard !text.isEmpty else { throw AnnotationError.unusableAnswer(field, "it is empty") }
            return .text(text)
        }
    }

    private static func items(_ name: String, in text: String, _ field: SlideField) throws -> [JSONValue] {
        guard let json = try? JSONValue(parsing: unfenced(text)), let items = json[name]?.array else {
            throw AnnotationError.unusableAnswer(field, "it is not the JSON that was asked for")
        }
        return items
    }

    /// Models like to put what they write into a fence of Markdown.
    private static func unfenced(_ text: String) -> String {
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard text.hasPrefix("```"), text.hasSuffix("```"), let first = text.firstIndex(of: "\n") else { return text }
        return String(text[text.index(after: first)...].dropLast(3))
    }

    /// Without control characters, which no office program would take, and without space around it.
    private static func tidied(_ text: String) -> String {
        let text = unfenced(text).replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        return String(text.unicodeScalars.filter { $0 == "\n" || $0.properties.generalCategory != .control })
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
