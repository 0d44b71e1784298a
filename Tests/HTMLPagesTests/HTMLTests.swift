import Foundation
import TestKit
import Testing

@testable import HTMLPages

@Suite("Markup")
struct HTMLTests {
    @Test("escapes what is interpolated, and takes markup as it is")
    func escapes() {
        let part: HTML = "<b>\("a<b & \"c\" 'd'")</b>"
        #expect(part.text == "<b>a&lt;b &amp; &quot;c&quot; &#39;d&#39;</b>")
        let whole: HTML = "<p>\(part)\(7)</p>"
        #expect(whole.text == "<p><b>a&lt;b &amp; &quot;c&quot; &#39;d&#39;</b>7</p>")
        let nothing: HTML? = nil
        #expect(("<p>\(nothing)</p>" as HTML).text == "<p></p>")
    }

    @Test("shows control characters instead of obeying them, and makes line ends one kind")
    func controls() {
        let noncharacters = String(decoding: [0xFFFF, 0xD83F, 0xDFFE] as [UInt16], as: UTF16.self)
        #expect(HTML(words: "a\u{0}b\u{1B}c\u{7F}").text == "a\u{2400}b\u{241B}c\u{2421}")
        #expect(HTML(words: "a\r\nb\rc\u{B}d\u{85}e\r\r\nf").text == "a\nb\nc\nd\ne\n\nf")
        #expect(HTML(words: "\u{202E}\u{9B}\(noncharacters)").text == "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}")
        #expect(HTML(words: "\tمرحبا 👩‍👩‍👧 e\u{301}").text == "\tمرحبا 👩‍👩‍👧 e\u{301}")
    }

    @Test("gives every text back from an element and from an attribute, whatever is in it", arguments: 0..<200)
    func roundTrip(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let text = HostileText.any(using: &generator)
        let page = MarkupReader(("<p title=\"\(text)\">\(text)</p>" as HTML).text)
        #expect(page.problems.isEmpty)
        #expect(page.elements.count == 1)
        #expect(page.elements.first?.attributes["title"] == page.elements.first?.text)
        func letters(_ text: String?) -> String { text.map { String($0.filter(\.isLetter)) } ?? "" }
        #expect(letters(page.elements.first?.text) == letters(text))
    }

    @Test("links to pages of the web only")
    func links() {
        #expect(
            HTML.link("x", to: "https://a.example/?a=1&b='2'").text
                == "<a href=\"https://a.example/?a=1&amp;b=&#39;2&#39;\" rel=\"noopener noreferrer\">x</a>")
        let refused = [
            "javascript:alert(1)", "JAVASCRIPT://a.example", "data:text/html,x", "//a.example", "file:///etc/passwd",
            "http://", "https://?x", "https://a.example/\u{202E}x", "https://a .example", "java\nscript:x", "",
        ]
        for address in refused { #expect(HTML.link("x", to: address).text == "x", "\(address)") }
    }

    @Test("names a language only when it is one", arguments: ["de", "ar-EG", "zh-Hant-TW", "es-419"])
    func languages(tag: String) {
        #expect(HTML.language(tag).text == " lang=\"\(tag)\" dir=\"auto\"")
    }

    @Test("leaves a language out that is none", arguments: ["", "e", "de_DE", "\" onload=\"x", "de--AT", "ünk", "de-"])
    func noLanguages(tag: String) {
        #expect(HTML.language(tag).text == " dir=\"auto\"")
    }

    @Test("holds pictures of the kinds that browsers show, and no others")
    func pictures() {
        let jpeg = Data([0xFF, 0xD8, 0xFF, 0xE0])
        #expect(
            HTML.picture(jpeg, alternative: "A \"b\"")?.text
                == "<img src=\"data:image/jpeg;base64,/9j/4A==\" alt=\"A &quot;b&quot;\" decoding=\"async\">")
        #expect(HTML.picture(Data([0x89, 0x50, 0x4E, 0x47]), alternative: "")?.text.contains("image/png") == true)
        #expect(HTML.picture(Data("<svg onload=x>".utf8), alternative: "") == nil)
        #expect(HTML.picture(Data(), alternative: "") == nil)
    }
}
