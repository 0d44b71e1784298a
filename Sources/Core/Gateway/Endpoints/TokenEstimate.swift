import JSON

/// How many tokens a request will take, before it is asked: for limits only, corrected by the answer's own count.
///
/// Four bytes of text are about one token of English (OpenAI's rule of thumb); a picture counts as 800, near what
/// the larger providers charge for one of medium size.
enum TokenEstimate {
    private static let tokensPerPicture = 800
    private static let defaultOutput = 256

    static func tokens(of request: ModelRequest) -> Int {
        var bytes = 0
        var pictures = 0
        switch request.operation {
        case .chat:
            for message in request.body["messages"]?.array ?? [] {
                measure(message["content"], bytes: &bytes, pictures: &pictures)
            }
        case .completion: measure(request.body["prompt"], bytes: &bytes, pictures: &pictures)
        case .embeddings, .speech: measure(request.body["input"], bytes: &bytes, pictures: &pictures)
        case .transcription: bytes = (request.file?.bytes.count ?? 0) / 1000
        }
        let output =
            switch request.operation {
            case .chat, .completion:
                request.body["max_completion_tokens"]?.int ?? request.body["max_tokens"]?.int ?? defaultOutput
            default: 0
            }
        return max(1, bytes / 4 + pictures * tokensPerPicture + min(max(output, 0), 1_000_000))
    }

    private static func measure(_ content: JSONValue?, bytes: inout Int, pictures: inout Int) {
        switch content {
        case .string(let text): bytes += text.utf8.count
        case .array(let parts):
            for part in parts {
                if let text = part.string ?? part["text"]?.string {
                    bytes += text.utf8.count
                } else if part["type"] != nil {
                    pictures += 1
                }
            }
        default: break
        }
    }
}

extension ModelRequest {
    /// About how many tokens it will take, in and out.
    public var estimatedTokens: Int { TokenEstimate.tokens(of: self) }
}
