public import JSON

/// What a model can be asked to do; each is one path of OpenAI's HTTP interface.
public enum ModelOperation: String, Hashable, Sendable, CaseIterable {
    /// `/v1/chat/completions`
    case chat
    /// `/v1/completions`, the older form: a prompt instead of messages.
    case completion
    /// `/v1/embeddings`
    case embeddings
    /// `/v1/audio/speech`: text in, sound out.
    case speech
    /// `/v1/audio/transcriptions`: a sound file in, text out.
    case transcription

    /// The path below an endpoint's base address, which ends in "/v1".
    public var path: String {
        switch self {
        case .chat: "/chat/completions"
        case .completion: "/completions"
        case .embeddings: "/embeddings"
        case .speech: "/audio/speech"
        case .transcription: "/audio/transcriptions"
        }
    }
}

/// What is asked of a model, in the shape of OpenAI's interface, whoever will answer it.
///
/// The body is kept whole, with the fields that nobody here knows: a provider of the same shape gets them all,
/// and the key of the answer cache is made of them all.
public struct ModelRequest: Hashable, Sendable {
    public var operation: ModelOperation
    /// The JSON object of the request; for a transcription, the form fields other than the file.
    public var body: JSONValue
    /// The sound of a transcription.
    public var file: UploadedFile?

    public init(operation: ModelOperation, body: JSONValue, file: UploadedFile? = nil) {
        self.operation = operation
        self.body = body
        self.file = file
    }

    /// The name that the caller asked for: a route, an alias, or a model.
    public var model: String? {
        get { body["model"]?.string }
        set { body["model"] = newValue.map { .string($0) } }
    }

    /// Whether the answer is wanted piece by piece.
    public var isStreaming: Bool {
        operation == .speech ? body["stream_format"]?.string == "sse" : body["stream"]?.bool ?? false
    }
}

/// A file that came with a request (one part of `multipart/form-data`, RFC 7578).
public struct UploadedFile: Hashable, Sendable {
    public var name: String
    public var mediaType: String
    public var bytes: [UInt8]

    public init(name: String, mediaType: String, bytes: [UInt8]) {
        self.name = name
        self.mediaType = mediaType
        self.bytes = bytes
    }
}
