import JSON

/// The conversation of a request, as Gemini's `contents`: turns of "user" and "model", each with parts.
struct GeminiContents {
    let service: GeminiDialect.Service
    let provider: String
    let model: String

    /// Turns of the same kind that follow one another become one: Gemini wants the results of all calls of a turn
    /// together.
    func json(of chat: ChatRequest) throws(RequestProblem) -> [JSONValue] {
        var turns: [(kind: ChatRole, parts: [JSONValue])] = []
        var callNames: [String: String] = [:]
        for message in chat.conversation {
            for call in message.toolCalls { callNames[call.id] = call.name }
            let parts =
                message.role == .tool
                ? [try result(message, callNames: callNames)] : try self.parts(of: message)
            guard !parts.isEmpty else { continue }
            if turns.last?.kind == message.role {
                turns[turns.count - 1].parts += parts
            } else {
                turns.append((message.role, parts))
            }
        }
        return turns.map { turn in
            ["role": turn.kind == .assistant ? "model" : "user", "parts": .array(turn.parts)]
        }
    }

    /// The instructions, one part for each text.
    func instructions(of chat: ChatRequest) throws(RequestProblem) -> [JSONValue] {
        var parts: [JSONValue] = []
        for message in chat.messages where message.role.isInstruction {
            for (index, part) in message.parts.enumerated() {
                guard case .text(let text) = part else { throw message.unsupported(part, at: index, by: provider) }
                if !text.isEmpty { parts.append(["text": .string(text)]) }
            }
        }
        return parts
    }

    private func parts(of message: ChatMessage) throws(RequestProblem) -> [JSONValue] {
        var parts: [JSONValue] = []
        for (index, part) in message.parts.enumerated() {
            switch part {
            case .text(let text): if !text.isEmpty { parts.append(["text": .string(text)]) }
            case .image(let source): parts.append(try media(source, "image/jpeg", part, index, message))
            case .audio(let source): parts.append(try media(source, "audio/mpeg", part, index, message))
            case .video(let source): parts.append(try media(source, "video/mp4", part, index, message))
            case .file(let source, _): parts.append(try media(source, "application/pdf", part, index, message))
            }
        }
        if message.role == .assistant, !parts.isEmpty, let signature = ThoughtSignature.read(message.source) {
            parts[parts.count - 1]["thoughtSignature"] = .string(signature)
        }
        for (index, call) in message.toolCalls.enumerated() {
            let arguments = try call.argumentsObject(at: "\(message.path).tool_calls[\(index)]")
            var function: JSONObject = ["name": .string(call.name), "args": arguments]
            if service == .gemini { function["id"] = .string(call.id) }
            var part: JSONObject = ["functionCall": .object(function)]
            if let signature = ThoughtSignature.read(message.source["tool_calls"]?[index]) {
                part["thoughtSignature"] = .string(signature)
            } else if index == 0, ThoughtSignature.isRequired(by: model) {
                part["thoughtSignature"] = .string(ThoughtSignature.unknown)
            }
            parts.append(.object(part))
        }
        return parts
    }

    private func result(_ message: ChatMessage, callNames: [String: String]) throws(RequestProblem) -> JSONValue {
        for (index, part) in message.parts.enumerated() {
            guard case .text = part else { throw message.unsupported(part, at: index, by: provider) }
        }
        let id = message.toolCallID ?? ""
        guard let name = callNames[id] ?? message.name else {
            throw RequestField(nil, at: "\(message.path).tool_call_id")
                .invalid("The conversation has no tool call '\(id)' that '\(message.path)' could be the result of.")
        }
        let parsed = try? JSONValue(parsing: Array(message.text.utf8))
        var response: JSONObject = ["name": .string(name)]
        response["response"] = parsed?.object == nil ? ["output": .string(message.text)] : parsed
        if service == .gemini { response["id"] = .string(id) }
        return ["functionResponse": .object(response)]
    }

    private func media(
        _ source: MediaSource, _ usualType: String, _ part: ContentPart, _ index: Int, _ message: ChatMessage
    ) throws(RequestProblem) -> JSONValue {
        switch source {
        case .data(let mediaType, let base64):
            return ["inlineData": ["mimeType": .string(mediaType), "data": .string(base64)]]
        case .url(let address):
            return [
                "fileData": ["mimeType": .string(Self.type(of: address) ?? usualType), "fileUri": .string(address)]
            ]
        case .uploaded(let id):
            // Gemini names uploads by their address, or "files/…"; Vertex AI keeps none.
            guard service == .gemini else { throw message.unsupported(part, at: index, by: provider) }
            let address = id.hasPrefix("files/") ? "https://generativelanguage.googleapis.com/v1beta/\(id)" : id
            return ["fileData": ["mimeType": .string(Self.type(of: id) ?? usualType), "fileUri": .string(address)]]
        }
    }

    /// The media type that the ending of an address stands for.
    private static func type(of address: String) -> String? {
        let path = address.split(whereSeparator: { $0 == "?" || $0 == "#" }).first ?? ""
        let name = path.split(separator: "/").last ?? ""
        guard name.contains("."), let ending = name.split(separator: ".").last else { return nil }
        return types[ending.lowercased()]
    }

    private static let types = [
        "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "webp": "image/webp", "gif": "image/gif",
        "heic": "image/heic", "heif": "image/heif", "avif": "image/avif", "mp3": "audio/mpeg", "wav": "audio/wav",
        "flac": "audio/flac", "ogg": "audio/ogg", "aac": "audio/aac", "m4a": "audio/mp4", "opus": "audio/opus",
        "mp4": "video/mp4", "mov": "video/quicktime", "webm": "video/webm", "mkv": "video/x-matroska",
        "mpg": "video/mpeg", "mpeg": "video/mpeg", "wmv": "video/x-ms-wmv", "3gp": "video/3gpp",
        "pdf": "application/pdf", "txt": "text/plain", "md": "text/markdown", "csv": "text/csv", "html": "text/html",
    ]
}
