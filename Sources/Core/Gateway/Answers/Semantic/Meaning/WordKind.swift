/// How much depends on a word.
enum WordKind: UInt8, Sendable {
    /// Says next to nothing: articles, politeness, most auxiliaries.
    case light
    /// Says something: it may be missing on one side, at a price.
    case content
    /// The first word of a sentence, which would have a capital letter anyway: it may be a name.
    case leading
    /// One side of an opposition ("before", "left", "red", "she"): another such word in its place is another meaning.
    case turning
    /// Begins with a capital letter, and so may be a name: it must be there on both sides.
    case cased
    /// Must be there on both sides, in the same order: numbers, units, negations, quotations, code.
    case hard
}

/// A word of a text that is compared, reduced to a number.
struct Word: Hashable, Sendable {
    /// Equal for equal words; made with the process's own random seed, so nobody can prepare two that collide.
    var identity: Int
    var kind: WordKind
    /// Of a word that begins with a negating prefix: the identity of the rest. "unstable" knows "stable" by it.
    var negated: [Int] = []

    init(_ text: String, _ kind: WordKind) {
        identity = Self.identity(of: text, isHard: kind == .hard)
        self.kind = kind
        guard kind == .content || kind == .leading else { return }
        for prefix in WordLists.prefixes where text.utf8.count > prefix.utf8.count + 2 && text.hasPrefix(prefix) {
            negated.append(Self.identity(of: String(text.dropFirst(prefix.count)), isHard: false))
        }
    }

    private static func identity(of text: String, isHard: Bool) -> Int {
        var text = text
        var hasher = Hasher()
        // By bytes: Swift's own equality of strings would take composed and decomposed letters for the same.
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        hasher.combine(isHard)
        return hasher.finalize()
    }
}

extension String {
    /// The word without the endings of a plural, of the third person and of "-ing", so that "plays", "playing" and
    /// "play" are the same. Nothing else is cut: "-ed" tells the past, and "-er" compares.
    var stem: String {
        guard utf8.count > 3, utf8.allSatisfy({ $0 < 0x80 }) else { return self }
        var letters = Array(utf8)
        func ends(_ ending: StaticString, leaving rest: Int) -> Bool {
            letters.count >= ending.utf8CodeUnitCount + rest
                && zip(
                    letters.suffix(ending.utf8CodeUnitCount),
                    UnsafeBufferPointer(
                        start: ending.utf8Start, count: ending.utf8CodeUnitCount)
                ).allSatisfy { $0 == $1 }
        }
        if ends("ies", leaving: 2) {
            letters.removeLast(3)
            letters.append(UInt8(ascii: "y"))
        } else if ends("sses", leaving: 1) || ends("xes", leaving: 1) || ends("ches", leaving: 1)
            || ends("shes", leaving: 1)
        {
            letters.removeLast(2)
        } else if ends("s", leaving: 3), !ends("ss", leaving: 0), !ends("us", leaving: 0), !ends("is", leaving: 0) {
            letters.removeLast()
        } else if ends("ing", leaving: 3) {
            letters.removeLast(3)
            if letters.count > 3, letters[letters.count - 1] == letters[letters.count - 2],
                !"lsz".utf8.contains(letters[letters.count - 1])
            {
                letters.removeLast()
            }
        }
        // "dance" and "danc(ing)".
        if letters.count > 3, letters.last == UInt8(ascii: "e") { letters.removeLast() }
        return String(decoding: letters, as: UTF8.self)
    }
}
