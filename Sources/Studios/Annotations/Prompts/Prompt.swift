/// What a model is told about a field. An edited text is another prompt, and so makes its field anew.
package struct Prompt: Codable, Hashable, Sendable {
    /// Such as "script/default@1": the field, the family of models it is written for, its version.
    package var name: String
    package var text: String

    package init(_ field: SlideField, _ family: ModelFamily, version: Int, text: String) {
        name = "\(field.rawValue)/\(family.rawValue)@\(version)"
        self.text = text
    }
}
