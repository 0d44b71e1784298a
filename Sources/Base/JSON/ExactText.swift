// Swift compares strings under Unicode canonical equivalence. JSON compares code points (RFC 8259, section 8.3),
// which is the same as comparing UTF-8 bytes.
extension String {
    /// The UTF-8 bytes in one piece.
    func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        if let result = utf8.withContiguousStorageIfAvailable(body) { return result }
        return Array(utf8).withUnsafeBufferPointer(body)
    }

    func hasSameBytes(as other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        return withBytes { left in other.withBytes { right in ByteScan.areEqual(left, right) } }
    }

    func hashBytes(into hasher: inout Hasher) {
        withBytes { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        hasher.combine(0xFF as UInt8)  // no string is the beginning of another: UTF-8 has no such byte
    }

    /// Whether this comes first in the order of UTF-16 code units, which RFC 8785 asks for.
    ///
    /// UTF-8 bytes are in the order of code points. UTF-16 differs in one thing: what is written with surrogates
    /// (from U+10000 on, lead bytes F0 to F4) comes before U+E000 to U+FFFF (lead bytes EE and EF).
    func precedesInUTF16Order(_ other: String) -> Bool {
        withBytes { left in
            other.withBytes { right in
                let shared = Swift.min(left.count, right.count)
                var index = 0
                while index < shared, left[index] == right[index] {
                    index += 1
                }
                guard index < shared else { return left.count < right.count }
                let (mine, theirs) = (left[index], right[index])
                let isSwapped = mine >= 0xEE && theirs >= 0xEE && (mine >= 0xF0) != (theirs >= 0xF0)
                return isSwapped ? mine > theirs : mine < theirs
            }
        }
    }
}

/// A string as a key that is compared byte for byte.
struct ExactKey: Hashable {
    let text: String

    static func == (left: ExactKey, right: ExactKey) -> Bool {
        left.text.hasSameBytes(as: right.text)
    }

    func hash(into hasher: inout Hasher) {
        text.hashBytes(into: &hasher)
    }
}
