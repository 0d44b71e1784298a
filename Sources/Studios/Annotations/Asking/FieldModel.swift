package import JSON

/// A model that writes texts: the gateway, or a fake one in tests.
package protocol FieldModel: Sendable {
    /// What decides the answers for a field, besides the question: the route and the models that are configured for it.
    /// Part of a text's identity, so that another model writes anew.
    func identity(for field: SlideField) -> String

    /// Whose prompts it is given for a field.
    func family(for field: SlideField) -> ModelFamily

    /// - Throws: why there is no answer; `CancellationError`.
    func ask(_ question: ModelQuestion) async throws -> ModelReply
}

/// What is asked of a model for one field of one slide.
package struct ModelQuestion: Sendable {
    package var field: SlideField
    /// What to write and how: the prompt.
    package var instructions: String
    /// What is on the slide.
    package var material: String
    /// The slide as a JPEG, for fields that need it.
    package var picture: [UInt8]?
    /// The JSON schema that the answer has to follow; `nil` for plain text.
    package var schema: JSONValue?
    /// An earlier answer and what is wrong with it.
    package var repair: Repair?

    package struct Repair: Sendable {
        package var answer: String
        package var problems: [String]
    }
}

package struct ModelReply: Sendable {
    package var text: String
    /// The model that really answered.
    package var model: String
    /// Whether the model had to stop before the end, because its limit of tokens was reached.
    package var isCut: Bool
    /// Whether nobody but the gateway's own writer was left to answer.
    package var isLocal: Bool
    /// In US dollars; `nil` where no price is known.
    package var cost: Double?
    /// Calls to providers, retries included.
    package var calls: Int

    package init(
        text: String, model: String, isCut: Bool = false, isLocal: Bool = false, cost: Double? = nil, calls: Int = 1
    ) {
        self.text = text
        self.model = model
        self.isCut = isCut
        self.isLocal = isLocal
        self.cost = cost
        self.calls = calls
    }
}

/// What the steps find the model by.
package struct FieldModelService: Sendable {
    package let model: any FieldModel
    /// Who looks up addresses that a model gave.
    package let links: (any LinkVerifier)?

    package init(model: any FieldModel, links: (any LinkVerifier)? = nil) {
        self.model = model
        self.links = links
    }
}
