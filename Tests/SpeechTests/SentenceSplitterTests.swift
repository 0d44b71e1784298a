import Speech
import TestKit
import Testing

@Suite("Sentences")
struct SentenceSplitterTests {
    @Test(
        "end where a reader would stop",
        arguments: [
            ["One is here.", "Two is there!", "Is three?", "Yes."],
            ["Dr. Smith and Mrs. Jones met at 3.5 p.m. in St. Louis.", "They left."],
            ["J. R. R. Tolkien wrote it.", "So did I.", "Then we left."],
            ["He said \"Stop.\"", "Then he left.", "(It was late.)", "Really?!", "Yes."],
            ["Wait... what is this?", "Wait…", "No."],
            ["See Fig. 3 and No. 5, etc.", "The end."],
            ["The U.S. Army came.", "It left the U.S.", "The rest stayed."],
            ["Version 2.0 of Node.js is at example.com today.", "Use it."],
            ["No.", "That is wrong."],
            ["¿Qué es esto?", "¡Es una prueba!", "El Sr. López vino."],
            ["これは文です。", "次の文！", "本当？", "はい。"],
            ["这是第一句。", "第二句！"],
            ["Am 3. Oktober feiern wir.", "Dann z.B. auch dort."],
            ["यह एक वाक्य है।", "यह दूसरा है।"],
            ["Plain text without a stop"],
        ])
    func stops(sentences: [String]) {
        #expect(SentenceSplitter().sentences(of: sentences.joined(separator: " ")) == sentences)
    }

    @Test("CJK sentences need no space between them")
    func unspaced() {
        #expect(SentenceSplitter().sentences(of: "これは文です。次の文！「はい。」終わり") == ["これは文です。", "次の文！", "「はい。」", "終わり"])
    }

    @Test("end at the end of a line, bullets kept, unless the line was only wrapped")
    func lines() {
        let text = "First point\n- second point\n1. Third point\n\nLast"
        #expect(SentenceSplitter().sentences(of: text) == ["First point", "- second point", "1. Third point", "Last"])
        let wrapped = "This line is long enough that a program must have wrapped it at\nits end, since it goes on."
        #expect(SentenceSplitter().sentences(of: wrapped) == [wrapped.replacing("\n", with: " ")])
    }

    @Test("are cut between clauses when they are too long")
    func long() {
        let clause = "this clause has exactly some words in it, "
        let text = String(repeating: clause, count: 30)
        let sentences = SentenceSplitter().sentences(of: text)
        #expect(sentences.count >= 4)
        #expect(sentences.allSatisfy { $0.count <= 300 && $0.hasSuffix(",") })
        #expect(
            SentenceSplitter().sentences(of: String(repeating: "x", count: 1000)).map(\.count) == [300, 300, 300, 100])
    }

    @Test("signs alone are no sentence of their own")
    func signs() {
        #expect(SentenceSplitter().sentences(of: "Done.\n---\n* * *\nNext") == ["Done. --- * * *", "Next"])
        #expect(SentenceSplitter().sentences(of: "***\nStart") == ["*** Start"])
        #expect(SentenceSplitter().sentences(of: "  \n ") == [])
        #expect(SentenceSplitter().sentences(of: "...") == ["..."])
    }

    @Test("lose no character, whatever the text")
    func nothingLost() {
        var generator = SeededGenerator(seed: 23)
        let pieces = [
            "word", "Word", "Dr.", "e.g.", "3.5", ".", "!", "?", "…", "...", "。", "！", "\"", ")", "(", "”", "\n",
            "\r\n", "\u{0B}",
            " ", " ", " ", "- ", "1.", ",", ";", "—", "🎉", "日本", "é", "U.S.", "¿", "a",
        ]
        for _ in 0..<3000 {
            let text = (0..<Int.random(in: 0...60, using: &generator))
                .map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
            let sentences = SentenceSplitter(longest: 40).sentences(of: text)
            let visible = { (text: String) in text.filter { !$0.isWhitespace && $0 != "\u{0B}" } }
            #expect(visible(sentences.joined()) == visible(text))
            #expect(sentences.allSatisfy { !$0.isEmpty && $0.count <= 40 })
        }
    }
}
