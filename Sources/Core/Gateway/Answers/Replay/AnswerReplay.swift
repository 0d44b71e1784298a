import JSON

/// Tells a whole answer as a stream: the pieces joined are the answer, character by character.
///
///     let chunks = AnswerReplay.chunks(of: answer, operation: .chat, includeUsage: true)
///     // role; text in pieces; tool calls; a piece with the reason of the end; usage
///
/// Every piece bears the answer's own `id`, `created` and `model`. What ``AnswerAssembler`` makes of the pieces is
/// equal to the answer (its usage only if `includeUsage`, as OpenAI has it).
public enum AnswerReplay {
    /// - Parameters:
    ///   - includeUsage: what the request's `stream_options.include_usage` says: a last piece without choices tells
    ///     the usage, and all others say `"usage": null`.
    ///   - pieceLength: about how many bytes of text a piece has.
    /// - Returns: `nil` when the answer is not one of a chat or a completion.
    public static func chunks(
        of answer: ModelAnswer, operation: ModelOperation, includeUsage: Bool, pieceLength: Int = 48
    ) -> [StreamChunk]? {
        guard operation == .chat || operation == .completion, case .object(let whole)? = answer.json,
            case .array(let choices)? = whole["choices"]
        else { return nil }
        var writer = ReplayWriter(
            whole: whole, operation: operation, includeUsage: includeUsage, pieceLength: max(pieceLength, 1))
        for (place, choice) in choices.enumerated() {
            guard case .object(let members) = choice else { return nil }
            let index = members["index"]?.int ?? place
            if operation == .chat {
                writer.write(chat: members, index: index)
            } else {
                writer.write(completion: members, index: index)
            }
        }
        writer.writeUsage(answer.usage)
        return writer.chunks
    }

    /// Cuts a text into pieces of about `length` bytes, after white space where there is some.
    static func pieces(of text: String, length: Int) -> [String] {
        var pieces: [String] = []
        let scalars = text.unicodeScalars
        var start = scalars.startIndex
        var index = start
        var bytes = 0
        while index < scalars.endIndex {
            let scalar = scalars[index]
            index = scalars.index(after: index)
            bytes += UTF8.width(scalar)
            guard bytes >= length * 2 || bytes >= length && scalar.properties.isWhitespace else { continue }
            pieces.append(String(scalars[start..<index]))
            start = index
            bytes = 0
        }
        if start < scalars.endIndex { pieces.append(String(scalars[start...])) }
        return pieces
    }
}
