import JSON

/// Pictures, sound, videos and documents as Converse's content blocks.
enum BedrockMedia {
    static func block(_ part: ContentPart, at index: Int, of message: ChatMessage) throws(RequestProblem) -> JSONValue {
        switch part {
        case .text(let text): return ["text": .string(text)]
        case .image(let source): return ["image": try media(source, images, part, index, message)]
        case .audio(let source): return ["audio": try media(source, sounds, part, index, message)]
        case .video(let source): return ["video": try media(source, videos, part, index, message)]
        case .file(let source, let name):
            var document = try media(source, documents, part, index, message)
            document["name"] = .string(documentName(name, index))
            return ["document": document]
        }
    }

    private static func media(
        _ source: MediaSource, _ formats: [String: String], _ part: ContentPart, _ index: Int, _ message: ChatMessage
    ) throws(RequestProblem) -> JSONValue {
        switch source {
        case .data(let mediaType, let base64):
            guard let format = formats[mediaType] else {
                throw RequestProblem(
                    code: "request.unsupported-content",
                    message: "\(BedrockDialect.provider) cannot read \(part.kind) of the type '\(mediaType)'.",
                    remedy: "It reads \(Set(formats.values).sorted().joined(separator: ", ")).",
                    field: "\(message.path).content[\(index)]")
            }
            return ["format": .string(format), "source": ["bytes": .string(base64)]]
        case .url(let address) where address.hasPrefix("s3://"):
            let ending = address.split(separator: ".").last?.lowercased() ?? ""
            guard let format = formats.values.first(where: { $0 == ending }) ?? endings[ending] else {
                throw message.unsupported(part, at: index, by: BedrockDialect.provider)
            }
            return ["format": .string(format), "source": ["s3Location": ["uri": .string(address)]]]
        case .url, .uploaded: throw message.unsupported(part, at: index, by: BedrockDialect.provider)
        }
    }

    private static let images = [
        "image/png": "png", "image/jpeg": "jpeg", "image/jpg": "jpeg", "image/gif": "gif", "image/webp": "webp",
    ]

    private static let sounds = [
        "audio/mpeg": "mp3", "audio/mp3": "mp3", "audio/wav": "wav", "audio/x-wav": "wav", "audio/wave": "wav",
        "audio/aac": "aac", "audio/flac": "flac", "audio/ogg": "ogg", "audio/opus": "opus", "audio/mp4": "m4a",
        "audio/x-m4a": "m4a", "audio/webm": "webm",
    ]

    private static let videos = [
        "video/mp4": "mp4", "video/quicktime": "mov", "video/x-matroska": "mkv", "video/webm": "webm",
        "video/x-flv": "flv", "video/mpeg": "mpeg", "video/x-ms-wmv": "wmv", "video/3gpp": "three_gp",
    ]

    private static let documents = [
        "application/pdf": "pdf", "text/csv": "csv", "text/html": "html", "text/plain": "txt",
        "text/markdown": "md", "application/msword": "doc", "application/vnd.ms-excel": "xls",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    ]

    /// Endings of names that differ from the format's own.
    private static let endings = ["jpg": "jpeg", "3gp": "three_gp", "mpg": "mpeg", "htm": "html"]

    /// A name that Converse accepts: letters, digits, single spaces, hyphens, parentheses and brackets. Its ending
    /// is left out, since the format is said beside it.
    private static func documentName(_ name: String?, _ index: Int) -> String {
        let stem = (name ?? "").split(separator: ".").first.map(String.init) ?? ""
        let allowed = stem.map { character in
            character.isASCII && (character.isLetter || character.isNumber) || "-()[]".contains(character)
                ? character : " "
        }
        let words = String(allowed).split(separator: " ").joined(separator: " ").prefix(200)
        return words.isEmpty ? "document \(index + 1)" : String(words)
    }
}
