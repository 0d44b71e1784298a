import Accessibility
import Decks
import MediaTools
import Testing

@Suite("The other rules")
struct RuleTests {
    @Test("find nothing on a slide that is fine")
    func fine() {
        #expect(
            Sample.findings(Sample.text(3, "Maples turn red in November."), Sample.table([["a", "b"], ["1", "2"]]))
                == [])
    }

    @Test("want a title with text on every slide")
    func titles() {
        let found = RuleBook.findings(in: Sample.deck([[Sample.text(3, "No title")], [Sample.title("")]]))
        #expect(found.summary == ["title-missing error", "title-missing error"])
        #expect(found.map(\.slide) == [1, 2])
        #expect(found[0].message == "Slide 1 has no title.")
        #expect(found[1].message == "The title of slide 2 is empty.")
    }

    @Test("want titles to differ, and numbers are a difference")
    func repeated() {
        let titles = ["Costs", "costs ", "Costs (2 of 2)", "Gains"]
        let found = RuleBook.findings(in: Sample.deck(titles.map { [Sample.title($0)] }))
        #expect(found.summary == ["title-repeated tip"])
        #expect(found.first?.slide == 2)
    }

    @Test("want a header for a table, and not for a list in a grid")
    func tables() {
        #expect(
            Sample.findings(Sample.table([["a", "b"], ["1", "2"]], header: false)).summary == ["table-header error"])
        #expect(Sample.findings(Sample.table([["a"], ["b"]], header: false)) == [])
        var byColumn = Sample.table([["a", "1"], ["b", "2"]], header: false)
        byColumn.table?.hasHeaderColumn = true
        #expect(Sample.findings(byColumn) == [])
    }

    @Test("want plain grids")
    func unevenTables() {
        var merged = Sample.table([["a", "b"], ["1", "2"]])
        merged.table?.rows[1][0].isMerged = true
        #expect(Sample.findings(merged).summary == ["table-structure tip"])
        #expect(Sample.findings(Sample.table([["a", "b"], ["", ""]])).summary == ["table-structure tip"])
        #expect(Sample.findings(Sample.table([["a", ""], ["1", ""]])).summary == ["table-structure tip"])
        #expect(Sample.findings(Sample.table([["", ""], ["", ""]])) == [])
    }

    @Test("find tiny text, but not in footers and exponents")
    func small() {
        #expect(Sample.findings(Sample.text(3, "Small print", size: 10)).summary == ["text-small tip"])
        #expect(Sample.findings(Sample.text(3, "Tiny print", size: 8)).summary == ["text-small warning"])
        #expect(Sample.findings(Sample.text(3, "Twelve", size: 12)) == [])
        #expect(Sample.findings(Sample.text(3, "Footer", placeholder: .footer, size: 8)) == [])
        var raised = Sample.text(3, "squared", size: 8)
        raised.paragraphs[0].runs[0].isRaised = true
        #expect(Sample.findings(raised) == [])
    }

    @Test(
        "find links that do not say where they lead",
        arguments: [
            ("click here", "warning"), ("Hier", "warning"), ("aquí", "warning"), ("En savoir plus…", "warning"),
            ("https://example.org/a/b?c=7", "tip"), ("example.org", nil), ("aki@example.org", nil),
            ("Statistics of 2024", nil),
        ])
    func links(text: String, severity: String?) {
        let found = Sample.findings(Sample.link(text, "https://example.org/a/b?c=7"))
        #expect(found.summary == severity.map { ["link-text \($0)"] } ?? [])
    }

    @Test("take a link in two colours for one")
    func splitLink() {
        var shape = Sample.link("More", "https://example.org/a")
        shape.paragraphs[0].runs.append(
            StyledRun(" about maples", color: .black, link: "https://example.org/a", language: "en"))
        #expect(Sample.findings(shape) == [])
    }

    @Test("find equal texts of links with different targets")
    func repeatedLinks() {
        let one = Sample.link("Report", "https://example.org/1")
        #expect(Sample.findings(one, Sample.link("report", "https://example.org/2")).summary == ["link-repeated tip"])
        #expect(Sample.findings(one, one) == [])
    }

    @Test("want captions for videos, and hint at the words of sounds")
    func captions() {
        var video = Sample.shape(4, .video, altText: "A dance.")
        #expect(Sample.findings(video).summary == ["media-captions warning"])
        video.hasCaptions = true
        #expect(Sample.findings(video) == [])
        #expect(Sample.findings(Sample.shape(4, .audio, altText: "Bells.")).summary == ["media-captions tip"])
    }

    @Test("want the language stated once for most of the text")
    func language() {
        var silent = Sample.text(3, "Maples turn red in November.")
        silent.paragraphs[0].runs[0].language = nil
        let found = Sample.findings(silent)
        #expect(found.summary == ["language-missing warning"])
        #expect(found.first?.slide == nil)
    }

    @Test("find shouting, but not abbreviations")
    func capitals() {
        #expect(
            Sample.findings(Sample.text(3, "PLEASE READ THIS LONG WARNING BEFORE LEAVING")).summary == [
                "text-capitals tip"
            ])
        #expect(Sample.findings(Sample.text(3, "NASA, ESA, JAXA, CNSA, ISRO, DLR")) == [])
    }

    @Test("tell of slides that move on, once for a deck that runs by itself")
    func timing() {
        var deck = Sample.deck((1...5).map { [Sample.title("Slide \($0)")] })
        deck.slides[1].look.advancesAfter = 4600
        let one = RuleBook.findings(in: deck)
        #expect(one.summary == ["timing-automatic tip"])
        #expect(one.first?.message.contains("5 seconds") == true)
        for index in deck.slides.indices { deck.slides[index].look.advancesAfter = 2000 }
        #expect(RuleBook.findings(in: deck).map(\.slide) == [nil])
    }

    @Test("tell of endless animations, unnamed sections and a missing title")
    func others() {
        var deck = Sample.deck([[Sample.title("One")]])
        deck.title = "PowerPoint Presentation"
        deck.sections = ["Default Section", "Untitled Section"]
        deck.slides[0].look.repeatsForever = true
        #expect(
            Set(RuleBook.findings(in: deck).summary) == [
                "motion-endless tip", "section-name tip", "document-title tip",
            ])
    }

    @Test("say what is faint, and how much is needed")
    func faint() {
        var deck = Sample.deck([[Sample.title("One")]])
        let gray = Color(red: 0x99, green: 0x99, blue: 0x99)
        deck.slides[0].faint = [
            FaintText(
                shape: 3, shapeName: "Text 3", text: "Gray", color: gray, ground: .white, ratio: 2.84, required: 4.5)
        ]
        let found = RuleBook.findings(in: deck)
        #expect(found.summary == ["contrast warning"])
        #expect(
            found.first?.message
                == "“Gray” in 'Text 3' has a contrast of 2.8 to 1 (#999999 on #FFFFFF); 4.5 are needed.")
        deck.slides[0].faint[0].ratio = 1.1
        #expect(RuleBook.findings(in: deck).summary == ["contrast error"])
    }

    @Test("check hidden slides too, and say so")
    func hidden() {
        var deck = Sample.deck([[Sample.text(3, "No title")]])
        deck.slides[0].look.isHidden = true
        #expect(RuleBook.findings(in: deck).first?.message == "Slide 1 has no title. The slide is hidden.")
    }

    @Test("are listed by slide, then the gravest first")
    func order() {
        var deck = Sample.deck([
            [Sample.title("One"), Sample.text(3, "Small", size: 10), Sample.shape(4, .picture)], [Sample.text(3, "x")],
        ])
        deck.title = nil
        #expect(
            RuleBook.findings(in: deck).map(\.rule) == [
                "document-title", "alt-text-missing", "text-small", "title-missing",
            ])
    }

    @Test("have names, reasons and remedies of their own")
    func book() {
        #expect(Set(RuleBook.all.map(\.id)).count == RuleBook.all.count)
        for rule in RuleBook.all {
            #expect(rule.id.wholeMatch(of: #/[a-z]+(-[a-z]+)*/#) != nil)
            #expect([rule.title, rule.why, rule.remedy, rule.source].allSatisfy { !$0.isEmpty })
        }
    }
}
