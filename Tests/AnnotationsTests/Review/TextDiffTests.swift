import TestKit
import Testing

@testable import Annotations

@Suite("A diff of two texts")
struct TextDiffTests {
    private typealias Piece = TextDiff.Piece

    private func text(_ pieces: [Piece], _ kinds: Set<Piece.Kind>) -> String {
        pieces.filter { kinds.contains($0.kind) }.map(\.text).joined()
    }

    @Test("names the words that changed, and nothing around them")
    func replacedWord() {
        let pieces = TextDiff.words(old: "The red bar is 3.5 high.", new: "The blue bar is 4.5 high.")
        #expect(
            pieces == [
                Piece(.kept, "The "), Piece(.removed, "red"), Piece(.added, "blue"), Piece(.kept, " bar is "),
                Piece(.removed, "3.5"), Piece(.added, "4.5"), Piece(.kept, " high."),
            ])
    }

    @Test("joins replaced words that only a space divides")
    func joined() {
        let pieces = TextDiff.words(old: "one two three", new: "one zwei drei")
        #expect(pieces == [Piece(.kept, "one "), Piece(.removed, "two three"), Piece(.added, "zwei drei")])
    }

    @Test("is nothing for equal texts, and all for empty ones")
    func extremes() {
        #expect(TextDiff.words(old: "", new: "").isEmpty)
        #expect(TextDiff.words(old: "a b", new: "a b") == [Piece(.kept, "a b")])
        #expect(TextDiff.words(old: "", new: "a b") == [Piece(.added, "a b")])
        #expect(TextDiff.words(old: "a b", new: "") == [Piece(.removed, "a b")])
    }

    @Test("tells two spellings of the same character apart")
    func spellings() {
        let pieces = TextDiff.words(old: "caf\u{E9}", new: "cafe\u{301}")
        #expect(pieces.map { Array($0.text.utf8) } == [Array("caf\u{E9}".utf8), Array("cafe\u{301}".utf8)])
        #expect(pieces.map(\.kind) == [.removed, .added])
    }

    @Test("compares character by character where a script has no spaces")
    func ideographs() {
        let pieces = TextDiff.words(old: "今日は雨です", new: "今日は雪です")
        #expect(pieces == [Piece(.kept, "今日は"), Piece(.removed, "雨"), Piece(.added, "雪"), Piece(.kept, "です")])
    }

    @Test("keeps words and numbers whole")
    func tokens() {
        let words = WordTokens.of("Don't pay 1,024.5 euros -- x_1.\r\n 東京")
        #expect(
            words.map(String.init) == [
                "Don't", " ", "pay", " ", "1,024.5", " ", "euros", " ", "-", "-", " ", "x_1", ".", "\r\n ", "東", "京",
            ])
    }

    @Test("gives both texts back, byte for byte", arguments: 0..<300)
    func property(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let old = (0..<Int.random(in: 0...12, using: &generator)).map { _ in HostileText.any(using: &generator) }
        var new = old
        for _ in 0..<Int.random(in: 0...6, using: &generator) {
            let place = Int.random(in: 0...new.count, using: &generator)
            if Bool.random(using: &generator) || place == new.count {
                new.insert(HostileText.any(using: &generator), at: place)
            } else {
                new.remove(at: place)
            }
        }
        let (oldText, newText) = (old.joined(separator: " "), new.joined(separator: " "))
        let limit = seed.isMultiple(of: 2) ? 400 : Int.random(in: 1...6, using: &generator)
        let pieces = TextDiff.words(old: oldText, new: newText, limit: limit)
        #expect(Array(text(pieces, [.kept, .added]).utf8) == Array(newText.utf8))
        #expect(Array(text(pieces, [.kept, .removed]).utf8) == Array(oldText.utf8))
        #expect(pieces.allSatisfy { !$0.text.isEmpty })
    }

    @Test("takes the shortest way", arguments: 0..<100)
    func shortest(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        func list() -> [Int] {
            (0..<Int.random(in: 0...14, using: &generator)).map { _ in Int.random(in: 0...3, using: &generator) }
        }
        let (old, new) = (list(), list())
        let steps = ShortestEdit.steps(from: old, to: new, limit: 100)
        #expect(steps.count { $0 != .keep } == new.difference(from: old).count)
    }

    @Test("of long texts without anything in common stays within bounds")
    func bounded() {
        let old = (0..<3000).map { "old\($0)" }.joined(separator: " ")
        let new = (0..<3000).map { "new\($0)" }.joined(separator: "\n")
        let pieces = TextDiff.words(old: old, new: new, limit: 20)
        #expect(text(pieces, [.kept, .added]) == new)
        #expect(text(pieces, [.kept, .removed]) == old)
    }
}
