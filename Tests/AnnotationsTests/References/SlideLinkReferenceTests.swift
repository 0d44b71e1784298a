import Decks
import Testing

@testable import Annotations

@Suite("Hyperlinks as sources")
struct SlideLinkReferenceTests {
    private func material(
        _ links: [SlideLink], _ texts: String..., sources: [Reference] = [], language: String = "en-US"
    ) -> SlideMaterial {
        var slide = OfflineSamples.slide("Lenses", language: language)
        slide.elements += texts.enumerated().map { OfflineSamples.body($0.element, id: 10 + $0.offset) }
        slide.links = links
        return OfflineSamples.material(slide, sources: sources)
    }

    private func references(_ material: SlideMaterial) -> [String] {
        ReferenceFinder(material: material).references.map(\.description)
    }

    @Test("are called by their words, or as the slide where these say nothing")
    func titles() {
        let links = [
            SlideLink(title: "1. The lens of Fresnel.", url: "https://example.org/1"),
            SlideLink(title: "here", url: "https://example.org/2"), SlideLink(title: "", url: "https://example.org/3"),
        ]
        #expect(
            references(material(links)) == [
                "The lens of Fresnel (https://example.org/1)", "Lenses (https://example.org/2)",
                "Lenses (https://example.org/3)",
            ])
    }

    @Test("are listed once with the same address in a text, under the words that are linked")
    func once() {
        let links = [SlideLink(title: "Fresnel's lens", url: "http://example.org/lens/")]
        let found = references(material(links, "Read https://example.org/lens before the lesson and take notes"))
        #expect(found == ["Fresnel's lens (https://example.org/lens)"])
    }

    @Test("are told to a model")
    func told() {
        let links = [SlideLink(title: "Lens", url: "https://a.org/1"), SlideLink(title: "", url: "https://b.org")]
        let text = SlideAsText(material: material(links), style: AnnotationStyle(), wanted: []).text
        #expect(text.contains("Links:\n  Lens (https://a.org/1)\n  https://b.org\n"))
        #expect(
            !SlideAsText(material: OfflineSamples.material(OfflineSamples.slide("A")), style: .init(), wanted: [])
                .text.contains("Links:"))
    }

    @Test("bear out their address and their words, but no numbers in the address")
    func evidence() {
        let links = [SlideLink(title: "Fresnel 1822", url: "https://github.com/Optics/issues/4711)")]
        let grounding = Grounding(material: material(links), style: AnnotationStyle())
        func excerpts(_ text: String) -> [String] { grounding.flags(for: .text(text)).map(\.excerpt) }
        #expect(excerpts("See https://github.com/Optics/issues/4711).") == [])
        #expect(excerpts("This is from Fresnel in 1822, on GitHub.") == [])
        #expect(excerpts("There are 4711 lenses.") == ["4711"])
        #expect(excerpts("See https://github.com/Optics.") == ["https://github.com/Optics"])
        let reference = Reference(title: "Fresnel", url: links[0].url)
        #expect(grounding.flags(for: .references([reference])) == [])
    }

    @Test("of the slide need not be looked up")
    func review() async {
        let material = material([SlideLink(title: "Lens", url: "https://example.org/lens")])
        let review = await ReferenceReview(material: material, links: nil).review([
            Reference(title: "Lens", url: "https://example.org/lens")
        ])
        #expect(review.good.count == 1 && review.flags.isEmpty)
    }
}
