package import JSON

extension TokenUsage {
    /// Reads a "usage" object of OpenAI's interface; `nil` when there is none. Embeddings and transcriptions have
    /// other names for the same counts, and both are read.
    package init?(json: JSONValue?) {
        guard let json, json.object != nil else { return nil }
        guard let input = json["prompt_tokens"]?.int ?? json["input_tokens"]?.int else { return nil }
        let details = json["prompt_tokens_details"] ?? json["input_tokens_details"]
        self.init(
            input: max(0, input),
            output: max(0, json["completion_tokens"]?.int ?? json["output_tokens"]?.int ?? 0),
            cachedInput: max(0, details?["cached_tokens"]?.int ?? 0))
    }

    /// The "usage" object of OpenAI's interface.
    package var json: JSONValue {
        let total = input.addingReportingOverflow(output)
        return [
            "prompt_tokens": JSONValue(input),
            "completion_tokens": JSONValue(output),
            "total_tokens": JSONValue(total.overflow ? Int.max : total.partialValue),
            "prompt_tokens_details": ["cached_tokens": JSONValue(cachedInput)],
        ]
    }
}
