import Testing

@testable import Annotations

@Suite("References")
struct ReferenceTests {
    private struct Links: LinkVerifier {
        var known: Set<String>

        func exists(_ url: String) async -> Bool { known.contains(url) }
    }

    private var material: SlideMaterial {
        OfflineSamples.material(
            OfflineSamples.slide("Lenses", OfflineSamples.body("See https://example.org/lens for more.")),
            sources: [Reference(title: "Given", url: "https://example.org/given")])
    }

    @Test("of the slide and of the given sources are good; others when there is something at their address")
    func review() async {
        let links = Links(known: ["https://example.com/real"])
        let review = await ReferenceReview(material: material, links: links).review([
            Reference(title: "On the slide", url: "https://example.org/lens"),
            Reference(title: "Looked up", url: "https://example.com/real"),
            Reference(title: "Invented", url: "https://example.com/invented"),
        ])
        #expect(review.good.map(\.title) == ["On the slide", "Looked up"])
        #expect(review.flags.map(\.excerpt) == ["https://example.com/invented"])
        #expect(review.flags.map(\.kind) == [.unverifiedURL])
    }

    @Test("that nobody can look up are left out")
    func noLinks() async {
        let review = await ReferenceReview(material: material, links: nil).review([
            Reference(title: "Looked up", url: "https://example.com/real")
        ])
        #expect(review.good.isEmpty && review.flags.count == 1)
    }

    @Test("are given one a line, in several forms")
    func list() throws {
        let text = """
            # Sources
            The lens (https://example.org/a)
            - [Towers](https://example.org/b)
            Ships https://example.org/c

            https://example.org/d
            """
        let references = try SourceList.read(text, name: "s.txt")
        #expect(references.map(\.title) == ["The lens", "Towers", "Ships", "example.org"])
        #expect(references.map { $0.url.suffix(1) } == ["a", "b", "c", "d"])
        #expect(throws: AnnotationError.self) { try SourceList.read("No address here", name: "s.txt") }
    }
}
