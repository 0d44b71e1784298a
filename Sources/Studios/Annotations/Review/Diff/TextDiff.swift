/// What changed between two texts, word by word.
package struct TextDiff {
    /// A stretch of text and what became of it.
    package struct Piece: Hashable, Sendable {
        package enum Kind: Sendable {
            case kept, removed, added
        }

        package var kind: Kind
        package var text: String

        package init(_ kind: Kind, _ text: String) {
            self.kind = kind
            self.text = text
        }
    }

    /// The pieces in order; where a stretch was replaced, what was removed comes before what was added.
    ///
    /// What was kept and added gives `new`, what was kept and removed gives `old`, byte for byte. Texts that differ in
    /// more than `limit` words are compared less thoroughly, so that the time stays within bounds.
    package static func words(old: String, new: String, limit: Int = 400) -> [Piece] {
        let (oldWords, newWords) = (WordTokens.of(old), WordTokens.of(new))
        var numbers: [[UInt8]: Int] = [:]
        // By bytes: strings with equal bytes only are equal, unlike Swift's, for which "é" has two spellings.
        func number(_ word: Substring) -> Int {
            let bytes = Array(word.utf8)
            if let known = numbers[bytes] { return known }
            numbers[bytes] = numbers.count
            return numbers.count - 1
        }
        let steps = ShortestEdit.steps(from: oldWords.map(number), to: newWords.map(number), limit: limit)
        return pieces(blocks(steps, oldWords, newWords))
    }

    /// Text that was kept, and what was replaced by what after it.
    private struct Block {
        var kept = ""
        var removed = ""
        var added = ""

        var isReplacement: Bool { !removed.isEmpty && !added.isEmpty }
    }

    private static func blocks(_ steps: [ShortestEdit.Step], _ old: [Substring], _ new: [Substring]) -> [Block] {
        var blocks = [Block()]
        var (oldPlace, newPlace) = (0, 0)
        for step in steps {
            switch step {
            case .keep:
                if !blocks[blocks.count - 1].removed.isEmpty || !blocks[blocks.count - 1].added.isEmpty {
                    blocks.append(Block())
                }
                blocks[blocks.count - 1].kept += old[oldPlace]
                oldPlace += 1
                newPlace += 1
            case .remove:
                blocks[blocks.count - 1].removed += old[oldPlace]
                oldPlace += 1
            case .add:
                blocks[blocks.count - 1].added += new[newPlace]
                newPlace += 1
            }
        }
        return blocks
    }

    /// A space that was kept between two replaced words reads better as part of one replacement.
    private static func pieces(_ blocks: [Block]) -> [Piece] {
        var merged: [Block] = []
        for block in blocks {
            if let last = merged.last, last.isReplacement, block.isReplacement, block.kept.allSatisfy(\.isWhitespace) {
                merged[merged.count - 1].removed += block.kept + block.removed
                merged[merged.count - 1].added += block.kept + block.added
            } else {
                merged.append(block)
            }
        }
        return merged.flatMap { block in
            [Piece(.kept, block.kept), Piece(.removed, block.removed), Piece(.added, block.added)]
        }.filter { !$0.text.isEmpty }
    }
}
