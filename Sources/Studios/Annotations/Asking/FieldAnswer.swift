import Foundation
import JSON

/// Reads a model's answer for a field: what it says, not how it is wrapped.
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
    static func value(of text: String, for field: SlideField, names: [Int: String]) throws(AnnotationError)
        -> FieldValue
    {
        switch field {
        case .altText:
            let items = try items(AnswerItems(name: "altTexts", members: ["shape", "text"]), in: text, field)
            return .altTexts(try items.map { item throws(AnnotationError) in try altText(item, names) })
        case .references:
            let items = try items(AnswerItems(name: "references", members: ["title", "url"]), in: text, field)
            return .references(try items.map(reference))
        default:
            let text = AnswerText.plain(text)
            guard !text.isEmpty else { throw .unusableAnswer(field, "it is empty") }
            return .text(text)
        }
    }

    private static func items(
        _ form: AnswerItems, in text: String, _ field: SlideField
    ) throws(AnnotationError) -> [JSONValue] {
        guard let items = form.items(in: text) else {
            throw .unusableAnswer(field, "it is not the JSON that was asked for")
        }
        return items
    }

    private static func altText(_ item: JSONValue, _ names: [Int: String]) throws(AnnotationError) -> AltText {
        // Some models write numbers as texts.
        guard let shape = item["shape"]?.int ?? item["shape"]?.string.flatMap({ Int($0) }),
            let words = item["text"]?.string
        else { throw .unusableAnswer(.altText, "an entry lacks its shape or its text") }
        return AltText(shape: shape, name: names[shape] ?? "shape \(shape)", text: AnswerText.part(words))
    }

    private static func reference(_ item: JSONValue) throws(AnnotationError) -> Reference {
        guard let title = item["title"]?.string, let url = item["url"]?.string else {
            throw .unusableAnswer(.references, "an entry lacks its title or its address")
        }
        return Reference(title: AnswerText.part(title), url: url.trimmingCharacters(in: .whitespaces))
    }
}
