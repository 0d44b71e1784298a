import HTTPMessages

/// Takes keys out of providers' messages: several repeat a part of the key that they refuse.
enum KeyRedaction {
    /// What keys begin with: OpenAI, OpenRouter and Anthropic; Groq; xAI; Google; AWS; NVIDIA; Hugging Face.
    private static let prefixes = ["sk-", "gsk_", "xai-", "AIza", "AKIA", "ASIA", "nvapi-", "hf_", "ya29."]
    private static let replacement = "[key]"
    /// The longest message that is kept, in bytes.
    private static let longest = 2_000

    /// The message without anything that is, or may be, a part of a key.
    static func message(_ text: String, credential: Credential?) -> String {
        // What a provider sends may be megabytes of anything.
        var text = prefix(of: text, bytes: 8 * longest)
        for secret in secrets(of: credential) where secret.utf8.count >= 4 {
            text = text.replacing(secret, with: replacement)
        }
        if text.utf8.count > longest { text = prefix(of: text, bytes: longest) + "…" }
        var redacted = ""
        var word = ""
        for character in text {
            // A masked key, "sk-ab***yz" or "abcd****", is one word.
            if character.isLetter || character.isNumber || "-_*.+/=~".contains(character) {
                word.append(character)
            } else {
                redacted += cleaned(word)
                redacted.append(character)
                word = ""
            }
        }
        return redacted + cleaned(word)
    }

    private static func prefix(of text: String, bytes: Int) -> String {
        text.utf8.count > bytes ? String(decoding: text.utf8.prefix(bytes), as: UTF8.self) : text
    }

    private static func cleaned(_ word: String) -> String {
        let start = word.first { $0.isLetter }.flatMap { word.firstIndex(of: $0) } ?? word.startIndex
        let isKey = word.contains("***") || prefixes.contains { word[start...].hasPrefix($0) && word.count > $0.count }
        guard isKey else { return word }
        return word.hasSuffix(".") ? replacement + "." : replacement
    }

    private static func secrets(of credential: Credential?) -> [String] {
        switch credential {
        case nil: []
        case .key(let key): [key]
        case .aws(let accessKey, let secret, let sessionToken): [accessKey, secret] + (sessionToken.map { [$0] } ?? [])
        }
    }
}
