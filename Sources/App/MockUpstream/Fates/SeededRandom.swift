import Foundation

/// SplitMix64 (Steele, Lea and Flood 2014): a sequence that depends on its seed only.
struct SeededRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// - Parameter stream: different numbers give sequences that have nothing to do with each other.
    init(seed: UInt64, stream: UInt64 = 0) {
        var mixer = SeededRandom(state: seed)
        let mixed = mixer.next()
        state = mixed ^ (stream &* 0xD134_2543_DE82_EF95)
        _ = next()
    }

    private init(state: UInt64) {
        self.state = state
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// From 0 to 1, without 1.
    mutating func unit() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// From the standard normal distribution (Box and Muller 1958).
    mutating func normal() -> Double {
        let radius = (-2 * log(1 - unit())).squareRoot()
        return radius * cos(2 * .pi * unit())
    }
}

/// FNV-1a, 64 bits: a name for a text that is the same in every process.
enum TextHash {
    static func of(_ text: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 {
            hash ^= UInt64(byte)
            hash &*= 0x0000_0100_0000_01B3
        }
        return hash
    }
}
