import Essentials
import TestKit
import Testing

@testable import Decks

@Suite("The narration script")
struct NarrationScriptTests {
    private func deck(_ count: Int) -> Deck {
        Deck(
            slides: (1...count).map { number in
                Slide(
                    number: number, isHidden: number == 2, title: number == 3 ? nil : "Title\n## Slide 1 of \(number)",
                    appearance: ContentDigest(of: "\(number)"))
            })
    }

    private func failure(_ script: String, slideCount: Int = 4) -> DeckError? {
        do {
            _ = try NarrationScript.parse(script, slideCount: slideCount)
            return nil
        } catch {
            return error as? DeckError
        }
    }

    @Test("has a heading for each slide and the text below it")
    func form() {
        let script = NarrationScript.render(deck: deck(3), narrations: [1: "Hello.\n\nAgain.", 2: "", 3: "# one"])
        #expect(script.hasPrefix("<!--\n"))
        #expect(
            script.hasSuffix(
                "-->\n\n## Slide 1: Title ## Slide 1 of 1\n\nHello.\n\nAgain.\n\n"
                    + "## Slide 2 (hidden): Title ## Slide 1 of 2\n"
                    + "\n## Slide 3\n\n\\# one\n"))
    }

    @Test("leaves the slides that it does not mention to their own narration")
    func mentions() throws {
        let script = "\u{FEFF}## Slide 3: Anything at all\r\n\r\nNew words.  \r\nMore.\r\n\r\n##slide 1\r\n   \r\n"
        #expect(try NarrationScript.parse(script, slideCount: 3) == [3: "New words.  \nMore.", 1: ""])
        #expect(try NarrationScript.parse("", slideCount: 3) == [:])
    }

    @Test("gives back any text as it was")
    func roundTrip() throws {
        let pieces = [
            "#", "## Slide 1", "<!-- hidden", "-->", "\\", "\\#", "word", " ", "  ", "\n", "\n\n", "\t", "😀", "👩‍👩‍👧",
            "東京",
            "é",
            "\u{301}", "#\u{301}", "\u{2028}", "\u{A0}", "###", "- item", "\u{FEFF}", "<", "!--", "---",
        ]
        var random = SeededGenerator(seed: 7)
        for _ in 0..<3000 {
            var narrations: [Int: String] = [:]
            for slide in 1...3 where Bool.random(using: &random) {
                narrations[slide] = (0..<Int.random(in: 0..<9, using: &random))
                    .map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            }
            let script = NarrationScript.render(deck: deck(3), narrations: narrations)
            let back = try NarrationScript.parse(script, slideCount: 3)
            #expect(back.mapValues { Array($0.utf8) } == narrations.mapValues { Array($0.utf8) }, "\(script)")
            let windows = script.replacing("\n", with: "\r\n")
            #expect(try NarrationScript.parse(windows, slideCount: 3) == back)
        }
    }

    @Test("keeps a backslash that escapes nothing")
    func backslash() throws {
        #expect(try NarrationScript.parse("## Slide 1\n\\alpha \\# x", slideCount: 1) == [1: "\\alpha \\# x"])
    }

    @Test("passes over comments")
    func comments() throws {
        let script = "<!-- one -->\n## Slide 1\nA\n<!-- two\n## Slide 9\n-->\nB"
        #expect(try NarrationScript.parse(script, slideCount: 1) == [1: "A\nB"])
    }

    @Test("names the line of a heading for a slide that is not there")
    func noSuchSlide() {
        for heading in ["## Slide 5", "## Slide 0", "## Slide 99999999999999999999999"] {
            let error = failure("## Slide 1\n\nA\n\n" + heading + ": x\n")
            #expect(error?.code == "script.no-such-slide")
            #expect(error?.category == .badInput)
            #expect(error?.message.contains("Line 5 ") == true)
            #expect(error?.message.contains("4 slides") == true)
        }
        #expect(failure("## Slide 1", slideCount: 0)?.code == "script.no-such-slide")
    }

    @Test("refuses what it cannot place")
    func refusals() {
        let repeated = failure("## Slide 2\n## Slide 2\n")
        #expect(repeated?.code == "script.repeated")
        #expect(repeated?.message.contains("Line 2 ") == true && repeated?.message.contains("line 1,") == true)
        #expect(failure("\n\nHello\n## Slide 1\n")?.code == "script.text-before-heading")
        #expect(failure("## Slides\n")?.code == "script.bad-heading")
        #expect(failure("## Slide 3b\n")?.code == "script.bad-heading")
        #expect(failure("## Slide 1\n<!-- a\nb")?.message.contains("line 2 ") == true)
        #expect(failure("## Slide 1\n<!-- a --> b")?.code == "script.text-after-comment")
    }
}
