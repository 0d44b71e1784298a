import Accessibility
import Decks
import Testing

@Suite("The rules about alternative texts")
struct AltTextRuleTests {
    @Test(
        "want one for whatever is seen and not read",
        arguments: [StyledShape.Kind.picture, .chart, .diagram, .video, .object])
    func missing(kind: StyledShape.Kind) {
        let found = Sample.findings(Sample.shape(4, kind)).filter { $0.rule == "alt-text-missing" }
        #expect(found.map(\.severity) == [.error])
        #expect(found.first?.shape == 4)
        #expect(found.first?.shapeName == Sample.shape(4, kind).name)
    }

    @Test("want none for text, lines, lone rectangles and what is decorative")
    func notNeeded() {
        var decorative = Sample.shape(4, .picture)
        decorative.isDecorative = true
        #expect(Sample.findings(decorative, Sample.text(5, "Red leaves"), Sample.shape(6, .connector)) == [])
        #expect(Sample.findings(Sample.shape(7, .shape)) == [])
    }

    @Test("let a table be read, but give a tip")
    func table() {
        var table = Sample.table([["a", "b"], ["1", "2"]])
        table.altText = nil
        #expect(Sample.findings(table).summary == ["alt-text-missing tip"])
    }

    @Test("let a group speak for its members, and its members for it")
    func groups() {
        var group = StyledShape(id: 4, name: "Group 4", kind: .group, frame: Sample.frame(0, 50, 400, 100))
        group.members = [Sample.shape(5, .picture), Sample.text(6, "Label")]
        #expect(Sample.findings(group).map(\.shape) == [5])
        group.altText = "A labelled tower."
        #expect(Sample.findings(group) == [])
        group.altText = nil
        group.members[0].altText = "A tower."
        #expect(Sample.findings(group) == [])
    }

    @Test("take a group of drawn shapes for one drawing")
    func drawing() {
        var group = StyledShape(id: 4, name: "Group 4", kind: .group, frame: Sample.frame(0, 50, 400, 100))
        var oval = Sample.shape(5, .shape)
        oval.isRectangle = false
        group.members = [oval, oval]
        #expect(Sample.findings(group).summary == ["alt-text-missing error"])
        group.members.append(Sample.text(6, "Label"))
        #expect(Sample.findings(group).summary == ["alt-text-missing tip"])
        group.members = [Sample.text(6, "One"), Sample.text(7, "Two")]
        #expect(Sample.findings(group) == [])
    }

    @Test(
        "are as grave as what is lost",
        arguments: [
            ("IMG_2041.png", Severity.error), ("Picture 4", .error), ("Kyoto in autumn.", .warning),
            ("Image of a temple.", .tip), ("A temple", .tip),
        ])
    func unfit(text: String, severity: Severity) {
        #expect(
            Sample.findings(Sample.shape(4, .picture, altText: text)).summary == ["alt-text-unfit \(severity.rawValue)"]
        )
    }

    @Test("tell a picture's text that is long from one that is too long")
    func long() {
        func severities(_ length: Int, _ kind: StyledShape.Kind) -> [Severity] {
            let text = String(repeating: "a", count: length - 1) + "."
            return Sample.findings(Sample.shape(4, kind, altText: text)).map(\.severity)
        }
        #expect(severities(125, .picture) == [])
        #expect(severities(126, .picture) == [.tip])
        #expect(severities(251, .picture) == [.warning])
        #expect(severities(200, .chart) == [])
    }

    @Test("tell texts that nobody approved")
    func automatic() {
        let text = "A temple. Description automatically generated."
        #expect(Sample.findings(Sample.shape(4, .picture, altText: text)).summary == ["alt-text-automatic tip"])
    }
}
