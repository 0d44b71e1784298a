/// A text as it is compared with others.
public struct TextProfile: Sendable {
    /// All words in their order.
    let words: [Word]
    /// The identities of the words that are not light, in their order.
    let sequence: [Int]
    /// The same from small to large.
    let sorted: [Int]
    /// Of the hard words in their order. Texts that may share an answer have the same.
    let hardDigest: Int
    /// All words, light ones for a fifth.
    let weight: Double
    /// The identities of the light words, from small to large.
    let lightSorted: [Int]

    /// Longer texts are not compared: their answers depend on too much.
    static let longest = 4_096

    /// - Returns: `nil` for a text that is too long, or has no words.
    public init?(_ text: String) {
        guard text.utf8.count <= Self.longest * 16 else { return nil }
        let words = TextScanner.words(of: text)
        guard !words.isEmpty, words.count <= Self.longest else { return nil }
        self.words = words
        var hasher = Hasher()
        for word in words where word.kind == .hard { hasher.combine(word.identity) }
        hardDigest = hasher.finalize()
        sequence = words.filter { $0.kind != .light }.map(\.identity)
        sorted = sequence.sorted()
        lightSorted = words.filter { $0.kind == .light }.map(\.identity).sorted()
        weight = Double(sorted.count) + Self.lightWeight * Double(lightSorted.count)
    }

    static let lightWeight = 0.2
}
