import JSON

/// An answer, before it takes a provider's shape.
struct Reply: Sendable {
    enum Finish: Sendable {
        case stop, length, tool
    }

    var id: String
    /// Seconds since 1970.
    var created: Int
    var model: String
    /// The pieces of the text, or of the arguments of the tool call.
    var tokens: [String]
    var finish: Finish
    /// The tool that is called.
    var tool: String?
    var inputTokens: Int
    var choices: Int

    var text: String { tokens.joined() }
    var outputTokens: Int { tokens.count * choices }
    /// The arguments of the tool call.
    var arguments: JSONValue { (try? JSONValue(parsing: text)) ?? [:] }
}

/// Makes the answer to a question. Nothing but the question and the settings decides it.
struct Composer: Sendable {
    var settings: AnswerSettings
    /// Seconds since 1970.
    var created: Int
    var isNonsense = false
    var wrongModel: String?

    func reply(to question: Question) -> Reply {
        let hash = TextHash.of(question.prompt)
        var (tokens, given) = content(for: question, hash: hash)
        if isNonsense { tokens = tokens.indices.map { Self.nonsense($0, hash: hash) } }
        tokens.removeFirst(min(given, tokens.count))
        var finish = question.tool == nil ? Reply.Finish.stop : .tool
        if let limit = question.maxTokens, tokens.count > limit {
            tokens.removeLast(tokens.count - limit)
            finish = .length
        }
        return Reply(
            id: String(hash, radix: 16), created: created,
            model: wrongModel ?? settings.model ?? question.model, tokens: tokens, finish: finish,
            tool: question.tool?.name, inputTokens: question.inputTokens, choices: question.choices)
    }

    /// The whole answer, and how many of its tokens the caller has already.
    private func content(for question: Question, hash: UInt64) -> (tokens: [String], given: Int) {
        if let reply = settings.replies.first(where: { $0.answers(question) }), question.tool == nil {
            return Self.after(question.beginning, in: Self.words(of: reply.text))
        }
        if let tool = question.tool { return (Self.pieces(of: SchemaExample.value(of: tool.schema).text), 0) }
        if let schema = question.schema { return (Self.pieces(of: SchemaExample.value(of: schema).text), 0) }
        if let text = settings.text { return Self.after(question.beginning, in: Self.words(of: text)) }
        if settings.style == .echo { return Self.after(question.beginning, in: Self.words(of: question.prompt)) }
        var random = SeededRandom(seed: hash)
        let drawn = settings.tokens.draw(using: &random)
        let count = drawn > 0 ? Int(min(drawn, 1_000_000).rounded()) : 0
        let tag = settings.style == .tagged ? Self.tag(hash) : nil
        return ((0..<count).map { NumberedText.token($0, tag: tag) }, question.given)
    }

    private static func tag(_ hash: UInt64) -> String {
        let digits = String(hash & 0xFF_FFFF, radix: 16)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// Words with the space before them.
    private static func words(of text: String) -> [String] {
        var words: [String] = []
        var word = ""
        for character in text {
            if character.isWhitespace, word.contains(where: { !$0.isWhitespace }) {
                words.append(word)
                word = ""
            }
            word.append(character)
        }
        return word.isEmpty ? words : words + [word]
    }

    /// Text that is not words, in pieces of a token's usual size.
    private static func pieces(of text: String) -> [String] {
        var pieces: [String] = []
        var rest = text[...]
        while !rest.isEmpty {
            pieces.append(String(rest.prefix(6)))
            rest = rest.dropFirst(6)
        }
        return pieces
    }

    /// How many of the first tokens a text ends with.
    private static func after(_ beginning: String, in tokens: [String]) -> (tokens: [String], given: Int) {
        guard !beginning.isEmpty else { return (tokens, 0) }
        var text = ""
        var given = 0
        for (place, token) in tokens.prefix(4096).enumerated() {
            text += token
            if beginning.hasSuffix(text) { given = place + 1 }
        }
        return (tokens, given)
    }

    private static func nonsense(_ place: Int, hash: UInt64) -> String {
        var random = SeededRandom(seed: hash, stream: UInt64(place))
        let syllables = ["flor", "bim", "zat", "quo", "nep", "dru", "wex", "oli"]
        let word = (0..<2).map { _ in syllables[Int(random.next() % 8)] }.joined()
        return (place == 0 ? "" : " ") + word
    }
}
