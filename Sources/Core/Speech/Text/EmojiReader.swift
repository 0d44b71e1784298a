/// Says the common emoji by their Unicode names in English; drops the others, and all of them in other languages.
struct EmojiReader {
    let vocabulary: SpokenVocabulary

    func read(_ line: String) -> String {
        guard line.unicodeScalars.contains(where: { Self.isEmoji($0) || Self.keycap == $0 }) else { return line }
        var result = ""
        for character in line {
            guard let first = character.unicodeScalars.first(where: { $0.value != 0x200D }) else { continue }
            if character.unicodeScalars.contains(Self.keycap) {
                result.unicodeScalars.append(first)  // 1️⃣ is the digit
            } else if !Self.isEmoji(first) {
                result.append(character)
            } else if let name = vocabulary.namesEmoji ? Self.name(of: first) : nil {
                // One that opens the line is its bullet.
                if result.contains(where: \.isWordPart) { result += " \(name) " } else { result += " " }
            } else {
                result += " "
            }
        }
        let bare = result.trimmingSpace
        // A line of emoji alone says what they are.
        if bare.isEmpty, vocabulary.namesEmoji {
            return line.compactMap { $0.unicodeScalars.first.flatMap(Self.name) }.joined(separator: ", ")
        }
        return bare
    }

    private static let keycap: Unicode.Scalar = "\u{20E3}"

    private static func isEmoji(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isEmojiPresentation || (0x2600...0x27BF).contains(scalar.value) && !isText(scalar)
            || (0x1F000...0x1FAFF).contains(scalar.value) || scalar.value == 0xFE0F
            || (0x2B05...0x2B55).contains(scalar.value) || (0xE0020...0xE007F).contains(scalar.value)
    }

    /// Signs in the same ranges that stand for words: arrows and mathematics.
    private static func isText(_ scalar: Unicode.Scalar) -> Bool { (0x2794...0x27BF).contains(scalar.value) }

    private static func name(of scalar: Unicode.Scalar) -> String? {
        if let name = renamed[scalar] { return name }
        guard common.contains(scalar), let name = scalar.properties.name else { return nil }
        let words = name.lowercased().split(separator: " ")
        return words.filter { $0 != "sign" && $0 != "symbol" }.joined(separator: " ")
    }

    private static let renamed: [Unicode.Scalar: String] = [
        "✅": "check mark", "✔": "check mark", "✓": "check mark", "☑": "check mark", "❌": "cross mark",
        "✗": "cross mark", "✘": "cross mark", "❤": "heart", "⭐": "star", "★": "star", "☆": "star", "⚠": "warning",
        "❗": "exclamation mark", "❓": "question mark", "☀": "sun", "☁": "cloud", "💡": "light bulb",
        "💯": "one hundred points",
        "📈": "rising chart", "📉": "falling chart", "👏": "clapping hands", "👋": "waving hand", "⚡": "lightning",
        "🙏": "folded hands", "💪": "strong arm", "🎯": "bull's-eye", "➡": "arrow right", "⬅": "arrow left",
        "⬆": "arrow up",
        "⬇": "arrow down", "🤖": "robot", "😊": "smiling face",
    ]
    private static let common: Set<Unicode.Scalar> = Set(
        """
        😀😁😂😃😄😅😆😉😍😎😐😕😢😭😡😱🤔🙂🙁👍👎👌🎉🎊🎁🏆🚀🔥✨🌟🌍🌎🌏🌱🌳🌊🐍🐳🐧🦀🐛🐞🐶🐱☕🍕🍎🎂📌📎\
        📝📚📖📅📊📦📷📱💻🖥💾🔒🔓🔑🔍🔔🔧🔨🔗🛠⏰⏳⌛🎓🎬🎤🎧🎵🏠🏢🚗🚲🚢✈👀🧠💬💰💵🚨🚧🛑⛔🆕🆗💥👤👥🤝
        """.unicodeScalars)
}
