/// Tells what a table holds: a small one row by row, a large one by its headings, rows and extremes.
struct TableNarration {
    let table: TableElement
    let phrases: NarrationPhrases

    /// How many rows and columns are read out, and how many labels are listed.
    private static let mostRows = 4
    private static let mostColumns = 5
    private static let mostLabels = 8

    var sentences: [String] {
        let rows = table.rows
            .map { row in row.map(SpokenText.onOneLine) }
            .filter { row in row.contains { $0.contains(where: { $0.isLetter || $0.isNumber }) } }
        guard let first = rows.first else { return [] }
        guard table.hasHeaderRow, rows.count > 1, first.count > 1 else {
            return rows.map { rowSentence($0, headings: []) }
        }
        let body = Array(rows.dropFirst())
        if body.count <= Self.mostRows, first.count <= Self.mostColumns || phrases.words == nil {
            return heading(first) + body.map { rowSentence($0, headings: first) }
        }
        guard phrases.words != nil else { return heading(first) + body.map { rowSentence($0, headings: []) } }
        let columns = first.indices.dropFirst().compactMap { columnSentence($0, headings: first, body: body) }
        guard !columns.isEmpty else {
            return heading(first)
                + (body.count <= Self.mostLabels
                    ? body.map { rowSentence($0, headings: []) } : labels(of: body))
        }
        return heading(first) + labels(of: body) + columns
    }

    private func heading(_ headings: [String]) -> [String] {
        let named = headings.filter { !$0.isEmpty }.map(SpokenText.phrase)
        guard !named.isEmpty else { return [] }
        let list = phrases.list(named)
        return [SpokenText.sentence(phrases.words?.tableLists.filled([.list: list]) ?? list)]
    }

    /// "Basic: Price 5, Users 10."
    private func rowSentence(_ row: [String], headings: [String]) -> String {
        let cells = row.enumerated().filter { !$0.element.isEmpty }
        guard let label = cells.first else { return "" }
        let others = cells.dropFirst().map { index, cell in
            let heading = index < headings.count ? SpokenText.phrase(headings[index]) : ""
            return SpokenText.onOneLine(heading + " " + SpokenText.phrase(cell))
        }
        guard !others.isEmpty else { return SpokenText.sentence(label.element) }
        let colon = phrases.language == .french ? " : " : ": "
        return SpokenText.sentence(SpokenText.phrase(label.element) + colon + others.joined(separator: ", "))
    }

    private func labels(of body: [[String]]) -> [String] {
        let labels = body.compactMap(\.first).filter { !$0.isEmpty }.map(SpokenText.phrase)
        guard labels.count > 1, labels.count <= Self.mostLabels,
            labels.contains(where: { $0.contains(where: \.isLetter) }),
            let words = phrases.words
        else { return [] }
        return [SpokenText.sentence(words.tableCovers.filled([.list: phrases.list(labels)]))]
    }

    /// The highest and the lowest value of a column of numbers.
    private func columnSentence(_ column: Int, headings: [String], body: [[String]]) -> String? {
        guard let words = phrases.words, !headings[column].isEmpty else { return nil }
        let cells = body.compactMap { row -> (label: String, text: String)? in
            guard column < row.count, !row[column].isEmpty else { return nil }
            return (row[0], row[column])
        }
        guard cells.count > 2, let extremes = CellNumbers.extremes(of: cells.map(\.text)) else { return nil }
        let name = SpokenText.phrase(headings[column])
        let place = ValuePlace(phrases: phrases)
        if extremes.highest.count == cells.count {
            return SpokenText.sentence(
                words.columnConstant.filled([.name: name, .value: SpokenText.phrase(cells[0].text)]))
        }
        func told(_ rows: [Int]) -> String {
            place.text(SpokenText.phrase(cells[rows[0]].text), at: rows.map { SpokenText.phrase(cells[$0].label) })
        }
        return SpokenText.sentence(
            words.columnExtremes.filled([
                .name: name, .high: told(extremes.highest), .low: told(extremes.lowest),
            ]))
    }
}

/// Says a value with the places where it stands: "5 for Basic and Pro", "5 in 2019".
struct ValuePlace {
    let phrases: NarrationPhrases

    /// With more than three places, or an unnamed one, the value alone.
    func text(_ value: String, at places: [String]) -> String {
        guard let words = phrases.words, (1...3).contains(places.count), !places.contains("") else { return value }
        let isYear = places.count == 1 && Self.isYear(places[0])
        return (isYear ? words.atYear : words.atCategory).filled([.value: value, .name: phrases.list(places)])
    }

    static func isYear(_ text: String) -> Bool {
        guard text.utf8.count == 4, let year = Int(text) else { return false }
        return (1800...2199).contains(year)
    }
}
