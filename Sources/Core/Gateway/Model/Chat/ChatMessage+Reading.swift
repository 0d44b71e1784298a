import JSON

extension ChatMessage {
    /// Reads one element of "messages".
    package init(reading field: RequestField) throws(RequestProblem) {
        guard let source = try field.object() else { throw field.missing() }
        let roleField = field["role"]
        let roleName = try roleField.requiredString()
        guard let role = ChatRole(rawValue: roleName) else {
            throw roleField.invalid(
                "The role '\(roleName)' is not known.", remedy: "Roles: system, developer, user, assistant, tool.")
        }
        self.init(role: role, parts: try Self.parts(of: field["content"]), source: source, path: field.path)
        name = try field["name"].string()
        if role == .assistant {
            toolCalls = try Self.toolCalls(of: field["tool_calls"])
            if let refusal = try field["refusal"].string(), parts.isEmpty { parts = [.text(refusal)] }
        }
        if role == .tool { toolCallID = try field["tool_call_id"].requiredString() }
        if parts.isEmpty, toolCalls.isEmpty, role != .assistant { throw field["content"].missing() }
    }

    private static func parts(of field: RequestField) throws(RequestProblem) -> [ContentPart] {
        guard let value = field.value else { return [] }
        if let text = value.string { return [.text(text)] }
        guard value.array != nil else { throw field.mistyped("a string or an array of parts") }
        var parts: [ContentPart] = []
        for element in try field.elements() { parts.append(try ContentPart(reading: element)) }
        return parts
    }

    private static func toolCalls(of field: RequestField) throws(RequestProblem) -> [ChatToolCall] {
        var calls: [ChatToolCall] = []
        for element in try field.elements() {
            let type = element["type"]
            guard try type.string() ?? "function" == "function" else {
                throw type.unsupported("Only calls of functions can be passed on, and '\(type.path)' is another.")
            }
            calls.append(
                ChatToolCall(
                    id: try element["id"].requiredString(), name: try element["function"]["name"].requiredString(),
                    arguments: try element["function"]["arguments"].string() ?? ""))
        }
        return calls
    }
}

extension ContentPart {
    /// Reads one element of an array of content. Beside OpenAI's kinds it knows "video_url" and "audio_url", as
    /// servers of open models accept them.
    package init(reading field: RequestField) throws(RequestProblem) {
        let type = field["type"]
        switch try type.requiredString() {
        case "text": self = .text(try field["text"].requiredString())
        case "refusal": self = .text(try field["refusal"].requiredString())
        case "image_url": self = .image(try Self.address(field["image_url"], defaultType: "image/png"))
        case "video_url": self = .video(try Self.address(field["video_url"], defaultType: "video/mp4"))
        case "audio_url": self = .audio(try Self.address(field["audio_url"], defaultType: "audio/wav"))
        case "input_audio":
            let audio = field["input_audio"]
            let format = try audio["format"].string() ?? "wav"
            self = .audio(
                .data(mediaType: Self.soundType(format), base64: try audio["data"].requiredString()))
        case "file": self = try Self.file(field["file"])
        case let other:
            throw type.invalid(
                "Content of the type '\(other)' is not known.",
                remedy: "Types: text, image_url, input_audio, audio_url, video_url, file.")
        }
    }

    /// `{"url": "…"}`, or the address alone, as some clients send it.
    private static func address(_ field: RequestField, defaultType: String) throws(RequestProblem) -> MediaSource {
        let place = field.value?.string == nil ? field["url"] : field
        guard let source = MediaSource(address: try place.requiredString(), defaultType: defaultType) else {
            throw place.invalid(
                "The data URL in '\(place.path)' is not base64.", remedy: "Write it as data:image/png;base64,….")
        }
        return source
    }

    private static func file(_ field: RequestField) throws(RequestProblem) -> ContentPart {
        let name = try field["filename"].string()
        if let id = try field["file_id"].string() { return .file(.uploaded(id: id), name: name) }
        let data = field["file_data"]
        let text = try data.requiredString()
        // OpenAI accepts a data URL here and, from older clients, base64 alone.
        guard text.hasPrefix("data:") else {
            return .file(.data(mediaType: Self.fileType(name), base64: text), name: name)
        }
        guard let source = MediaSource(address: text, defaultType: Self.fileType(name)) else {
            throw data.invalid("The data URL in '\(data.path)' is not base64.")
        }
        return .file(source, name: name)
    }

    /// The media type of a format of sound as OpenAI names it.
    private static func soundType(_ format: String) -> String {
        switch format {
        case "mp3": "audio/mpeg"
        case "m4a": "audio/mp4"
        default: "audio/\(format)"
        }
    }

    private static func fileType(_ name: String?) -> String {
        switch name?.split(separator: ".").last?.lowercased() {
        case "pdf": "application/pdf"
        case "txt", "md": "text/plain"
        case "csv": "text/csv"
        case "html": "text/html"
        default: "application/octet-stream"
        }
    }
}
