/// One step of a compiled pattern; numbers are places in the program.
enum PatternInstruction: Sendable {
    /// Takes one code point of the set.
    case one(ScalarSet)
    case position(PatternPosition)
    case jump(to: Int)
    /// Goes on at both places.
    case fork(Int, Int)
    case found
}

/// Turns a pattern into a program. Counted repetitions are written out, up to a size.
struct PatternCompiler {
    private var program: [PatternInstruction] = []
    private var work = 0

    private static let workLimit = 20_000

    mutating func compile(_ tree: PatternTree) throws(PatternError) -> [PatternInstruction] {
        try append(tree)
        program.append(.found)
        return program
    }

    private mutating func append(_ tree: PatternTree) throws(PatternError) {
        work += 1
        guard work <= Self.workLimit else { throw PatternError("its repetitions make it too large") }
        switch tree {
        case .empty: break
        case .one(let set): program.append(.one(set))
        case .position(let position): program.append(.position(position))
        case .sequence(let parts):
            for part in parts {
                try append(part)
            }
        case .alternatives(let alternatives): try append(alternatives: alternatives)
        case .repeated(let part, let least, let most): try append(part, least: least, most: most)
        }
    }

    private mutating func append(alternatives: [PatternTree]) throws(PatternError) {
        var jumps: [Int] = []
        for alternative in alternatives.dropLast() {
            let fork = program.count
            program.append(.fork(fork + 1, 0))
            try append(alternative)
            jumps.append(program.count)
            program.append(.jump(to: 0))
            program[fork] = .fork(fork + 1, program.count)
        }
        if let last = alternatives.last { try append(last) }
        for jump in jumps {
            program[jump] = .jump(to: program.count)
        }
    }

    private mutating func append(_ part: PatternTree, least: Int, most: Int?) throws(PatternError) {
        for _ in 0..<least {
            try append(part)
        }
        guard let most else {
            let fork = program.count
            program.append(.fork(fork + 1, 0))
            try append(part)
            program.append(.jump(to: fork))
            program[fork] = .fork(fork + 1, program.count)
            return
        }
        var forks: [Int] = []
        for _ in least..<most {
            forks.append(program.count)
            program.append(.fork(0, 0))
            try append(part)
        }
        for fork in forks {
            program[fork] = .fork(fork + 1, program.count)
        }
    }
}
