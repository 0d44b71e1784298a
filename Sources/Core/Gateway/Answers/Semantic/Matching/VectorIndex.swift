/// Unit vectors, and the nearest of them to another: exact, by comparing with all.
///
/// The vectors lie behind one another in one array, each padded to a multiple of eight numbers, and eight numbers
/// are multiplied at a time. For the few thousand entries of a cache this is faster than an approximate index is
/// safe, and it never overlooks the nearest.
public struct VectorIndex: Sendable {
    /// How many numbers a vector has.
    public let dimensions: Int
    private let blocks: Int
    private var matrix: [SIMD8<Float>] = []
    private(set) var count = 0

    public init(dimensions: Int) {
        self.dimensions = max(dimensions, 1)
        blocks = (self.dimensions + 7) / 8
    }

    /// Adds a vector at the end, or in place of the one at `row`. It is brought to length 1.
    ///
    /// - Returns: false for a vector of another size, of length zero, or with numbers that are not finite.
    public mutating func set(_ vector: [Float], at row: Int? = nil) -> Bool {
        guard let padded = padded(vector) else { return false }
        let row = row ?? count
        guard (0...count).contains(row) else { return false }
        if row == count {
            matrix.append(contentsOf: padded)
            count += 1
        } else {
            matrix.replaceSubrange(row * blocks..<(row + 1) * blocks, with: padded)
        }
        return true
    }

    /// Takes a vector out; the last one takes its place.
    public mutating func remove(at row: Int) {
        guard (0..<count).contains(row) else { return }
        let last = count - 1
        if row != last {
            for block in 0..<blocks { matrix[row * blocks + block] = matrix[last * blocks + block] }
        }
        matrix.removeLast(blocks)
        count = last
    }

    /// The nearest `limit` vectors among those whose row `isCandidate` allows, nearest first, with their cosine.
    public func nearest(
        to vector: [Float], limit: Int, where isCandidate: (Int) -> Bool = { _ in true }
    ) -> [(row: Int, similarity: Double)] {
        guard limit > 0, let query = padded(vector) else { return [] }
        var best: [(row: Int, similarity: Float)] = []
        var worst = -Float.infinity
        matrix.withUnsafeBufferPointer { matrix in
            query.withUnsafeBufferPointer { query in
                for row in 0..<count where isCandidate(row) {
                    let similarity = Self.product(matrix, row &* blocks, query, blocks)
                    guard best.count < limit || similarity > worst else { continue }
                    let place = best.firstIndex { $0.similarity < similarity } ?? best.count
                    best.insert((row, similarity), at: place)
                    if best.count > limit { best.removeLast() }
                    worst = best[best.count - 1].similarity
                }
            }
        }
        return best.map { ($0.row, Double(min(max($0.similarity, -1), 1))) }
    }

    /// Two sums at once, so that one addition need not wait for the other.
    private static func product(
        _ matrix: UnsafeBufferPointer<SIMD8<Float>>, _ start: Int, _ query: UnsafeBufferPointer<SIMD8<Float>>,
        _ blocks: Int
    ) -> Float {
        var even = SIMD8<Float>.zero
        var odd = SIMD8<Float>.zero
        var block = 0
        while block &+ 1 < blocks {
            even = even + matrix[start &+ block] * query[block]
            odd = odd + matrix[start &+ block &+ 1] * query[block &+ 1]
            block &+= 2
        }
        if block < blocks { even = even + matrix[start &+ block] * query[block] }
        return (even + odd).sum()
    }

    private func padded(_ vector: [Float]) -> [SIMD8<Float>]? {
        guard vector.count == dimensions, vector.allSatisfy(\.isFinite) else { return nil }
        let length = vector.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
        guard length > 1e-12, length.isFinite else { return nil }
        var padded = [SIMD8<Float>](repeating: .zero, count: blocks)
        for (place, number) in vector.enumerated() { padded[place / 8][place % 8] = Float(Double(number) / length) }
        return padded
    }
}
