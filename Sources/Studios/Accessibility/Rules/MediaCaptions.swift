package import Decks

struct MediaCaptions: SlideRule {
    let id = "media-captions"
    let title = "A video without captions, or a sound without its text"
    let why = "People who are deaf or hard of hearing, and everybody without loudspeakers, miss what is said."
    let remedy = "Add captions: Playback, Insert Captions, a WebVTT file; for a sound, put the words into the notes."
    let source = "Office checker (warning); WCAG 1.2.1, 1.2.2"
    let severity = Severity.warning

    func findings(on slide: StyledSlide) -> [Finding] {
        slide.allShapes.compactMap { shape in
            guard !shape.hasCaptions else { return nil }
            switch shape.kind {
            case .video:
                return finding(
                    "\(shape.label) has no captions in the deck; if anything is said or heard in it, it needs them.",
                    slide: slide.number, shape: shape)
            case .audio:
                return finding(
                    "\(shape.label) has no captions; if anything is said in it, its words are needed.",
                    slide: slide.number, shape: shape, severity: .tip)
            default: return nil
            }
        }
    }
}
