/// What a pattern says, before it is turned into a program.
indirect enum PatternTree {
    case empty
    case one(ScalarSet)
    case position(PatternPosition)
    case sequence([PatternTree])
    case alternatives([PatternTree])
    /// `most` is `nil` for any number of times.
    case repeated(PatternTree, least: Int, most: Int?)
}

/// A condition on a place between characters.
enum PatternPosition: Sendable {
    case start
    case end
    case wordBoundary
    case noWordBoundary
}

/// A set of code points.
struct ScalarSet: Sendable {
    enum Item: Sendable {
        case range(ClosedRange<UInt32>)
        case categories(Set<Unicode.GeneralCategory>)
        case set(ScalarSet)
    }

    var items: [Item]
    var isInverted = false

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        let isListed = items.contains { item in
            switch item {
            case .range(let range): range.contains(scalar.value)
            case .categories(let categories): categories.contains(scalar.properties.generalCategory)
            case .set(let set): set.contains(scalar)
            }
        }
        return isListed != isInverted
    }

    var inverted: ScalarSet {
        ScalarSet(items: items, isInverted: !isInverted)
    }

    init(items: [Item], isInverted: Bool = false) {
        self.items = items
        self.isInverted = isInverted
    }

    init(_ scalar: Unicode.Scalar) {
        self.init(items: [.range(scalar.value...scalar.value)])
    }

    private init(ranges: [ClosedRange<UInt32>]) {
        self.init(items: ranges.map { .range($0) })
    }

    static let digits = ScalarSet(ranges: [0x30...0x39])
    static let wordCharacters = ScalarSet(ranges: [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
    /// WhiteSpace and LineTerminator of ECMA-262.
    static let whitespace = ScalarSet(ranges: [
        0x09...0x0D, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029, 0x202F...0x202F,
        0x205F...0x205F, 0x3000...0x3000, 0xFEFF...0xFEFF,
    ])
    /// What "." stands for.
    static let anythingButLineEnds = ScalarSet(ranges: [0x0A...0x0A, 0x0D...0x0D, 0x2028...0x2029]).inverted
}
