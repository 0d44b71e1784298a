import Foundation

/// A film's title, author and chapters, in the file format that FFmpeg reads them from:
/// `ffmpeg -i film.ivf -i film.txt -map_metadata 1 -map_chapters 1 -c copy film.mp4`.
package struct FilmMetadata: Hashable, Sendable, Codable {
    package var title: String?
    /// Written as `artist`, the name that MP4 knows.
    package var author: String?
    /// A BCP 47 tag, such as `pt-BR`.
    package var language: String?
    package var comment: String?
    package var chapters: [Chapter]

    /// A named stretch of the film, in video frames.
    package struct Chapter: Hashable, Sendable, Codable {
        package var title: String
        package var frames: Range<Int>

        package init(title: String, frames: Range<Int>) {
            self.title = title
            self.frames = frames
        }
    }

    package init(
        title: String? = nil, author: String? = nil, language: String? = nil, comment: String? = nil,
        chapters: [Chapter] = []
    ) {
        self.title = title
        self.author = author
        self.language = language
        self.comment = comment
        self.chapters = chapters
    }

    /// The three letters of ISO 639-2 for ``language``, which MP4 wants for each of its tracks:
    /// `-metadata:s:a:0 language=eng`. `und` when it is not known.
    package var trackLanguage: String {
        language.flatMap { Locale.Language(identifier: $0).languageCode?.identifier(.alpha3) } ?? "und"
    }

    /// The file's text. Chapters are timed in frames of exactly `rate`.
    package func rendered(rate: FrameRate) -> String {
        var file = ";FFMETADATA1\n"
        for (key, value) in [("title", title), ("artist", author), ("language", language), ("comment", comment)] {
            if let value, !value.isEmpty { file += "\(key)=\(Self.escaped(value))\n" }
        }
        for chapter in chapters {
            file += "[CHAPTER]\nTIMEBASE=\(rate.denominator)/\(rate.numerator)\n"
            file += "START=\(chapter.frames.lowerBound)\nEND=\(chapter.frames.upperBound)\n"
            file += "title=\(Self.escaped(chapter.title))\n"
        }
        return file
    }

    /// FFmpeg's escapes for values: a backslash before `=`, `;`, `#`, `\` and a line's end.
    private static func escaped(_ value: String) -> String {
        value.reduce(into: "") { text, character in
            if character.isNewline {
                text += "\\\n"
            } else if character == "\0" {
                text += ""
            } else {
                if "=;#\\".contains(character) { text += "\\" }
                text.append(character)
            }
        }
    }
}

extension FilmTimeline {
    /// Chapters for slides with a title each; together they cover the film. Neighbours with the same title are one
    /// chapter.
    package func chapters(titles: [String]) -> [FilmMetadata.Chapter] {
        var chapters: [FilmMetadata.Chapter] = []
        for (index, (slide, title)) in zip(slides, titles).enumerated() {
            let next = index + 1 < slides.count ? slides[index + 1].chapterStart : frames
            if let last = chapters.last, last.title == title {
                chapters[chapters.count - 1].frames = last.frames.lowerBound..<next
            } else {
                chapters.append(FilmMetadata.Chapter(title: title, frames: slide.chapterStart..<next))
            }
        }
        return chapters
    }
}
