import Foundation
import TestKit
import Testing

@testable import Decks

@Suite("The suffix of a presentation")
struct PresentationSuffixTests {
    @Test(
        "suits what its package says it is",
        arguments: [
            ("application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml", ["pptx", "ppsx"]),
            ("application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml", ["ppsx", "pptx"]),
            ("application/vnd.openxmlformats-officedocument.presentationml.template.main+xml", ["potx"]),
            ("application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml", ["pptm", "ppsm"]),
            ("application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml", ["ppsm", "pptm"]),
            ("application/vnd.ms-powerpoint.template.macroEnabled.main+xml", ["potm"]),
        ])
    func types(type: String, suffixes: [String]) {
        #expect(PresentationSuffix.suffixes(ofType: type) == suffixes)
    }

    @Test("is that of a PPTX for a deck that is converted, and told by the content")
    func files() async throws {
        try await withTemporaryFolder { folder in
            let deck = folder.appending(path: "talk.pptm")
            try DeckBuilder(slides: [.init()]).data().write(to: deck)
            #expect(try PresentationSuffix.suitable(for: deck) == ["pptx", "ppsx"])
            let type = "application/vnd.oasis.opendocument.presentation"
            try Data("<?xml?><office:document office:mimetype=\"\(type)\">".utf8).write(to: deck)
            #expect(try PresentationSuffix.suitable(for: deck) == ["pptx", "ppsx"])
        }
    }
}
