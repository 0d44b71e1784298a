package import JSON

/// Who speaks in a conversation.
package enum ChatRole: String, Hashable, Sendable {
    /// Instructions that stand above what the user says; "developer" is OpenAI's newer name for it.
    case system, developer
    case user
    case assistant
    /// The result of a tool call.
    case tool

    package var isInstruction: Bool { self == .system || self == .developer }
}

/// One message of a conversation.
package struct ChatMessage: Hashable, Sendable {
    package var role: ChatRole
    package var parts: [ContentPart]
    /// What an assistant's message asked for.
    package var toolCalls: [ChatToolCall]
    /// For a tool's message: the call that it answers.
    package var toolCallID: String?
    package var name: String?
    /// The message as it came, for what only one provider knows ("cache_control", "thinking_blocks"). Where its
    /// content is an array, its elements are `parts`, in the same order.
    package var source: JSONValue
    /// The place in the request, such as "messages[2]".
    package var path: String

    package init(
        role: ChatRole, parts: [ContentPart], toolCalls: [ChatToolCall] = [], toolCallID: String? = nil,
        name: String? = nil, source: JSONValue = .null, path: String = "messages"
    ) {
        self.role = role
        self.parts = parts
        self.toolCalls = toolCalls
        self.toolCallID = toolCallID
        self.name = name
        self.source = source
        self.path = path
    }

    /// The text of all parts that are text, one after the other.
    package var text: String {
        parts.reduce(into: "") { if case .text(let text) = $1 { $0 += text } }
    }

    /// The problem of a part that the provider cannot be given.
    package func unsupported(_ part: ContentPart, at index: Int, by provider: String) -> RequestProblem {
        RequestProblem(
            code: "request.unsupported-content",
            message: "\(provider) cannot be given \(part.kind) in '\(path).content[\(index)]'.",
            remedy: "Send the request to a model that accepts it, or leave that part out.",
            field: "\(path).content[\(index)]")
    }
}

/// One piece of a message.
package enum ContentPart: Hashable, Sendable {
    case text(String)
    case image(MediaSource)
    case audio(MediaSource)
    case video(MediaSource)
    case file(MediaSource, name: String?)

    /// Such as "an image", for messages to people.
    package var kind: String {
        switch self {
        case .text: "text"
        case .image(let source): "an image" + source.manner
        case .audio(let source): "sound" + source.manner
        case .video(let source): "a video" + source.manner
        case .file(let source, _): "a file" + source.manner
        }
    }
}

/// Where the bytes of a picture, sound, video or file are.
package enum MediaSource: Hashable, Sendable {
    /// The bytes themselves, in base64 (RFC 4648, section 4), as they came.
    case data(mediaType: String, base64: String)
    /// An address that the provider fetches itself.
    case url(String)
    /// A file that was uploaded to one provider before.
    case uploaded(id: String)

    fileprivate var manner: String {
        switch self {
        case .data: ""
        case .url: " by its address"
        case .uploaded: " by the name of an upload"
        }
    }

    /// Reads an address as it stands in a request: a data URL (RFC 2397) is taken apart, others are left alone.
    /// `nil` for a data URL that is not base64.
    package init?(address: String, defaultType: String = "application/octet-stream") {
        let bytes = address.utf8
        guard bytes.count >= 5, bytes.prefix(5).elementsEqual("data:".utf8) else {
            self = .url(address)
            return
        }
        // The bytes may be many megabytes: only the short part before the comma is looked at.
        guard let comma = bytes.prefix(512).firstIndex(of: UInt8(ascii: ",")) else { return nil }
        let head = address[address.index(address.startIndex, offsetBy: 5)..<comma]
        let pieces = head.split(separator: ";", omittingEmptySubsequences: false)
        guard pieces.count > 1, pieces.last?.lowercased() == "base64" else { return nil }
        let type = pieces[0].isEmpty ? defaultType : pieces[0].lowercased()
        self = .data(mediaType: type, base64: String(address[address.utf8.index(after: comma)...]))
    }
}

/// A tool that the model wants to be used.
package struct ChatToolCall: Hashable, Sendable {
    package var id: String
    package var name: String
    /// JSON text, as the model wrote it.
    package var arguments: String

    package init(id: String, name: String, arguments: String) {
        self.id = id
        self.name = name
        self.arguments = arguments
    }

    /// The arguments as an object, for providers that keep them so. No text at all means no arguments.
    package func argumentsObject(at path: String) throws(RequestProblem) -> JSONValue {
        if arguments.utf8.allSatisfy({ $0 <= 0x20 }) { return .object([:]) }
        guard let value = try? JSONValue(parsing: Array(arguments.utf8)), value.object != nil else {
            throw RequestField(nil, at: "\(path).function.arguments")
                .invalid("The arguments of the tool call '\(id)' are not a JSON object.")
        }
        return value
    }
}
