/// What stands on every page of a deck and belongs to none: running headers and footers, and the number in them.
struct PageFurniture {
    /// The shape of a line, its numbers left open, and the edge that it stands at.
    private struct Key: Hashable {
        var text: String
        var isTop: Bool
    }

    private var repeated: Set<Key> = []
    /// Which of the numbers in a line counts the frames.
    private var counters: [Key: Int] = [:]
    private let pageCount: Int

    init(pages: [PDFPage]) {
        pageCount = pages.count
        var pagesOfKey: [Key: Set<Int>] = [:]
        var numbersOfKey: [Key: [[Int]]] = [:]
        for page in pages {
            for (key, line) in Self.edgeLines(of: page) {
                pagesOfKey[key, default: []].insert(page.number)
                numbersOfKey[key, default: []].append(Self.numbers(in: line.text))
            }
        }
        let enough = max(3, (pages.count * 2 + 4) / 5)
        repeated = Set(pagesOfKey.filter { $0.value.count >= enough }.keys)
        for key in repeated {
            let rows = numbersOfKey[key] ?? []
            let variety = (0..<(rows.first?.count ?? 0)).map { place in
                Set(rows.compactMap { place < $0.count ? $0[place] : nil }).count
            }
            if let most = variety.max(), most > 1 { counters[key] = variety.firstIndex(of: most) }
        }
    }

    /// The page without what is repeated.
    func bare(_ page: PDFPage) -> PDFPage {
        var page = page
        let furniture = Set(Self.edgeLines(of: page).filter { isFurniture($0.key, $0.line, on: page) }.map(\.line))
        guard !furniture.isEmpty else { return page }
        for index in page.blocks.indices { page.blocks[index].lines.removeAll(where: furniture.contains) }
        page.blocks.removeAll(where: \.lines.isEmpty)
        return page
    }

    /// The number that the footer or header of the page gives it: in Beamer, that of the frame, which several pages
    /// share.
    func frameNumber(of page: PDFPage) -> Int? {
        for (key, line) in Self.edgeLines(of: page) {
            guard let place = counters[key] else { continue }
            let numbers = Self.numbers(in: line.text)
            if place < numbers.count { return numbers[place] }
        }
        return nil
    }

    private func isFurniture(_ key: Key, _ line: PDFLine, on page: PDFPage) -> Bool {
        if repeated.contains(key) { return true }
        // In a deck too short for anything to be repeated, a page's own number is known by its value.
        guard pageCount < 3, !key.isTop else { return false }
        let letters = line.text.filter(\.isLetter).lowercased()
        return Self.numbers(in: line.text).first == page.number && ["", "page", "slide", "of"].contains(letters)
    }

    /// The lines near the upper and lower edge; at the upper one only those in small type, which are no titles.
    private static func edgeLines(of page: PDFPage) -> [(key: Key, line: PDFLine)] {
        let lines = page.lines
        let heights = lines.flatMap { line in Array(repeating: line.typeHeight, count: line.words.count) }.sorted()
        guard page.height > 0, !heights.isEmpty else { return [] }
        let body = heights[heights.count / 2]
        return lines.compactMap { line in
            let place = line.box.middle / page.height
            guard place > 0.88 || (place < 0.09 && line.typeHeight < body * 1.02) else { return nil }
            return (Key(text: shape(of: line.text), isTop: place < 0.5), line)
        }
    }

    private static func shape(of text: String) -> String {
        var shape = ""
        for character in text {
            if !character.isNumber {
                shape.append(character)
            } else if shape.last != "0" {
                shape.append("0")
            }
        }
        return shape
    }

    private static func numbers(in text: String) -> [Int] {
        text.split(whereSeparator: { !$0.isASCII || !$0.isNumber }).map { Int($0) ?? -1 }
    }
}
