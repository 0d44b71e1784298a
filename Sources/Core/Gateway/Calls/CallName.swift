/// Names for calls that nobody has used before and nobody can guess, since a score is posted under them.
@usableFromInline
enum CallName {
    private static let digits = Array("0123456789abcdef".utf8)

    /// A random UUID (version 4 of RFC 9562) in lower case. Foundation's own opens a file for each one.
    @usableFromInline
    static func random(from randomness: Randomness) -> String {
        let upper = randomness.next() & ~0xF000 | 0x4000
        let lower = randomness.next() & ~(0b11 << 62) | 0b10 << 62
        return String(unsafeUninitializedCapacity: 36) { text in
            var place = 0
            for position in 0..<32 {
                if position == 8 || position == 12 || position == 16 || position == 20 {
                    text[place] = UInt8(ascii: "-")
                    place += 1
                }
                let word = position < 16 ? upper : lower
                text[place] = digits[Int(word >> UInt64(60 - 4 * (position & 15)) & 15)]
                place += 1
            }
            return 36
        }
    }
}
