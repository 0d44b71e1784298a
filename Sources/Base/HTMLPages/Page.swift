/// A page that stands by itself: one file, no request to anywhere, no script.
///
/// Its content security policy forbids all of these, so that not even markup that slipped in could run or load.
package struct Page: Sendable {
    /// A place that the navigation leads to.
    package struct Entry: Sendable {
        /// The `id` of the element.
        package var anchor: String
        /// A number or a short word; always shown.
        package var mark: String
        /// What the place is called.
        package var title: String
        /// What is to be noticed there, in a word or two.
        package var remark: String?
        /// The choices of the filter under which it stays.
        package var states: [String]

        package init(anchor: String, mark: String, title: String, remark: String? = nil, states: [String] = []) {
            self.anchor = anchor
            self.mark = mark
            self.title = title
            self.remark = remark
            self.states = states
        }
    }

    package var title: String
    /// What kind of page it is, in a word or two above the title.
    package var kind: String
    /// The language of the title, when it is not the page's own (English).
    package var titleLanguage: String?
    /// Below the title.
    package var introduction: HTML
    package var filter: PageFilter
    package var entries: [Entry]
    /// What the entries are, such as "Slides".
    package var entriesName: String
    package var content: HTML

    package init(
        title: String, kind: String, titleLanguage: String? = nil, introduction: HTML, filter: PageFilter,
        entries: [Entry], entriesName: String = "Slides", content: HTML
    ) {
        self.title = title
        self.kind = kind
        self.titleLanguage = titleLanguage
        self.introduction = introduction
        self.filter = filter
        self.entries = entries
        self.entriesName = entriesName
        self.content = content
    }

    package func rendered() -> String {
        let page: HTML = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            \(Self.mark)
            <meta http-equiv="Content-Security-Policy" content="\(Self.policy)">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="referrer" content="no-referrer">
            <title>\(kind): \(title)</title>
            <style>
            \(PageStyle.sheet)\(filter.style)</style>
            </head>
            <body>
            <a class="skip" href="#content">Skip to the content</a>
            <header class="top">
            <p class="kind">\(kind)</p>
            <h1\(.language(titleLanguage))>\(title)</h1>
            \(introduction)</header>
            \(navigation)<main id="content" tabindex="-1">
            \(filter.control)\(content)</main>
            <footer class="end"><p>Made by Atelier. This file holds everything that it shows.</p></footer>
            </body>
            </html>

            """
        return page.text
    }

    /// Tells that the page is one of ours.
    private static let mark: HTML = "<meta name=\"generator\" content=\"Atelier\">"

    /// Whether a file is a page that was made here.
    package static func isOwn(_ file: some Collection<UInt8>) -> Bool {
        String(decoding: file.prefix(512), as: UTF8.self).contains(mark.text)
    }

    private static let policy =
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

    private var navigation: HTML {
        guard !entries.isEmpty else { return "" }
        let items = entries.map { entry -> HTML in
            let remark = entry.remark.map { words -> HTML in "<span class=\"remark\">\(words)</span>" }
            return """
                <li\(PageFilter.state(entry.states))><a href="#\(entry.anchor)"><span class="mark">\(entry.mark)</span> \
                <span class="name"\(.language(titleLanguage))>\(entry.title)</span> \(remark)</a></li>

                """
        }
        return """
            <nav class="places" aria-label="\(entriesName)">
            <ol>
            \(items.joined())</ol>
            </nav>

            """
    }
}
