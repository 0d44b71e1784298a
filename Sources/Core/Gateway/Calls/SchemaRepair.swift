import JSON

/// Sees to it that an answer keeps to the JSON schema that the request asks for (`response_format` of the type
/// `json_schema`), and says what to ask when it does not.
struct SchemaRepair: Sendable {
    private let schema: JSONSchema

    /// `nil` when the request asks for no schema, or for one that cannot be read: then the provider judges it.
    init?(_ request: ModelRequest) {
        guard request.operation == .chat, let format = request.body["response_format"],
            format["type"]?.string == "json_schema", let value = format["json_schema"]?["schema"],
            let schema = try? JSONSchema(value)
        else { return nil }
        self.schema = schema
    }

    /// What is wrong with the answer; empty when nothing is, or when it is no text (a tool call, a refusal).
    func problems(of answer: ModelAnswer) -> [String] {
        guard answer.finish == .stop || answer.finish == nil, let text = Self.text(of: answer) else { return [] }
        do throws(JSONError) {
            let value = try JSONValue(parsing: Array(text.utf8))
            return schema.violations(of: value).prefix(10).map { violation in
                "\(violation.path.isEmpty ? "The value" : violation.path): \(violation.message)"
            }
        } catch {
            return ["It is not JSON: \(error.message)"]
        }
    }

    /// The request again, with the answer and what is wrong with it.
    func request(_ request: ModelRequest, repairing answer: ModelAnswer, problems: [String]) -> ModelRequest {
        var repaired = request
        var messages = request.body["messages"]?.array ?? []
        messages.append(["role": "assistant", "content": .string(Self.text(of: answer) ?? "")])
        let list = problems.map { "- \($0)" }.joined(separator: "\n")
        messages.append([
            "role": "user",
            "content": .string(
                "This answer does not keep to the JSON schema:\n\(list)\nWrite the whole answer again, as JSON only."),
        ])
        repaired.body["messages"] = .array(messages)
        return repaired
    }

    private static func text(of answer: ModelAnswer) -> String? {
        answer.json?["choices"]?[0]?["message"]?["content"]?.string
    }
}

extension GatewayError {
    static func brokenSchema(by endpoint: String, problems: [String]) -> Self {
        Self(
            code: "answer.schema",
            message: "\(endpoint) twice gave an answer that breaks the JSON schema: \(problems.first ?? "")",
            remedy: "Simplify the schema, or use a model that keeps to schemas.", status: 502)
    }
}
