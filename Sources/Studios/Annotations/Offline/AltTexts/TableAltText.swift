import Decks

/// Tells what a table is: its size, its columns, and what its rows are.
struct TableAltText {
    let desk: WritingDesk
    let table: TableElement

    var text: String {
        guard let words = desk.words else {
            return SpokenText.sentence(Wording.cut(desk.phrases.list(headings + labels), to: AltTextWriter.limit - 1))
        }
        let outline = Wording.sentence(subject(words))
        guard outline.count <= AltTextWriter.limit else { return Wording.sentence(size(words)) }
        for rows in [desk.phrases.list(labels), range(words)] where !rows.isEmpty {
            let sentence = SpokenText.sentence(words.rowsAre.filled([.list: rows]))
            if outline.count + 1 + sentence.count <= AltTextWriter.limit { return outline + " " + sentence }
        }
        return outline
    }

    /// "a table with four rows and three columns (Name, Price and Users)"
    func subject(_ words: OfflineWords) -> String {
        let size = size(words)
        guard !headings.isEmpty else { return size }
        let full = size + " (" + desk.phrases.list(headings) + ")"
        return full.count <= AltTextWriter.limit - 1 ? full : size
    }

    private func size(_ words: OfflineWords) -> String {
        let columns = table.rows.first?.count ?? 0
        let size = [words.count(bodyRows.count, .rows), words.count(columns, .columns)]
        return words.with.filled([.kind: words.table, .list: desk.phrases.list(size)])
    }

    private var bodyRows: [[String]] {
        table.hasHeaderRow && table.rows.count > 1 ? Array(table.rows.dropFirst()) : table.rows
    }

    private var headings: [String] {
        guard table.hasHeaderRow, table.rows.count > 1 else { return [] }
        return (table.rows.first ?? []).map(SpokenText.phrase).filter { !$0.isEmpty }
    }

    /// What the rows begin with, when that tells them apart.
    private var labels: [String] {
        let labels = bodyRows.map { SpokenText.phrase($0.first ?? "") }
        guard labels.count > 1, !labels.contains(""), Set(labels).count == labels.count,
            labels.contains(where: { $0.contains(where: \.isLetter) }), !labels.contains(where: { $0.count > 60 })
        else { return [] }
        return labels
    }

    private func range(_ words: OfflineWords) -> String {
        guard labels.count > 3, let first = labels.first, let last = labels.last else { return "" }
        return words.range.filled([.first: first, .last: last])
    }
}
