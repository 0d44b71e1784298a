import HTMLPages

/// The value of a field as a reader sees it, with what was flagged marked in place.
struct FieldText {
    var value: FieldValue
    var flags: [Flag]
    /// Of the element around the text.
    var id: String
    /// The language of the deck.
    var language: String?
    /// Whether "*word*" means italics.
    var hasEmphasis: Bool
    /// The anchor of a flag, by its number from 1.
    var flagAnchor: (Int) -> String

    var html: HTML {
        switch value {
        case _ where value.isEmpty: "<p class=\"quiet\" id=\"\(id)\">\(nothing)</p>\n"
        case .text(let text): "<div class=\"words\" id=\"\(id)\"\(.language(language))>\(paragraphs(of: text))</div>\n"
        case .altTexts(let texts): shapes(texts)
        case .references(let references): sources(references)
        }
    }

    private var nothing: String {
        switch value {
        case .text: "Nothing was written."
        case .altTexts:
            !flags.isEmpty ? "Nothing was written." : "There is nothing on the slide that needs an alternative text."
        case .references: "No source is known."
        }
    }

    private func marked(_ text: String) -> HTML {
        MarkedText(text: text, flags: flags, hasEmphasis: hasEmphasis, flagAnchor: flagAnchor).html
    }

    /// Lines are paragraphs; lines that begin with a dash or a bullet are a list.
    private func paragraphs(of text: String) -> HTML {
        var markup: HTML = ""
        var items: [HTML] = []
        func endList() {
            if !items.isEmpty { markup += "<ul>\(items.joined())</ul>" }
            items = []
        }
        for line in text.split(whereSeparator: \.isNewline) where !line.allSatisfy(\.isWhitespace) {
            if let point = Self.point(line) {
                items.append("<li>\(marked(point))</li>")
            } else {
                endList()
                markup += "<p>\(marked(String(line)))</p>"
            }
        }
        endList()
        return markup
    }

    private static func point(_ line: Substring) -> String? {
        ["- ", "• ", "– ", "* "].first(where: line.hasPrefix).map { String(line.dropFirst($0.count)) }
    }

    private func shapes(_ texts: [AltText]) -> HTML {
        let items = texts.map { text -> HTML in
            let words: HTML =
                text.isDecorative
                ? "<dd>\(.badge("Decorative")) \(.unseen("without a text"))</dd>"
                : "<dd class=\"words\"\(.language(language))>\(marked(text.text))</dd>"
            return "<div><dt><bdi>\(text.name)</bdi></dt>\(words)</div>\n"
        }
        return "<dl class=\"shapes\" id=\"\(id)\">\n\(items.joined())</dl>\n"
    }

    private func sources(_ references: [Reference]) -> HTML {
        let items = references.map { reference -> HTML in
            let title: HTML = "<span\(.language(language))>\(marked(reference.title))</span>\(notes(on: reference.url))"
            let address = HTML.link(HTML(words: reference.url), to: reference.url)
            return "<li>\(title)<br><span class=\"quiet\" dir=\"ltr\">\(address)</span></li>"
        }
        return "<div class=\"words\" id=\"\(id)\"><ul>\(items.joined())</ul></div>\n"
    }

    /// The numbers of the flags about an address, beside the title: two links on one line would be too close to touch.
    private func notes(on address: String) -> HTML {
        flags.enumerated().filter { !$0.element.excerpt.isEmpty && address.contains($0.element.excerpt) }.map {
            MarkedText.note($0.offset + 1, anchor: flagAnchor($0.offset + 1))
        }.joined()
    }
}
