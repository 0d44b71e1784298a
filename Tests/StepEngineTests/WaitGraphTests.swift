import TestKit
import Testing

@testable import StepEngine

@Suite("The graph of who waits for whom")
struct WaitGraphTests {
    func expect(_ isAllowed: Bool, _ expected: Bool, at place: SourceLocation = #_sourceLocation) {
        #expect(isAllowed == expected, sourceLocation: place)
    }

    @Test("refuses the wait that would close a circle, however long")
    func circle() {
        var graph = WaitGraph()
        for run in 1..<50 { expect(graph.add(run, waitsFor: run + 1), true) }
        expect(graph.add(50, waitsFor: 1), false)
        expect(graph.add(7, waitsFor: 7), false)
        graph.remove(25, waitsFor: 26)
        expect(graph.add(50, waitsFor: 1), true)
    }

    @Test("counts: a run that waits twice still waits after one answer")
    func counts() {
        var graph = WaitGraph()
        expect(graph.add(1, waitsFor: 2), true)
        expect(graph.add(1, waitsFor: 2), true)
        graph.remove(1, waitsFor: 2)
        expect(graph.add(2, waitsFor: 1), false)
    }

    @Test("never lets a circle in (random waits, checked against reachability)", arguments: 0..<20 as Range<UInt64>)
    func property(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var graph = WaitGraph()
        var edges: Set<[Int]> = []
        for _ in 0..<200 {
            let (from, to) = (Int.random(in: 0..<15, using: &random), Int.random(in: 0..<15, using: &random))
            var reached: Set<Int> = [to]
            for _ in 0..<15 { for edge in edges where reached.contains(edge[0]) { reached.insert(edge[1]) } }
            expect(graph.add(from, waitsFor: to), !reached.contains(from))
            if !reached.contains(from) { edges.insert([from, to]) }
        }
    }
}
