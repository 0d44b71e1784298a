import Foundation
import TestKit
import Testing

@testable import Films

@Suite("Caption files")
struct CaptionFormatTests {
    private let captions = [
        Caption(start: 0, end: 1_500, lines: ["Is 1 < 2 & 3 > 2?", "Yes --> always."]),
        Caption(start: 1_500, end: 2_000, lines: [" ", "a\n\nb", ""]),
        Caption(start: 2_000, end: 2_500, lines: ["\n"]),
        Caption(start: 360_000_001, end: 360_061_999, lines: ["Late"]),
    ]

    @Test("are WebVTT with escapes, without blank lines in a caption")
    func rendersWebVTT() {
        #expect(
            WebVTT.render(captions) == """
                WEBVTT

                00:00:00.000 --> 00:00:01.500
                Is 1 &lt; 2 &amp; 3 &gt; 2?
                Yes --&gt; always.

                00:00:01.500 --> 00:00:02.000
                a
                b

                100:00:00.001 --> 100:01:01.999
                Late

                """)
    }

    @Test("are SubRip with numbers in a row")
    func rendersSubRip() {
        #expect(
            SubRip.render(captions) == """
                1
                00:00:00,000 --> 00:00:01,500
                Is 1 < 2 & 3 > 2?
                Yes → always.

                2
                00:00:01,500 --> 00:00:02,000
                a
                b

                3
                100:00:00,001 --> 100:01:01,999
                Late

                """)
    }

    @Test("name tags and chapters in FFmpeg's form")
    func rendersMetadata() {
        let metadata = FilmMetadata(
            title: "1 = 1; #2", author: "A\\B", language: "pt-BR", comment: "two\r\nlines",
            chapters: [.init(title: "One", frames: 0..<30), .init(title: "[Two]", frames: 30..<45)])
        #expect(
            metadata.rendered(rate: .ntsc) == """
                ;FFMETADATA1
                title=1 \\= 1\\; \\#2
                artist=A\\\\B
                language=pt-BR
                comment=two\\
                lines
                [CHAPTER]
                TIMEBASE=1001/30000
                START=0
                END=30
                title=One
                [CHAPTER]
                TIMEBASE=1001/30000
                START=30
                END=45
                title=[Two]

                """)
        #expect(metadata.trackLanguage == "por")
        #expect(FilmMetadata().trackLanguage == "und")
        #expect(FilmMetadata(language: "not a language").trackLanguage == "und")
    }

    @Test("are read back by FFmpeg with the same words and times", .enabled(if: FFmpeg.isInstalled))
    func ffmpegReadsThem() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "captions.vtt")
            try WebVTT.render(captions).write(to: file, atomically: true, encoding: .utf8)
            let output = try await FFmpeg.run(["-v", "error", "-i", "captions.vtt", "-f", "srt", "-"], in: folder)
            let text = output.text.replacing("\r\n", with: "\n")
            #expect(text.contains("00:00:00,000 --> 00:00:01,500\nIs 1 < 2 & 3 > 2?\nYes --> always."))
            #expect(text.contains("00:00:01,500 --> 00:00:02,000\na\nb"))
            #expect(text.contains("100:00:00,001 --> 100:01:01,999\nLate"))
        }
    }
}
