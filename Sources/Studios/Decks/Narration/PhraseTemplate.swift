/// A phrase with named places, such as `"from {first} to {last}"`.
package struct PhraseTemplate: ExpressibleByStringLiteral, Sendable {
    package enum Place: String, Sendable {
        case name, value, first, turn, last, high, low, categories, values, list, kind, text, title, place, size
    }

    private enum Piece: Sendable {
        case words(String)
        case place(Place)
    }

    private var pieces: [Piece] = []

    package init(stringLiteral text: String) {
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            guard let place = Place(rawValue: String(rest[rest.index(after: open)..<close])) else { break }
            pieces.append(.words(String(rest[..<open])))
            pieces.append(.place(place))
            rest = rest[rest.index(after: close)...]
        }
        pieces.append(.words(String(rest)))
    }

    /// The phrase with its places filled. What is filled in is not looked at for places again.
    package func filled(_ contents: [Place: String]) -> String {
        pieces.map { piece in
            switch piece {
            case .words(let words): words
            case .place(let place): contents[place] ?? ""
            }
        }.joined()
    }
}
