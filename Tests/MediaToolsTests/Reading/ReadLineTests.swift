import Testing

@testable import MediaTools

@Suite("The lines that tesseract reads")
struct ReadLineTests {
    @Test("are words of one line of one block, with their confidence")
    func table() {
        let tsv = """
            level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext
            4\t1\t1\t1\t1\t0\t10\t10\t90\t20\t-1\t
            5\t1\t1\t1\t1\t1\t10\t10\t40\t20\t96.5\tSign
            5\t1\t1\t1\t1\t2\t55\t10\t20\t18\t91.0\tin
            5\t1\t1\t1\t2\t1\t10\t40\t20\t18\t30.0\t|
            5\t1\t2\t1\t1\t1\t10\t90\t20\t18\t88.0\tHelp
            """
        let lines = ReadLine.lines(tsv: tsv)
        #expect(lines.map { $0.words.map(\.text) } == [["Sign", "in"], ["|"], ["Help"]])
        #expect(
            lines[0].words[0] == ReadLine.Word(text: "Sign", confidence: 96.5, left: 10, top: 10, width: 40, height: 20)
        )
        #expect(lines.map(\.block) == ["1.1", "1.1", "1.2"])
    }

    @Test("are none in a table that is none")
    func garbage() {
        #expect(ReadLine.lines(tsv: "").isEmpty)
        #expect(ReadLine.lines(tsv: "5\tx\n\n5\t1\t1\t1\t1\t1\t1\t1\t1\t1\tnan?\tword").isEmpty)
    }
}
