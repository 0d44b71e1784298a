import MediaTools
import Testing

@Suite struct ProgressParserTests {
    @Test("reads a report of FFmpeg")
    func report() {
        let text = """
            frame=48
            fps=23.50
            stream_0_0_q=23.0
            bitrate= 112.3kbits/s
            total_size=1024
            out_time_us=1920000
            out_time_ms=1920000
            out_time=00:00:01.920000
            dup_frames=0
            drop_frames=0
            speed=1.94x
            progress=continue
            """
        var parser = ProgressParser()
        let lines = text.split(separator: "\n").map { parser.read(String($0)) }
        #expect(lines.dropLast().allSatisfy { $0 == .part })
        var expected = ProgressReport()
        expected.frame = 48
        expected.framesPerSecond = 23.5
        expected.microseconds = 1_920_000
        expected.bytes = 1024
        expected.speed = 1.94
        #expect(lines.last == .report(expected))
    }

    @Test("starts each report afresh, and knows the last")
    func blocks() {
        var parser = ProgressParser()
        _ = parser.read("frame=1")
        _ = parser.read("progress=continue")
        var last = ProgressReport()
        last.isLast = true
        #expect(parser.read("progress=end") == .report(last))
    }

    @Test("takes what is not yet known as unknown")
    func unknown() {
        var parser = ProgressParser()
        for line in ["out_time_us=N/A", "speed=N/A", "total_size=N/A", "fps=", "frame=99999999999999999999"] {
            #expect(parser.read(line) == .part)
        }
        #expect(parser.read("progress=continue") == .report(ProgressReport()))
    }

    @Test("leaves other lines alone", arguments: ["", "Error opening input", "[png @ 0x1] chunk=bad", "a=b", "="])
    func others(line: String) {
        var parser = ProgressParser()
        #expect(parser.read(line) == .other)
    }
}
