import JSON
import Synchronization

/// Sees to it that an answer keeps to the JSON schema that the request asks for (`response_format` of the type
/// `json_schema`), and says what to ask when it does not.
///
/// A whole answer can be asked for again. One that is streamed has been read when it turns out to be wrong: it ends with
/// an error, see ``SchemaWatch``.
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

    /// A text that breaks the schema, and in what way.
    struct Fault: Hashable, Sendable {
        var text: String
        /// At least one.
        var problems: [String]
    }

    /// The first choice that is wrong; `nil` when none is. What is no text (a tool call, a refusal) is not looked at, and
    /// neither is what was cut at the caller's own limit: both say so themselves.
    func fault(in answer: ModelAnswer) -> Fault? {
        for choice in answer.json?["choices"]?.array ?? [] {
            let finish = choice["finish_reason"]?.string.flatMap(FinishReason.init(rawValue:))
            guard finish == .stop || finish == nil, let text = choice["message"]?["content"]?.string else { continue }
            let problems = problems(of: text)
            if !problems.isEmpty { return Fault(text: text, problems: problems) }
        }
        return nil
    }

    private func problems(of text: String) -> [String] {
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
    func request(_ request: ModelRequest, repairing fault: Fault) -> ModelRequest {
        var repaired = request
        var messages = request.body["messages"]?.array ?? []
        messages.append(["role": "assistant", "content": .string(fault.text)])
        let list = fault.problems.map { "- \($0)" }.joined(separator: "\n")
        messages.append([
            "role": "user",
            "content": .string(
                "This answer does not keep to the JSON schema:\n\(list)\nWrite the whole answer again, as JSON only."),
        ])
        repaired.body["messages"] = .array(messages)
        return repaired
    }
}

/// Judges a streamed answer by its schema, when its end comes.
final class SchemaWatch: Sendable {
    private let schema: SchemaRepair
    private let assembler: Mutex<AnswerAssembler>

    init(_ schema: SchemaRepair) {
        self.schema = schema
        assembler = Mutex(AnswerAssembler(operation: .chat))
    }

    func received(_ chunk: StreamChunk) {
        assembler.withLock { $0.receive(chunk) }
    }

    /// What is wrong with what came; `nil` also before the end.
    var fault: SchemaRepair.Fault? {
        assembler.withLock { $0.finish() }.flatMap { schema.fault(in: $0) }
    }
}

extension GatewayError {
    static func brokenSchema(inStreamOf endpoint: String, _ fault: SchemaRepair.Fault) -> Self {
        Self(
            code: "answer.schema",
            message: "The answer of \(endpoint) breaks the JSON schema: \(fault.problems.first ?? "").",
            remedy: "Ask again; without 'stream' the gateway asks for a repair by itself.", status: 502)
    }

    static func brokenSchema(by endpoint: String, problems: [String]) -> Self {
        Self(
            code: "answer.schema",
            message: "\(endpoint) twice gave an answer that breaks the JSON schema: \(problems.first ?? "")",
            remedy: "Simplify the schema, or use a model that keeps to schemas.", status: 502)
    }
}
