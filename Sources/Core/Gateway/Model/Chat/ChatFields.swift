import JSON

/// What becomes of the fields of a chat request that a provider does not know.
///
/// A provider of OpenAI's own form gets every field unchanged. For another, a field that it has no word for is
/// - refused (status 400, naming the field) where leaving it out would change what comes back: more than one choice,
///   log probabilities, a bias on words, sound as the answer, the older form of functions, a web search;
/// - left out otherwise: names and bookkeeping ("user", "metadata", "store", "service_tier"), hints to caches, and
///   wishes that no provider promises to keep ("seed", the penalties). ``ChatRequest/fields(unknownTo:)`` lists
///   them, so that nothing is left out without a trace.
extension ChatRequest {
    /// The fields that a provider needs to know by no name: they are read into this type.
    package static let readFields: Set<String> = [
        "model", "messages", "stream", "stream_options", "tools", "tool_choice", "parallel_tool_calls",
        "response_format", "temperature", "top_p", "max_tokens", "max_completion_tokens", "stop",
    ]

    /// The fields with a value that are neither read for everybody nor in `known`, in order of their names.
    package func fields(unknownTo known: Set<String>) -> [String] {
        guard let object = body.object else { return [] }
        var names: [String] = []
        for (name, value) in object where !value.isNull && !known.contains(name) && !Self.readFields.contains(name) {
            names.append(name)
        }
        return names.sorted()
    }

    /// Refuses what `provider` has no word for where leaving it out would change what comes back.
    ///
    /// - Parameters:
    ///   - known: the fields beyond ``readFields`` that this provider is given in one form or another.
    ///   - provider: its name, for people, such as "Anthropic".
    package func refuseFields(unknownTo known: Set<String>, by provider: String) throws(RequestProblem) {
        for name in fields(unknownTo: known) {
            guard let value = body[name], Self.changesAnswer(name, value) else { continue }
            throw RequestField(value, at: name).unsupported(
                "\(provider) has no equivalent of the field '\(name)', and without it the answer would be another.",
                remedy: "Leave the field out, or ask a model of a provider that knows it.")
        }
    }

    private static func changesAnswer(_ name: String, _ value: JSONValue) -> Bool {
        switch name {
        case "n", "best_of": value.int != 1
        case "logprobs": value.bool != false
        case "top_logprobs": value.int != 0
        case "logit_bias": value.object.map { !$0.isEmpty } ?? true
        case "modalities": value.array.map { $0.contains { $0.string != "text" } } ?? true
        case "functions", "function_call", "web_search_options", "moderation", "echo", "audio": true
        default: false
        }
    }
}
