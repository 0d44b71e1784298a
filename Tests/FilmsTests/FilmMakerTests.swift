import Films
import Foundation
import MediaTools
import StepEngine
import TestKit
import Testing

@Suite("Making a film of a deck", .serialized)
struct FilmMakerTests {
    func request(script: URL? = nil) throws -> FilmRequest {
        FilmRequest(
            deck: exampleDeck, script: script, format: try VideoFormat(width: 320, height: 180),
            transitionSeconds: 0.2)
    }

    @Test("makes everything once; after an edit of one sentence, that sentence, its slide's sound and the film")
    func editing() async throws {
        try await withTemporaryFolder { folder in
            let home = folder.appending(path: "home")
            let script = folder.appending(path: "script.md")
            let first = try FilmWorkshop(home: home)
            let maker = FilmMaker(engine: first.engine)
            let text = try await maker.script(of: exampleDeck, mergesOverlays: false)
            try Data(text.utf8).write(to: script)
            let film = try await maker.make(request(script: script))
            let cold = first.ran()
            #expect(cold["film.still"] == 10)
            #expect(cold["film.transition"] == 9)
            #expect(cold["film.assemble"] == 1)

            // Another process, as it were: nothing is left in memory.
            let second = try FilmWorkshop(home: home)
            let same = try await FilmMaker(engine: second.engine).make(request(script: script))
            #expect(same.film == film.film)
            #expect(second.ran() == [:])

            let edited = text.replacing("There are four questions to answer.", with: "Four questions want an answer.")
            #expect(edited != text)
            try Data(edited.utf8).write(to: script)
            let survey = try await FilmMaker(engine: second.engine).survey(request(script: script))
            let missing = survey.entries.filter { !$0.isThere }.map(\.kind.name).sorted()
            #expect(missing == ["film.assemble", "film.narration", "speech.sentence"])

            let third = try FilmWorkshop(home: home)
            let changed = try await FilmMaker(engine: third.engine).make(request(script: script))
            #expect(third.ran() == ["speech.sentence": 1, "film.narration": 1, "film.assemble": 1])
            #expect(changed.captions.contains("Four questions want an answer."))

            let info = try await FFprobe(tools: SubprocessRunner()).info(of: third.engine.url(of: changed.film))
            #expect(info.chapters.count == 10)
            #expect(info.streams.contains { $0.kind == .subtitle && $0.language == "eng" })
            let video = try #require(info.streams.first { $0.kind == .video })
            #expect(video.profile == "High" && video.pixelFormat == "yuv420p")
            let sound = try #require(info.streams.first { $0.kind == .audio })
            let lengths = [video.duration, sound.duration].compactMap {
                $0.map { Double($0.numerator) / Double($0.denominator) }
            }
            #expect(abs(lengths[0] - changed.seconds) < 0.001)
            #expect(abs(lengths[0] - lengths[1]) < 0.03)
        }
    }

    @Test("says so when nothing is left to film, and when a script names a slide that is not there")
    func refusals() async throws {
        try await withTemporaryFolder { folder in
            let maker = FilmMaker(engine: try FilmWorkshop(home: folder.appending(path: "home")).engine)
            let script = folder.appending(path: "script.md")
            try Data("## Slide 12: none\n\nHello.\n".utf8).write(to: script)
            let request = try request(script: script)
            let failure = await #expect(throws: (any Error).self) { try await maker.make(request) }
            #expect("\(try #require(failure))".contains("slide 12"))
            #expect("\(try #require(failure))".contains("11 slides"))

            let unreadable = "## Slide 1\n\nᐃᓄᒃᑎᑐᑦ ᐅᖃᐅᓯᖅ ᐃᓄᖕᓄᑦ.\n"
            try Data(unreadable.utf8).write(to: script)
            let silence = await #expect(throws: (any Error).self) { try await maker.make(request) }
            #expect("\(try #require(silence))".contains("espeak-ng: "))
        }
    }
}
