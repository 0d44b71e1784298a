import Foundation
import JSON

/// Vectors of unit length made of a text's words: the same text has the same vector everywhere, and texts that share
/// words lie close to each other.
enum Vectors {
    static func vector(of text: String, dimensions: Int) -> [Float] {
        var vector = [Float](repeating: 0, count: dimensions)
        let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }
        for word in words.isEmpty ? [""] : words {
            var random = SeededRandom(seed: TextHash.of(String(word)))
            for place in vector.indices { vector[place] += Float(random.unit() - 0.5) }
        }
        let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return length > 0 ? vector.map { $0 / length } : vector
    }

    static func json(_ vector: [Float]) -> JSONValue {
        .array(vector.map { JSONValue(Double("\($0)") ?? 0) })
    }

    /// 32-bit floats, little endian.
    static func base64(_ vector: [Float]) -> JSONValue {
        var bytes = Data(capacity: vector.count * 4)
        for number in vector { withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes.append(contentsOf: $0) } }
        return .string(bytes.base64EncodedString())
    }
}
