import Decks

/// A picture on a slide, and the part of it that is shown.
struct ShownPicture: Sendable {
    var shape: ShapeIdentity
    var part: String?
    var vectorPart: String?
    var crop: PictureElement.Crop?

    /// The pictures and posters of a slide, each shape once.
    static func all(on slide: Slide) -> [ShownPicture] {
        var seen: Set<Int> = []
        return slide.allElements.compactMap { element -> ShownPicture? in
            switch element {
            case .picture(let picture):
                let isVector = isVector(picture.mediaType ?? "")
                let vector = picture.vectorPart ?? (isVector ? picture.part : nil)
                return ShownPicture(shape: picture.shape, part: picture.part, vectorPart: vector, crop: picture.crop)
            case .media(let media): return ShownPicture(shape: media.shape, part: media.posterPart)
            case .text, .table, .chart, .diagram, .group: return nil
            }
        }.filter { ($0.part != nil || $0.vectorPart != nil) && seen.insert($0.shape.id).inserted }
    }

    static func isVector(_ mediaType: String) -> Bool { mediaType.hasPrefix("image/svg") }

    /// EMF and WMF, which only office programs draw.
    static func isMetafile(_ mediaType: String) -> Bool {
        ["image/x-emf", "image/emf", "image/x-wmf", "image/wmf"].contains(mediaType)
    }
}

/// The languages in which text is looked for, by tesseract's names.
struct ReadingLanguages {
    /// The most likely first.
    var names: [String]

    init(_ tag: String?) {
        let primary = (tag ?? "en").lowercased().split(whereSeparator: { $0 == "-" || $0 == "_" }).first.map(
            String.init)
        names = [Self.table[primary ?? ""] ?? "eng"]
    }

    private static let table: [String: String] = [
        "en": "eng", "es": "spa", "de": "deu", "fr": "fra", "it": "ita", "pt": "por", "nl": "nld", "ja": "jpn",
        "zh": "chi_sim", "ko": "kor", "ru": "rus", "pl": "pol", "sv": "swe", "da": "dan", "fi": "fin", "cs": "ces",
        "tr": "tur", "uk": "ukr", "el": "ell", "hu": "hun", "ro": "ron", "ar": "ara", "he": "heb", "hi": "hin",
    ]
}
