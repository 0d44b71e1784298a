public import HTTPMessages
import JSON

extension OpenAIDialect {
    public func encode(_ request: ModelRequest, for target: CallTarget) throws(RequestProblem) -> HTTPRequest {
        guard request.body.object != nil else {
            throw RequestProblem(code: "request.not-object", message: "The request is not a JSON object.")
        }
        let address = try target.address(of: request.operation.path)
        var headers: HeaderFields = ["Accept": Self.accepted(by: request)]
        let body: [UInt8]
        if request.operation == .transcription {
            let form = try Self.form(of: request, model: target.model).encoded(boundary: Self.boundary)
            body = form.body
            headers["Content-Type"] = form.contentType
        } else {
            body = self.body(of: request, for: target).serialized()
            headers["Content-Type"] = "application/json"
        }
        authorize(&headers, for: target)
        return HTTPRequest(
            origin: address.origin, target: address.target + Self.query(of: target), headers: headers, body: body)
    }

    public func listing(of target: CallTarget) throws(RequestProblem) -> HTTPRequest? {
        let address = try target.address(of: "/models")
        var headers: HeaderFields = ["Accept": "application/json"]
        authorize(&headers, for: target)
        return HTTPRequest(
            method: "GET", origin: address.origin, target: address.target + Self.query(of: target), headers: headers)
    }

    /// What changes: the model's name, and the wish for usage. A value that stays the same is not copied.
    private func body(of request: ModelRequest, for target: CallTarget) -> JSONValue {
        var body = request.body
        if body["model"]?.string != target.model { body["model"] = .string(target.model) }
        let tellsUsage = request.operation == .chat || request.operation == .completion
        if tellsUsage, request.isStreaming, !asksForUsage(request), target.settings["stream_usage"] != "false" {
            var options = body["stream_options"]?.object ?? [:]
            options["include_usage"] = true
            body["stream_options"] = .object(options)
        }
        return body
    }

    private func authorize(_ headers: inout HeaderFields, for target: CallTarget) {
        if case .key(let key) = target.credential {
            if target.settings["api_version"] != nil {
                headers["api-key"] = key
            } else {
                headers["Authorization"] = "Bearer \(key)"
            }
        }
        headers["OpenAI-Organization"] = target.settings["organization"]
        headers["OpenAI-Project"] = target.settings["project"]
    }

    private static func query(of target: CallTarget) -> String {
        let version = target.settings["api_version"].map { "api-version=\(PercentEncoding.encode($0))" }
        let pieces = [target.base.query, version].compactMap { $0 }
        return pieces.isEmpty ? "" : "?" + pieces.joined(separator: "&")
    }

    private static func accepted(by request: ModelRequest) -> String {
        if request.isStreaming { return "text/event-stream" }
        return request.operation == .speech || request.operation == .transcription ? "*/*" : "application/json"
    }

    /// A form's boundary need not be random, only absent from what it divides; the writer sees to that.
    private static let boundary = "atelier-form-7f1d0c2b9e"

    /// The form of a transcription: the fields in their order, lists as one part for each element, and the file last.
    private static func form(of request: ModelRequest, model: String) throws(RequestProblem) -> MultipartForm {
        guard let file = request.file else {
            throw RequestField(nil, at: "file").missing()
        }
        var form = MultipartForm()
        form.parts.append(FormPart(name: "model", text: model))
        for (name, value) in request.body.object ?? [:] where name != "model" && name != "file" && !value.isNull {
            for element in value.array ?? [value] {
                form.parts.append(FormPart(name: name, text: element.string ?? element.text))
            }
        }
        form.parts.append(
            FormPart(name: "file", fileName: file.name, mediaType: file.mediaType, bytes: file.bytes))
        return form
    }
}

extension OpenAIDialect {
    public func continuation(of request: ModelRequest, after text: String, for target: CallTarget) -> ModelRequest? {
        switch request.operation {
        case .chat: chatContinuation(of: request, after: text, for: target)
        case .completion: completionContinuation(of: request, after: text)
        case .embeddings, .speech, .transcription: nil
        }
    }

    /// The text becomes the last message, which the model is told to go on with.
    ///
    /// Not with several choices, and not where the answer is held to a grammar: that would begin from the start.
    private func chatContinuation(
        of request: ModelRequest, after text: String, for target: CallTarget
    ) -> ModelRequest? {
        let format = request.body["response_format"]?["type"]?.string ?? "text"
        guard let manner = target.settings["prefill"], manner == "true" || manner == "prefix", format == "text",
            request.body["n"]?.int ?? 1 == 1, var messages = request.body["messages"]?.array
        else { return nil }
        var message: JSONValue = ["role": "assistant", "content": .string(text)]
        // The caller may have given a beginning too: then the text goes on from it.
        if let last = messages.last, last["role"]?.string == "assistant", last["tool_calls"] == nil {
            guard let beginning = last["content"]?.string else { return nil }
            message = last
            message["content"] = .string(beginning + text)
            messages.removeLast()
        }
        var continued = request
        if manner == "prefix" {
            message["prefix"] = true
        } else {
            continued.body["continue_final_message"] = true
            continued.body["add_generation_prompt"] = false
        }
        continued.body["messages"] = .array(messages + [message])
        return continued
    }

    /// A prompt is only text to go on with, so this needs nothing of the provider.
    private func completionContinuation(of request: ModelRequest, after text: String) -> ModelRequest? {
        guard let prompt = request.body["prompt"]?.string, request.body["suffix"]?.string ?? "" == "",
            request.body["echo"]?.bool ?? false == false, request.body["n"]?.int ?? 1 == 1
        else { return nil }
        var continued = request
        continued.body["prompt"] = .string(prompt + text)
        return continued
    }
}
